"""A damaged file of an exposed network never looks clean: it is refused, or something in it is not decided.

Every place of the file gets a value of a wrong type. A value of the right type is another network, not damage.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.oracle.agreement import FORMATS
from tests.oracle.builder import Builder, Ref
from tests.oracle.cloud import Resource
from tests.oracle.damage import Path, parent, paths, replaced
from tests.oracle.pools import open_row
from yett.errors import YettError
from yett_policies.exposure import analyse
from yett_policies.snapshot import network_of

WRONG: tuple[Any, ...] = (True, [None], {"a": 1})
KINDS = [kind for kind in FORMATS if kind != "pulumi preview of a part"]


def ground(b: Builder) -> tuple[str, str, str]:
    """VPC, vswitch and an instance's group that is open on tcp/22."""
    vpc = b.add("alicloud_vpc", cidr_block="10.0.0.0/8")
    vswitch = b.add("alicloud_vswitch", vpc_id=Ref(vpc), cidr_block="10.0.0.0/24", zone_id="cn-hangzhou-h")
    group = b.add("alicloud_security_group", vpc_id=Ref(vpc), security_group_type="normal", inner_access_policy="Drop")
    rule = {"type": "ingress", "policy": "accept", "priority": 1, "ip_protocol": "tcp", "port_range": "22/22"}
    b.add("alicloud_security_group_rule", security_group_id=Ref(group), cidr_ip="0.0.0.0/0", **rule)
    return vpc, vswitch, group


def host(b: Builder, **public: Any) -> tuple[str, str, str]:
    """VPC, vswitch and an instance in that group."""
    vpc, vswitch, group = ground(b)
    values = {"security_groups": [Ref(group)], "private_ip": "10.0.0.5", **public}
    return vpc, vswitch, b.add("alicloud_instance", instance_name="web", vswitch_id=Ref(vswitch), **values)


def bound(b: Builder, target: str, kind: str) -> str:
    """An EIP on the target."""
    eip = b.add("alicloud_eip_address", ip_address="47.1.0.1")
    b.add("alicloud_eip_association", allocation_id=Ref(eip), instance_id=Ref(target), instance_type=kind)
    return eip


def by_eip(b: Builder) -> None:
    bound(b, host(b)[2], "EcsInstance")


def by_bandwidth(b: Builder) -> None:
    host(b, internet_max_bandwidth_out=10, public_ip="47.1.1.1")


def behind_network_acl(b: Builder) -> None:
    vpc, vswitch, instance = host(b)
    rows = {
        "ingress_acl_entries": [open_row("source_cidr_ip")],
        "egress_acl_entries": [open_row("destination_cidr_ip")],
    }
    binding = [{"resource_id": Ref(vswitch), "resource_type": "VSwitch"}]
    b.add("alicloud_network_acl", vpc_id=Ref(vpc), resources=binding, **rows)
    bound(b, instance, "EcsInstance")


def by_forward_entry(b: Builder) -> None:
    vpc, _, _ = host(b)
    nat = b.add("alicloud_nat_gateway", vpc_id=Ref(vpc), forward_table_ids="ftb-1", network_type="internet")
    eip = bound(b, nat, "Nat")
    ends = {"external_ip": Ref(eip, "ip_address"), "internal_ip": "10.0.0.5"}
    ports = {"external_port": "10022", "internal_port": "22", "ip_protocol": "tcp"}
    b.add("alicloud_forward_entry", forward_table_id=Ref(nat, "forward_table_ids"), **ends, **ports)


def by_listener(b: Builder) -> None:
    clb = b.add("alicloud_slb_load_balancer", address_type="internet", address="47.3.0.1")
    acl = b.add("alicloud_slb_acl", entry_list=[{"entry": "8.0.0.0/8", "comment": ""}])
    guard = {"acl_status": "on", "acl_type": "white", "acl_ids": [Ref(acl)]}
    front = {"frontend_port": 443, "backend_port": 8443, "protocol": "https", "bandwidth": -1}
    b.add("alicloud_slb_listener", load_balancer_id=Ref(clb), **front, **guard)


def by_prefix_list(b: Builder) -> None:
    _, _, instance = host(b)
    group = next(r["address"] for r in b.resources if r["type"] == "alicloud_security_group")
    b.resources[:] = [r for r in b.resources if r["type"] != "alicloud_security_group_rule"]
    listed = b.add("alicloud_ecs_prefix_list", address_family="IPv4", max_entries=5, entry=[{"cidr": "8.0.0.0/8"}])
    rule = {"type": "ingress", "policy": "accept", "priority": 1, "ip_protocol": "tcp", "port_range": "22/22"}
    b.add("alicloud_security_group_rule", security_group_id=Ref(group), prefix_list_id=Ref(listed), **rule)
    bound(b, instance, "EcsInstance")


NETWORKS = (by_eip, by_bandwidth, behind_network_acl, by_forward_entry, by_listener, by_prefix_list)


def made(build: Any) -> list[Resource]:
    """The network's resources."""
    b = Builder(Random(0))
    build(b)
    return b.resources


def looks_clean(document: Any) -> bool:
    """Whether yett finds nothing to say about it."""
    try:
        network = network_of(document)
    except YettError:
        return False
    return not network.unmodelled and not analyse(network).exposures


def damages(document: Any) -> Iterator[tuple[Path, Any]]:
    """Each place with each value of another type than it has."""
    for place in paths(document):
        own = type(parent(document, place)[place[-1]])
        yield from ((place, wrong) for wrong in WRONG if type(wrong) is not own)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("build", NETWORKS, ids=lambda build: build.__name__)
def test_an_exposed_network_never_looks_clean_when_damaged(build: Any, kind: str) -> None:
    document = FORMATS[kind](made(build), 0)
    assert analyse(network_of(document)).exposures
    silent = [(place, wrong) for place, wrong in damages(document) if looks_clean(replaced(document, place, wrong))]
    assert silent == []
