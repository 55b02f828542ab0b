"""Rules that mend: at level remediate the pack writes what is wrong and known on one resource, and says so.

The engine mends before it analyses, so that what is judged is what will be made (pulumi_policy, Remediate).
"""

from collections.abc import Mapping, MutableMapping
from typing import Any, cast

from pulumi_policy import ResourceValidationArgs

from yett.errors import YettError
from yett_policies.mending_policy import Mend
from yett_policies.reading import Reading, plain
from yett_policies.resources import Resource
from yett_policies.rulebook.mending import told
from yett_policies.rulebook.profile import Setting
from yett_policies.snapshot.crossguard import read_crossguard
from yett_policies.snapshot.pulumi_values import DEFAULTS
from yett_policies.snapshot.types import camel, words_of


def mender(one: Setting, reading: Reading) -> Mend:
    """What a rule writes into one resource, its secrets and unknown values as they were; `reading` is told."""

    def mend(args: ResourceValidationArgs) -> Mapping[str, Any] | None:
        try:
            options = one.configured(args.get_config())
            resource = resource_of(args)
        except YettError:
            return None  # the stack's own judgement says what is wrong
        found = one.rule.changes(resource, options)
        if not found:
            return None
        write(cast(MutableMapping[str, Any], args.props), resource.type, found)
        reading.mended(args.urn, f"{one.rule.id}: {told(resource, found)}")
        return args.props

    return mend


def resource_of(args: ResourceValidationArgs) -> Resource:
    """The resource in the provider's words; raises SnapshotError."""
    entry = {"resource_type": args.resource_type, "urn": args.urn, "name": args.name, "props": plain(args.props)}
    return read_crossguard([entry])[0]


def write(props: MutableMapping[str, Any], kind: str, found: Mapping[str, Any]) -> None:
    """Put changes into what the SDK handed over: its proxies keep what is secret, or unknown, as it is."""
    words, held = words_of(kind), set(props)
    names = {words[key]: key for key in held}
    keys = {names.get(prop) or camel(prop): value for prop, value in found.items()}
    for key, value in keys.items():
        there = props[key] if key in held else None
        if isinstance(value, Mapping) and isinstance(there, Mapping):
            for name, item in value.items():
                there[name] = item  # type: ignore[index] # a proxy, which can be written
        else:
            props[key] = dict(value) if isinstance(value, Mapping) else value
    if DEFAULTS in held:
        # what was written is no default any more: without the pack the next run asks the provider again
        props[DEFAULTS] = [name for name in plain(props[DEFAULTS]) if name not in keys]
