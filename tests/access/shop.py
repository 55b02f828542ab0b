"""A shop of three tiers, planned and built, and what was recorded as the analysis reads it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pulumi
import pulumi_alicloud as alicloud

from tests.components.recorder import PROVIDED, Recorded, record
from yett.access import Access, AccessPlan, AccessSpec, Port, Tier
from yett.specs import Peer
from yett.specs.security_group import GroupType

TODAY = "2026-06-15"
DAY = date.fromisoformat(TODAY)


def shop(kind: GroupType = GroupType.NORMAL) -> tuple[AccessPlan, Tier, Tier]:
    """A plan with the office, a web tier that a balancer and the office reach, and a database that web reaches."""
    plan = AccessPlan(kind)
    web, database = plan.tier("web", cidrs=["10.0.1.0/24"]), plan.tier("database", cidrs=["10.0.2.0/24"])
    front, office = plan.balancer("front"), plan.zone("office", ["203.0.113.0/24"])
    web.allow_from(front, Port.tcp(8080), reason="the site", owner="web team")
    web.allow_from(office, Port.tcp(22), reason="administration", owner="platform", expires="2026-12-31")
    database.allow_from(web, Port.tcp(3306), reason="orders", owner="web team", ticket="T-1", approved_by=["security"])
    return plan, web, database


def build(spec: AccessSpec | dict[str, Any], into: Recorded | None = None) -> Recorded:
    """The groups of a spec, on mocks."""

    def program() -> pulumi.Output[Any]:
        return Access("shop", {"spec": spec, "vpc_id": "vpc-1", "today": TODAY}).group_ids  # type: ignore[typeddict-item]

    return record(program, into)


def site(spec: AccessSpec) -> Recorded:
    """The groups with a machine in the web tier that has a public address: the shortest way in."""

    def program() -> None:
        network = alicloud.vpc.Network("net", cidr_block="10.0.0.0/16")
        place = alicloud.vpc.Switch("net", vpc_id=network.id, cidr_block="10.0.1.0/24", zone_id="cn-hangzhou-h")
        groups = Access("shop", {"spec": spec, "vpc_id": network.id, "today": TODAY}).ids()
        machine = alicloud.ecs.Instance("web", vswitch_id=place.id, security_groups=[groups["web"]])
        address = alicloud.ecs.EipAddress("web", payment_type="PayAsYouGo")
        bound = {"allocation_id": address.id, "instance_id": machine.id, "instance_type": "EcsInstance"}
        alicloud.ecs.EipAssociation("web", **bound)

    return record(program)


def rules(made: Recorded, group: str) -> dict[str, dict[str, Any]]:
    """The rules of one group by name."""
    found = made.of("SecurityGroupRule")
    return {name: rule for name, rule in found.items() if rule["securityGroupId"] == f"shop-{group}-id"}


def peers(made: Recorded, group: str, direction: str, policy: str = "accept") -> set[tuple[str, str]]:
    """(peer, port range) of the rules of one group."""
    kinds = ("cidrIp", "ipv6CidrIp", "sourceSecurityGroupId", "prefixListId")
    return {
        (next(rule[kind] for kind in kinds if kind in rule), rule["portRange"])
        for rule in rules(made, group).values()
        if rule["type"] == direction and rule["policy"] == policy
    }


def as_resources(made: Recorded, *, preview: bool) -> list[dict[str, Any]]:
    """What was recorded as a stack policy is shown it; at preview no id is known."""
    return [_entry(made, key, request, preview) for key, request in made.requests.items() if ":" in key[0]]


def _entry(made: Recorded, key: tuple[str, str], request: Any, preview: bool) -> dict[str, Any]:
    kind, name = key
    props = {**made.inputs.get(key, {}), **({} if preview else PROVIDED.get(kind, {}))}
    return {
        "resource_type": kind,
        "urn": _urn(request),
        "name": name,
        "parent": request.parent or None,
        "id": None if preview else f"{name}-id",
        "props": dict(_known(props)) if preview else props,
        "property_dependencies": {
            field: list(found.urns) for field, found in request.propertyDependencies.items() if found.urns
        },
    }


def _known(props: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the engine shows at preview: everything that is not, and holds no, id of a resource still to be made."""
    for field, value in props.items():
        items = value if isinstance(value, list) else [value]
        if not any(isinstance(item, str) and item.endswith("-id") for item in items):
            yield field, value


def _urn(request: Any) -> str:
    within = request.parent.split("::")[2].split("$")[-1] + "$" if request.parent else ""
    return f"urn:pulumi:test::shop::{within}{request.type}::{request.name}"


ANYONE = Peer(anywhere="it is a public service")
