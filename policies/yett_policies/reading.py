"""CrossGuard's resources as a stack, read once for all policies of a run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pulumi.runtime import get_config_env
from pulumi_policy import PolicyResource
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from yett.errors import YettError
from yett_policies.rulebook import Finding, Stack
from yett_policies.rulebook.finding import ordered
from yett_policies.serving import Heard
from yett_policies.snapshot.crossguard import read_crossguard
from yett_policies.snapshot.pulumi_values import SIGNATURE
from yett_policies.stacks import stack_from
from yett_policies.waivers import CONFIG_KEY, Excused, Waivers, excused, waivers_in_config

Read = Stack | YettError


class Reading:
    """The stack of the run that is under way; without one, what the SDK hands over is read."""

    def __init__(self, heard: Heard | None = None) -> None:
        self.heard = heard or Heard()
        self._held: Read | None = None
        self._last: tuple[list[dict[str, Any]], Read] | None = None
        self._of: Stack | None = None
        self._undecided: dict[str, list[Finding]] = {}
        self._found: dict[str, list[Excused]] = {}
        self._waivers: tuple[str, Waivers] | None = None
        self._mended: list[tuple[str, str]] = []

    def waivers(self) -> Waivers:
        """What the stack's config waives today."""
        config = get_config_env() if self.heard.config is None else self.heard.config
        today = datetime.now(UTC).date()
        key = f"{today} {config.get(CONFIG_KEY)}"
        if self._waivers is None or self._waivers[0] != key:
            self._waivers = (key, waivers_in_config(config, "stack config", today))
        return self._waivers[1]

    def hold(self, resources: Iterable[Any] | None) -> None:
        """Read these of a request for every policy that asks until the next call; None ends it."""
        self._held = None if resources is None else read([self._with_written(requested(one)) for one in resources])

    def _with_written(self, one: dict[str, Any]) -> dict[str, Any]:
        written = self.heard.written.get(one["urn"])
        return one if written is None else {**one, "props": {**fields_of(written), **one["props"]}}

    def stack(self, resources: Sequence[PolicyResource]) -> Stack:
        """The stack; raises YettError when it cannot be read."""
        found = self._held or self._remembered([entry(one) for one in resources])
        if isinstance(found, YettError):
            raise found
        if found is not self._of:
            self._of, self._undecided, self._found = found, {}, {}
        return found

    def excuse(self, rule: str, found: list[Finding]) -> list[Finding]:
        """The findings of a rule that no waiver accepts; the rest is kept for the policy that tells of waivers."""
        self._found[rule] = excused(found, self.waivers())
        return [one.finding for one in self._found[rule] if one.waiver is None]

    def found(self) -> list[Excused]:
        """What all rules of this run have found."""
        return [one for found in self._found.values() for one in found]

    def keep(self, rule: str, undecided: list[Finding]) -> None:
        """Leave the indeterminate findings of a rule to the policy that reports those of all, the last of a run."""
        self._undecided[rule] = undecided

    def kept(self) -> list[Finding]:
        """What the rules of this run have left, sorted."""
        return ordered(finding for found in self._undecided.values() for finding in found)

    def mended(self, urn: str, what: str) -> None:
        """Remember what was written into a resource."""
        self._mended.append((urn, what))

    def told(self) -> list[tuple[str, str]]:
        """What was written in this run, sorted, once: the next run mends anew."""
        found, self._mended = sorted(set(self._mended)), []
        return found

    def _remembered(self, entries: list[dict[str, Any]]) -> Read:
        if self._last is None or self._last[0] != entries:
            self._last = (entries, read(entries))
        return self._last[1]


def read(entries: list[dict[str, Any]]) -> Read:
    """The stack, or why it cannot be read: said by every rule, not only by the first."""
    try:
        return stack_from(read_crossguard(entries))
    except YettError as error:
        return error


def entry(resource: PolicyResource) -> dict[str, Any]:
    """One resource as the SDK hands it over, as plain data."""
    dependencies = {name: [one.urn for one in urns] for name, urns in resource.property_dependencies.items()}
    return {
        "resource_type": resource.resource_type,
        "urn": resource.urn,
        "name": resource.name,
        "props": plain(resource.props),
        "property_dependencies": dependencies,
        "parent": resource.parent.urn if resource.parent else None,
    }


def plain(value: Any) -> Any:
    """A property without CrossGuard's proxies; an unknown becomes the engine's sentinel and never raises."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in members(value, list(value))}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(item) for _, item in members(value, range(len(value)))]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def members(value: Any, keys: Any) -> Iterator[tuple[Any, Any]]:
    for key in keys:
        try:
            yield key, value[key]
        except UnknownValueError:
            yield key, UNKNOWN_STRING_VALUE


def requested(resource: Any) -> dict[str, Any]:
    """One resource of an AnalyzeStack request, as plain data."""
    return {
        "resource_type": resource.type,
        "urn": resource.urn,
        "name": resource.name,
        "props": fields_of(resource.properties),
        "property_dependencies": {name: list(one.urns) for name, one in resource.propertyDependencies.items()},
        "parent": resource.parent or None,
    }


def fields_of(struct: Any) -> dict[str, Any]:
    return {name: value_of(value) for name, value in struct.fields.items()}


def value_of(value: Any) -> Any:
    """A protobuf value as plain data: a third of the time that `json_format` takes."""
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return value.string_value
    if kind == "struct_value":
        fields = value.struct_value.fields
        # a secret is read like the value it wraps, as the SDK does
        is_secret = SIGNATURE in fields and "value" in fields
        return value_of(fields["value"]) if is_secret else {name: value_of(item) for name, item in fields.items()}
    if kind == "list_value":
        return [value_of(item) for item in value.list_value.values]
    return getattr(value, kind) if kind in ("number_value", "bool_value") else None
