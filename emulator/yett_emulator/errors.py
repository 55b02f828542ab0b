"""The cloud's own errors, so that a client sees the code and status it would see from Alibaba Cloud."""


class CloudError(Exception):
    """One refusal of the API: HTTP status, `Code` verbatim, and a message for people.

    Source of the envelope: help.aliyun.com, ECS error troubleshooting.
    """

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        self.code = code
        self.message = message
        self.status = status
        super().__init__(f"{code}: {message}")


def not_found(code: str, what: str, given: str) -> CloudError:
    """A 404 whose message carries `NotFound`, which is how the provider recognises one (errors.go:95)."""
    return CloudError(code, f"The specified {what} {given!r} does not exist. NotFound", 404)


def missing(name: str) -> CloudError:
    return CloudError(
        f"MissingParameter.{name}",
        f'The input parameter "{name}" that is mandatory for processing this request is not supplied.',
    )


def invalid(name: str, given: object, allowed: str) -> CloudError:
    return CloudError(f"InvalidParameter.{name}", f"The specified {name} {given!r} is not valid; allowed: {allowed}.")
