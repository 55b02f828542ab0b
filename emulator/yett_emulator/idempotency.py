"""ClientToken: the same request sent twice acts once and is answered twice with the same answer.

The provider retries with the token of its first attempt, so that a create whose answer was lost leaves no orphan.
"""

import hashlib
import json

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.redaction import holds_secret
from yett_emulator.shapes import EVERYWHERE

MEANING = frozenset(("RegionId", "OwnerId", "ResourceOwnerId", "DryRun"))
"""Parameters of the gateway's that are part of what was asked."""


def once(operation: Operation, call: Call) -> Answer:
    """Run the operation, or give again the answer that its token has had; refusals are not remembered."""
    token = call.text("ClientToken")
    if not token or is_read(call.action):
        return operation(call)
    name, asked = f"{call.product}/{call.action}/{token}", digest(call)
    if earlier := call.store.recall(name):
        return same(earlier, asked, token)
    answer = operation(call)
    if not holds_secret(answer):
        call.store.remember(name, {"asked": asked, "answer": answer})
    return answer


def is_read(action: str) -> bool:
    return action.startswith(("Describe", "List", "Get", "Query"))


def same(earlier: Answer, asked: str, token: str) -> Answer:
    if earlier["asked"] != asked:
        raise CloudError(
            "IdempotentParameterMismatch",
            f"The request uses the same client token {token!r} as a previous, but non-identical request.",
        )
    return dict(earlier["answer"])


def digest(call: Call) -> str:
    kept = {k: v for k, v in call.params.items() if k not in EVERYWHERE or k in MEANING}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
