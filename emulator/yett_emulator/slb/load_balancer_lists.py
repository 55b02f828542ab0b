"""Balancers looked up by what they are: DescribeLoadBalancers with its filters, tags and pages."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation, parse_loose_json
from yett_emulator.paging import paged
from yett_emulator.slb import lookups
from yett_emulator.slb.backend_servers import address_of, living
from yett_emulator.store import Record, public
from yett_emulator.tags import given_tags, has_tags

EQUAL = [
    "Address",
    "AddressIPVersion",
    "AddressType",
    "InternetChargeType",
    "LoadBalancerStatus",
    "MasterZoneId",
    "SlaveZoneId",
    "NetworkType",
    "PayType",
    "ResourceGroupId",
    "VSwitchId",
    "VpcId",
]
"""Filters that compare with the field of the same name, in any case."""


def describe_load_balancers(call: Call) -> Answer:
    found = [b for b in call.store.find("load_balancer", RegionId=call.region) if wanted(call, b)]
    page, rest = paged(call, found, default=50)
    return {"LoadBalancers": {"LoadBalancer": [row(call, balancer) for balancer in page]}, **rest}


def wanted(call: Call, balancer: Record) -> bool:
    return (
        all(call.text(name).lower() in ("", str(balancer[name]).lower()) for name in EQUAL)
        and balancer["LoadBalancerId"] in (call.names("LoadBalancerId") or [balancer["LoadBalancerId"]])
        and balancer["LoadBalancerName"] in (call.names("LoadBalancerName") or [balancer["LoadBalancerName"]])
        and serves(call, balancer)
        and has_tags(call.store, balancer["LoadBalancerId"], given_tags(call) | written_tags(call))
    )


def serves(call: Call, balancer: Record) -> bool:
    """Whether the instance (or the private address) that is asked for stands behind the balancer."""
    server, addresses = call.text("ServerId"), call.names("ServerIntranetAddress")
    if not server and not addresses:
        return True
    return any(
        server in ("", member["ServerId"]) and (not addresses or address_of(call.store, member) in addresses)
        for member in behind(call, balancer)
    )


def behind(call: Call, balancer: Record) -> list[Record]:
    key = balancer["LoadBalancerId"]
    groups = (
        *call.store.find("server_group", LoadBalancerId=key),
        *call.store.find("master_slave_group", LoadBalancerId=key),
    )
    return living(call.store, [server for holder in (balancer, *groups) for server in holder["_servers"]])


def written_tags(call: Call, name: str = "Tags") -> dict[str, str]:
    """The older spelling of tags: a JSON list of TagKey and TagValue, or a JSON object."""
    given: Any = parse_loose_json(name, call.text(name))
    if isinstance(given, dict):
        return {str(key): str(value) for key, value in given.items()}
    rows = given if isinstance(given, list) else []
    return {
        str(tag["TagKey"]): str(tag.get("TagValue", "")) for tag in rows if isinstance(tag, dict) and "TagKey" in tag
    }


def row(call: Call, balancer: Record) -> Record:
    return {
        **public(balancer),
        "InternetChargeTypeAlias": balancer["InternetChargeType"],
        "Tags": lookups.shown_tags(call.store, balancer["LoadBalancerId"]),
    }


OPERATIONS: dict[str, Operation] = {"DescribeLoadBalancers": describe_load_balancers}
