"""Try a rule without an engine: `verdicts(findings, resources) == {"logs": "violated"}`.

A resource is a mapping in the provider's own words (Terraform's type and property names):

- `type`, `name` and `props`; `UNKNOWN` stands for a value that nobody knows before apply;
- `depends`: property -> the names of the resources its value comes from (the property is UNKNOWN unless given);
- `defaults`: properties that nobody wrote, where the provider's own default stands;
- `id`, the cloud's id, by which others may refer to it; `parent`, the name of the component it is in.

>>> from yett_policies.rulebook import violated
>>> def findings(stack):
...     for bucket in stack.resources.each("alicloud_oss_bucket"):
...         if bucket.props.get("acl", "private") != "private":
...             yield violated(bucket, f'bucket "{bucket.name}" is public', "set acl to private")
>>> verdicts(findings, [{"type": "alicloud_oss_bucket", "name": "logs", "props": {"acl": "public-read"}}])
{'logs': 'violated'}

A rule that mends is tried with `mended`: what it leaves behind has to pass.

>>> def mend(resource):
...     return {"acl": "private"} if resource.type == "alicloud_oss_bucket" else {}
>>> after = mended(mend, [{"type": "alicloud_oss_bucket", "name": "logs", "props": {"acl": "public-read"}}])
>>> after[0]["props"], verdicts(findings, after)
({'acl': 'private'}, {})
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import ModuleType
from typing import Any

from yett_policies.resources import UNKNOWN, Resource
from yett_policies.rulebook import VIOLATED, Finding, RuleInfo, Stack
from yett_policies.rulebook.finding import ordered
from yett_policies.rulebook.mending import changes
from yett_policies.rulebook.mending import mended as joined
from yett_policies.rulebook.registry import by_id
from yett_policies.rulebook.rule import read_rule
from yett_policies.stacks import stack_from

__all__ = ["UNKNOWN", "findings_of", "mended", "resources", "stack", "verdicts"]

Given = Iterable[Mapping[str, Any]]
Asked = str | ModuleType | RuleInfo | Callable[..., Any]
FIELDS = {"type", "name", "props", "depends", "id", "parent", "defaults"}


def verdicts(rule: Asked, given: Given, today: date | None = None, **options: Any) -> dict[str, str]:
    """Resource name -> "violated" or "indeterminate"; a resource that complies is not in it.

    `rule` is a rule's id, its module, or its `findings` function; `options` are the rule's own.
    """
    found: dict[str, str] = {}
    for finding in findings_of(rule, given, today, **options):
        if found.get(finding.name) != VIOLATED:
            found[finding.name] = finding.verdict
    return dict(sorted(found.items()))


def findings_of(rule: Asked, given: Given, today: date | None = None, **options: Any) -> list[Finding]:
    """The findings themselves, sorted."""
    what, asked = info_of(rule), stack(given, today)
    if isinstance(what, RuleInfo):
        return ordered(what.findings(asked, what.read(options) if options else None))
    return ordered(what(asked, **options))


def mended(rule: Asked, given: Given, **options: Any) -> list[dict[str, Any]]:
    """The resources as level remediate would leave them: `verdicts(rule, mended(rule, given)) == {}` is what to test.

    `rule` is a rule's id, its module, or its `mend` function; one that cannot mend raises ValueError.
    """
    asked = info_of(rule)
    mend = asked.mend if isinstance(asked, RuleInfo) else asked
    if mend is None:
        raise ValueError("the rule has no mend function; write mend(resource), or mend(resource, options)")
    chosen = (asked.read(options),) if isinstance(asked, RuleInfo) and asked.options else ()
    entries = list(given)
    return [
        mended_entry(entry, one, mend(one, *chosen)) for entry, one in zip(entries, resources(entries), strict=True)
    ]


def mended_entry(entry: Mapping[str, Any], one: Resource, wanted: Mapping[str, Any]) -> dict[str, Any]:
    found = changes(one, wanted)
    left = [prop for prop in entry.get("defaults") or () if prop not in found]
    return {**entry, "props": joined(entry.get("props") or {}, found), "defaults": left} if found else dict(entry)


def info_of(rule: Asked) -> Any:
    return by_id()[rule] if isinstance(rule, str) else read_rule(rule) if isinstance(rule, ModuleType) else rule


def stack(given: Given, today: date | None = None) -> Stack:
    """What a rule is handed: the network that these resources make, and the resources."""
    return stack_from(resources(given), today)


def resources(given: Given) -> list[Resource]:
    """The resources as a reader would hand them over; raises ValueError for a field or a name that is not there."""
    entries = [checked(entry) for entry in given]
    urns: dict[str, str] = {}
    for entry in entries:
        # the earlier of two of one name is meant; "type::name" tells them apart
        urns.setdefault(entry["name"], urn_of(entry))
        urns[urn_of(entry)] = urn_of(entry)
    return [resource(entry, urns) for entry in entries]


def checked(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    if unknown := sorted(set(entry) - FIELDS):
        raise ValueError(f'a resource has no "{unknown[0]}", allowed is {", ".join(sorted(FIELDS))}')
    return entry


def urn_of(entry: Mapping[str, Any]) -> str:
    return f"{entry['type']}::{entry['name']}"


def resource(entry: Mapping[str, Any], urns: Mapping[str, str]) -> Resource:
    props = dict(entry.get("props") or {})
    links = {
        prop: [named(name, urns) for name in listed(names)] for prop, names in (entry.get("depends") or {}).items()
    }
    props |= {prop: UNKNOWN for prop in links if prop not in props}
    ident = entry.get("id")
    if ident:
        props.setdefault("id", ident)
    parent = entry.get("parent")
    where = named(parent, urns) if parent else None
    defaults = tuple(entry.get("defaults") or ())
    return Resource(urn_of(entry), entry["type"], entry["name"], props, links, ident, where, defaults=defaults)


def named(name: str, urns: Mapping[str, str]) -> str:
    if name not in urns:
        raise ValueError(f'no resource is called "{name}", allowed is {", ".join(sorted(urns))}')
    return urns[name]


def listed(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)
