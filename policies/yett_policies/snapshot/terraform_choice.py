"""Whether a condition may pick among the resources that an expression names: a plan shows their names and no condition.

`count.index == 0 ? [a.id, b.id] : [a.id]` refers to `count.index` first; what an index asks stands behind a bare name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .terraform_modules import Call, Path, called, declared, given, put_out
from .terraform_whole import constant, references_of, word

INSTANCE = ("count.index", "each.key")
CONDITIONS = ("local.", "each.", "count.", "path.", "terraform.")
"""Starts of what a condition can ask about; a variable is looked at."""


class Choice:
    """Follows the references of a plan's configuration to the conditions that may stand before them."""

    def __init__(self, variables: Mapping[str, Any], call: Call) -> None:
        self._variables = variables
        self._call = call

    def picks(self, path: Path, expression: Any, depth: int) -> bool:
        """Whether an expression in a module, or what it hands on, may hold only some of the resources it names."""
        known = references_of(expression)
        return is_choice(known, lambda one: self._asks(path, one, depth)) or any(
            self.picks(inner, entry, depth - 1) for one in known if depth for inner, entry in self._handed(path, one)
        )

    def _handed(self, path: Path, reference: str) -> Iterator[tuple[Path, Any]]:
        """Where the expression behind a variable or an output stands, and what it is."""
        head, _, rest = reference.partition(".")
        if head == "var" and path:
            yield path[:-1], given(self._call, path).get(word(rest))
        elif head == "module" and "." in rest:
            inner = (*path, (word(rest), ""))
            entry = put_out(called(self._call, inner), word(rest.rpartition(".")[2]))
            yield inner, entry.get("expression") if entry else None

    def _asks(self, path: Path, reference: str, depth: int) -> bool:
        """Whether a reference is to no resource and no list of them: to what a condition asks about."""
        head, _, rest = reference.partition(".")
        if head != "var":
            return reference.startswith(CONDITIONS)
        name = word(rest)
        expression = given(self._call, path).get(name)
        if isinstance(constant(expression) if expression else self._value(path, name), (list, dict)):
            return False
        return all(self._asks(path[:-1], one, depth - 1) for one in references_of(expression) if depth)

    def _value(self, path: Path, name: str) -> Any:
        """What a variable is that no call gives: the root's, or the default of a module."""
        if not path:
            entry = self._variables.get(name)
            return entry.get("value") if isinstance(entry, dict) else None
        known = declared(called(self._call, path), name)
        return known.get("default") if known else None


def is_choice(references: Iterable[str], asks: Callable[[str], bool]) -> bool:
    """Whether references ask about something before they name resources; an instance may ask behind them.

    >>> [is_choice(one, lambda ref: "." in ref and ref[0] != "a") for one in (
    ...     ["var.big", "a.x.id", "a.x"], ["a.x", "count.index", "a.y.id"], ["a.x.id", "a.x", "count.index"])]
    [True, False, True]
    """
    is_asked, is_bare, last = False, False, ""
    for last in exact(references):
        if asks(last):
            # behind a resource's bare name stands its index
            is_asked, is_bare = is_asked or not is_bare, False
        elif is_asked:
            return True
        else:
            is_bare = last.count(".") == 1
    return is_asked and last in INSTANCE


def exact(references: Iterable[str]) -> Iterator[str]:
    """References without those that say the one before them less exactly: "a.x.id" is followed by "a.x"."""
    before = ""
    for one in references:
        if not before.startswith((one + ".", one + "[")):
            yield one
        before = one
