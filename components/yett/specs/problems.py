"""What is wrong with a value, so that a validator can say it once and the config path is added where it is known."""

from collections.abc import Iterable

from yett.errors import SpecError

Step = str | int


class ProblemError(ValueError):
    """One refused value; pydantic carries it, `Spec.parse` turns it into a SpecError with the config path.

    `at` is the rest of the path below the place where the validator stands.
    """

    def __init__(
        self, said: str = "", *, got: object = None, allowed: str = "", fix: str = "", at: tuple[Step, ...] = ()
    ) -> None:
        self.said, self.got, self.allowed, self.fix, self.at = said, got, allowed, fix, at
        super().__init__(said)

    def below(self, *steps: Step) -> "ProblemError":
        """The same problem, found further down."""
        return ProblemError(self.said, got=self.got, allowed=self.allowed, fix=self.fix, at=(*steps, *self.at))

    def error(self, where: str) -> SpecError:
        """The problem as the user reads it."""
        return SpecError(where, self.said, got=self.got, allowed=self.allowed, fix=self.fix)


class ProblemsError(ValueError):
    """Several refused values of one spec, so that the user mends them in one go."""

    def __init__(self, found: Iterable[ProblemError]) -> None:
        self.found = list(found)
        super().__init__(f"{len(self.found)} problems")


def refuse(found: Iterable[ProblemError]) -> None:
    """Raise all problems together; do nothing when there is none.

    >>> refuse([])
    """
    if problems := list(found):
        raise ProblemsError(problems)


def together(errors: list[SpecError]) -> SpecError:
    """One error that says all of them, a line each, in the order of the config.

    >>> print(together([SpecError("a", "is missing"), SpecError("b", got=1, allowed="2")]))
    a: is missing
    b: got 1, allowed is 2
    """
    first = errors[0]
    joined = SpecError(first.where, fix=first.fix)
    joined.args = ("\n".join(str(error) for error in errors),)
    return joined
