"""Whether the resources that an expression names are all it can be: a variable, a local or a data source hides more."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .checks import mapping
from .terraform_modules import Call, Path, called, declared, given, put_out

NO_IDS = {"count", "path", "terraform", "self"}
"""Names that never stand for the id of a resource."""


class Whole:
    """Follows the references of a plan's configuration through variables and outputs, with the plan's own variables."""

    def __init__(self, document: Mapping[str, Any], call: Call) -> None:
        self._variables = mapping(document.get("variables") or {}, "variables")
        self._call = call

    def covers(self, path: Path, expression: Any, depth: int) -> bool:
        """Whether an expression in a module holds no id but those of resources of the plan that it refers to."""
        if not depth or expression is None or has_text(constant(expression)):
            return False
        return all(self._is_covered(path, one, depth - 1) for one in most_exact(referred(expression)))

    def is_told(self, path: Path, expression: Any, depth: int) -> bool:
        """Whether an expression is made of nothing but constants and variables whose values are: all is known of it."""
        references = references_of(expression)
        if not references:
            return isinstance(expression, dict) and "constant_value" in expression
        return bool(depth) and all(self._is_variable_told(path, one, depth - 1) for one in references)

    def _is_variable_told(self, path: Path, reference: str, depth: int) -> bool:
        head, _, rest = reference.partition(".")
        if head != "var":
            return head in NO_IDS or reference == "each.key"
        written = given(self._call, path)
        return word(rest) not in written or self.is_told(path[:-1], written[word(rest)], depth)

    def _is_covered(self, path: Path, reference: str, depth: int) -> bool:
        head, _, rest = reference.partition(".")
        if head == "var":
            return self._variable(path, word(rest), depth)
        if head == "module":
            return self._output(path, word(rest), rest, depth)
        if head == "each":
            return rest == "key"
        return head in NO_IDS or head not in ("local", "data")

    def _variable(self, path: Path, name: str, depth: int) -> bool:
        if not path:
            entry = self._variables.get(name)
            return isinstance(entry, dict) and not has_text(entry.get("value"))
        written = given(self._call, path)
        if name in written:
            return self.covers(path[:-1], written[name], depth)
        known = declared(called(self._call, path), name)
        return known is not None and not has_text(known.get("default"))

    def _output(self, path: Path, name: str, rest: str, depth: int) -> bool:
        inner = (*path, (name, ""))
        entry = put_out(called(self._call, inner), word(rest.rpartition(".")[2]) if "." in rest else "")
        return entry is not None and self.covers(inner, entry.get("expression"), depth)


def referred(expression: Any) -> Iterator[str]:
    """Every reference inside an expression, nested blocks included."""
    if isinstance(expression, list):
        for item in expression:
            yield from referred(item)
    elif isinstance(expression, dict):
        found = expression.get("references")
        if isinstance(found, list):
            yield from (r for r in found if isinstance(r, str))
        for key, value in expression.items():
            if key not in ("references", "constant_value"):
                yield from referred(value)


def most_exact(references: Iterable[str]) -> list[str]:
    """References without those that say another one less exactly: "module.a" stands beside "module.a.id"."""
    known = tuple(references)
    return [one for one in known if not any(other.startswith((one + ".", one + "[")) for other in known)]


def references_of(expression: Any) -> tuple[str, ...]:
    """The same as a tuple, the usual expression first: one that holds references and nothing else."""
    if (
        isinstance(expression, dict)
        and len(expression) == 1
        and isinstance(found := expression.get("references"), list)
    ):
        return tuple([one for one in found if isinstance(one, str)])
    return tuple(referred(expression))


def begins_with_resource(expression: Any) -> bool:
    """Whether the first reference of an expression is to a resource, so that it is not all known.

    >>> begins_with_resource({"references": ["alicloud_vpc.a.id", "alicloud_vpc.a"]})
    True
    """
    found = expression.get("references") if expression.__class__ is dict else None
    first = found[0] if found.__class__ is list and found else None
    return first.__class__ is str and first.startswith("alicloud_")


def constant(expression: Any) -> Any:
    """What an expression is, where it is a constant."""
    return expression.get("constant_value") if isinstance(expression, dict) else None


def has_text(value: Any) -> bool:
    """Whether a value holds a text, which may be an id; a template of Terraform's JSON syntax is none.

    >>> has_text(["sg-1"]), has_text({"a": ""}), has_text(True), has_text("${alicloud_security_group.web.id}")
    (True, False, False, False)
    """
    if isinstance(value, dict):
        return any(has_text(item) for item in value.values())
    if isinstance(value, list):
        return any(has_text(item) for item in value)
    return isinstance(value, str) and value != "" and not (value.startswith("${") and value.endswith("}"))


def word(text: str) -> str:
    """The first name of a reference's rest, without its index."""
    return text.partition(".")[0].partition("[")[0]
