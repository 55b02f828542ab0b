"""Asynchronous jobs: every change is complete when it is answered, so that every job has succeeded.

Nothing is kept of a job: its id is a UUID, and one that is not a UUID never was a job.
"""

import uuid
from typing import Any

from yett_emulator.call import Answer, Call
from yett_emulator.errors import CloudError


def job() -> Answer:
    return {"JobId": str(uuid.uuid4())}


def check(key: str) -> str:
    try:
        return str(uuid.UUID(key))
    except ValueError:
        raise CloudError("ResourceNotFound.Job", f"The specified resource {key} is not found.", 404) from None


def status(call: Call) -> Answer:
    check(call.required("JobId"))
    return {"Status": "Succeeded"}


def rows(call: Call) -> list[dict[str, Any]]:
    return [{"Id": check(key), "Status": "Succeeded"} for key in call.names("JobIds")]
