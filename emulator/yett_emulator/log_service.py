"""Log Service (SLS), which is not emulated: its requests are refused in its own words.

Its API is another one (REST, `x-log-*` headers), and so are its errors: the real provider dies of an answer that
has no `errorCode` (NeedRetry, errors.go:221), and takes every other resource of the run with it.
"""

from yett_emulator.errors import CloudError
from yett_emulator.wire import Request


def is_for_logs(request: Request) -> bool:
    return any(name.startswith("x-log-") for name in request.headers)


def refuse_logs(request: Request) -> None:
    if is_for_logs(request):
        raise CloudError(
            "ProductNotSupported", "Log Service is not emulated; flow logs take any project and logstore by name."
        )


def in_its_words(error: CloudError) -> dict[str, str]:
    return {"errorCode": error.code, "errorMessage": error.message}
