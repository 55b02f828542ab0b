"""Creations that a stack's state has begun and not ended, so that what they made can be taken over into the state."""

from collections.abc import Mapping, Sequence
from typing import Any

from yett_policies.snapshot.inventory import Held

Json = Mapping[str, Any]
SPELLED = ("alicloud:ecs/securityGroupRule:SecurityGroupRule", "alicloud:slb/listener:Listener")
"""Types whose ids consist of what was asked; many of them may have one name."""


def pending_creates(deployment: Json) -> list[Json]:
    """The resources of a state's operations that were under way, as far as they create."""
    asked = [one.get("resource") for one in operations(deployment) if one.get("type") == "creating"]
    return [one for one in asked if isinstance(one, Mapping)]


def operations(deployment: Json) -> list[Json]:
    """What was under way; a state in which nothing was has no word for it."""
    return [one for one in deployment.get("pending_operations") or [] if isinstance(one, Mapping)]


def adoptions(deployment: Json, lost: Sequence[Held]) -> dict[str, Held]:
    """URN -> what its creation made: the only lost resource that answers to it, and to no other creation."""
    made = {str(one.get("urn")): [it for it in lost if is_made_by(it, one)] for one in pending_creates(deployment)}
    claims = [it for found in made.values() for it in found]
    return {urn: found[0] for urn, found in made.items() if len(found) == 1 and claims.count(found[0]) == 1}


def is_made_by(lost: Held, begun: Json) -> bool:
    """Of the creation's type, and named as it asks; or its id consists of what it asks, where ids do."""
    asked = {str(value) for value in (begun.get("inputs") or {}).values() if isinstance(value, str | int)}
    if lost.type != begun.get("type"):
        return False
    if lost.type not in SPELLED:
        return lost.name in asked - {""}
    # the id of a group rule has IPv6 blocks without colons
    return set(lost.id.split(":")) <= asked | {value.replace(":", "_") for value in asked}


def taken_over(export: Json, found: Mapping[str, Held]) -> dict[str, Any]:
    """A stack export in which these creations have ended, for `pulumi stack import` and then `pulumi refresh`.

    What they read back is not known: until the refresh, the outputs are what was asked.
    """
    deployment = export["deployment"]
    ended = [one for one in pending_creates(deployment) if one.get("urn") in found]
    rows = [as_created(one, found[one["urn"]].id) for one in ended]
    begun = [one for one in operations(deployment) if one.get("resource") not in ended]
    resources = [*(deployment.get("resources") or []), *rows]
    return {**export, "deployment": {**deployment, "resources": resources, "pending_operations": begun}}


def as_created(begun: Json, made: str) -> dict[str, Any]:
    asked = {name: value for name, value in (begun.get("inputs") or {}).items() if not name.startswith("__")}
    return {**begun, "id": made, "outputs": {**asked, "id": made}}
