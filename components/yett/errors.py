"""Every error that yett raises on purpose, so that one `except YettError` catches what a user can mend.

YettError
├── SpecError        bad intent: a spec, an opening or a stack config that cannot be meant
├── SnapshotError    a file or a stack that cannot be read as a network
├── ModelError       a noun of the cloud that yett does not model
└── EngineError      the Pulumi engine or its provider cannot be found, built or run
"""

from datetime import date

PLAIN = (bool, int, float, list, tuple, dict, date)
"""What configs and programs write down, besides texts."""


class YettError(Exception):
    """Anything yett refuses; the message says where, what was got, what is allowed and what to do."""


class SpecError(YettError):
    """Intent that cannot be meant, found before the first resource is registered.

    >>> print(SpecError("listeners[2].port", got=70000, allowed="1..65535"))
    listeners[2].port: got 70000, allowed is 1..65535
    >>> print(SpecError("peer", got="10.0.0.1", allowed="a CIDR", fix='did you mean "10.0.0.1/32"?'))
    peer: got "10.0.0.1", allowed is a CIDR; did you mean "10.0.0.1/32"?
    """

    def __init__(self, where: str, problem: str = "", *, got: object = None, allowed: str = "", fix: str = "") -> None:
        self.where = where
        self.fix = fix
        super().__init__(message(where, problem, got, allowed, fix))


class SnapshotError(YettError):
    """A plan, a state or a live account that cannot be read as a network."""


class ModelError(YettError):
    """A noun of the cloud that yett does not model."""


class EngineError(YettError):
    """The Pulumi engine or its provider cannot be found, built or run."""


def message(where: str, problem: str = "", got: object = None, allowed: str = "", fix: str = "") -> str:
    """One line in the house form: `where: what, got X, allowed is Y; do Z`."""
    parts = [problem, "" if got is None else f"got {_shown(got)}", f"allowed is {allowed}" if allowed else ""]
    said = ", ".join(part for part in parts if part)
    return f"{where}: {said}" + (f"; {fix}" if fix else "")


def _shown(got: object) -> str:
    """What was got: plain data as it stands, an object of the program (an Output, a component) by its class alone."""
    if isinstance(got, str):
        return f'"{got}"'
    return str(got) if isinstance(got, PLAIN) else f"{_article(type(got).__name__)} {type(got).__name__}"


def _article(word: str) -> str:
    return "an" if word[0] in "AEIOUaeiou" else "a"
