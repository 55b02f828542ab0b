"""Read `terraform show -json` of a plan or a state, or a state file: one network before a migration and after."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yett.errors import SnapshotError, message
from yett_policies.resources import UNKNOWN, Resource

from .checks import mapping, sequence, text
from .terraform_lookups import looked_up
from .terraform_references import References
from .terraform_state import as_shown, is_state_file
from .touching import why_it_touches
from .types import PROVIDER

KEEPING = frozenset({"create", "update", "no-op"})
"""Actions after which there is a resource."""
Entry = tuple[str, dict[str, Any]]
"""(where it is, a resource or a data source)."""
Change = tuple[dict[str, Any], dict[str, Any], str]
"""(entry, its change, where it is) of a resource change."""
PRIOR = "prior_state.root_module"
FIX = "make the file with `terraform show -json PLAN` or `terraform show -json`"


def read_terraform(document: Mapping[str, Any]) -> list[Resource]:
    """Every managed resource of a plan (as planned) or of a state, child modules included, and what is looked up.

    A plan's unknown values are joined by the references of its configuration. Raises SnapshotError.
    """
    if is_state_file(document):
        document = as_shown(document)
    if document.get("errored") is True:
        raise SnapshotError("plan: terraform says it is errored, so it holds a part only; mend it and plan again")
    planned = "planned_values" in document or "resource_changes" in document
    values = document.get("planned_values" if planned else "values")
    if values is None and set(document) <= {"format_version", "terraform_version"}:
        return []  # what terraform prints for a state that holds nothing
    if values is None:
        raise SnapshotError(f"terraform: neither planned_values nor values in the file; {FIX}")
    root = mapping(mapping(values, "values").get("root_module"), "root_module")
    changes = list(_changes(document))
    named, prior = list(_entries(root, "root_module")), list(_entries(_prior(document), PRIOR))
    entries = [*_of_mode("managed", named), *(_left_alone(prior, changes) if prior else ())]
    present = {str(entry.get("address")) for _, entry in entries}
    unknown = _unknown(changes, present)
    references = References(document, present)
    made = [_resource(entry, where, unknown, references) for where, entry in entries]
    return [*made, *looked_up(_of_mode("data", [*named, *prior]))]


def _entries(root: dict[str, Any], where: str) -> Iterator[Entry]:
    waiting = [(where, root)]
    while waiting:
        here, module = waiting.pop()
        for i, entry in enumerate(sequence(module.get("resources"), f"{here}.resources")):
            at = f"{here}.resources[{i}]"
            mode = mapping(entry, at).get("mode", "managed")
            if mode not in ("managed", "data"):
                raise SnapshotError(message(f"{at}.mode", got=mode, allowed='"managed" or "data"'))
            # an object that is only there until it is deleted has a key of its own, and its successor's address
            if not entry.get("deposed_key"):
                yield at, entry
        for i, child in enumerate(sequence(module.get("child_modules"), f"{here}.child_modules")):
            waiting.append((f"{here}.child_modules[{i}]", mapping(child, f"{here}.child_modules[{i}]")))


def _of_mode(mode: str, entries: Iterable[Entry]) -> Iterator[Entry]:
    return (one for one in entries if one[1].get("mode", "managed") == mode)


def _left_alone(prior: Iterable[Entry], changes: Iterable[Change]) -> Iterator[Entry]:
    """What stands in the state and the plan has no word about: it stays as it is.

    A plan with -target or -refresh-only holds such resources in prior_state alone, any other plan has a change for
    each, be it "no-op"; one that terraform is to forget stays in the cloud. Source: the JSON output format of
    Terraform (prior_state, resource_changes).
    """
    told = {str(entry.get("address")) for entry, change, _ in changes if change.get("actions") != ["forget"]}
    return (one for one in _of_mode("managed", prior) if str(one[1].get("address")) not in told)


def _prior(document: Mapping[str, Any]) -> dict[str, Any]:
    """The root module of the state that a plan was made from."""
    prior = mapping(document.get("prior_state") or {}, "prior_state")
    return mapping(mapping(prior.get("values") or {}, "prior_state.values").get("root_module") or {}, "prior_state")


def _changes(document: Mapping[str, Any]) -> Iterator[Change]:
    """Every resource change."""
    for i, entry in enumerate(sequence(document.get("resource_changes"), "resource_changes")):
        where = f"resource_changes[{i}]"
        yield entry, mapping(mapping(entry, where).get("change") or {}, where, ".change"), where


def _unknown(changes: Iterable[Change], present: set[str]) -> dict[str, Any]:
    """What is not known of each resource after the change.

    Refuses a change that makes or keeps a resource which the planned values do not hold: the file was cut.
    """
    found = {}
    for entry, change, where in changes:
        address = text(entry.get("address"), where, ".address")
        actions = sequence(change.get("actions"), "actions")
        if address not in present and _keeps(actions) and entry.get("mode", "managed") == "managed":
            raise SnapshotError(f'plan: "{address}" is left out of planned_values; {FIX}')
        if after := change.get("after_unknown"):
            found[address] = after
    return found


def _keeps(actions: Iterable[Any]) -> bool:
    return not KEEPING.isdisjoint(map(str, actions))


def _resource(entry: Mapping[str, Any], where: str, unknown: Mapping[str, Any], references: References) -> Resource:
    address = text(entry.get("address"), where, ".address")
    kind = text(entry.get("type"), where, ".type")
    if not kind.startswith(PROVIDER) and not why_it_touches(kind):
        return Resource(address, kind, address, {})
    known = mapping(entry.get("values", {}), where, ".values")
    props = known
    links: Mapping[str, Iterable[str]] = {}
    if address in unknown and kind.startswith(PROVIDER):
        after = mapping(unknown[address], address, ".after_unknown")
        # what nobody wrote the cloud decides: that is the default, not an unknown
        props = merged(known, references.written(address, kind, after))
        links = references.of(address, kind, entry.get("index"))
    ident = known.get("id")
    if ident is not None and not isinstance(ident, str):
        raise SnapshotError(message(f"{address}.id", got=ident, allowed="a text"))
    name = address.rpartition(f"{kind}.")[2]
    return Resource(address, kind, name, props, links, ident if ident else None)


def merged(known: Any, unknown: Any) -> Any:
    """Known values with UNKNOWN wherever `after_unknown` says true; the two have the same shape.

    >>> merged({"a": 1, "l": ["x"]}, {"b": True, "l": [False, True]})
    {'a': 1, 'l': ['x', UNKNOWN], 'b': UNKNOWN}
    """
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict):
        base = known if isinstance(known, dict) else {}
        return base | {
            key: UNKNOWN if mark is True else merged(base.get(key), mark)
            for key, mark in unknown.items()
            if mark is not False and mark is not None
        }
    if isinstance(unknown, list) and unknown:
        base_list = list(known) if isinstance(known, list) else []
        base_list += [None] * (len(unknown) - len(base_list))
        return [merged(item, mark) for item, mark in zip(base_list, [*unknown, *base_list], strict=False)]
    return known
