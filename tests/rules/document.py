"""A case as resources: a few words for one group, host and balancer, and any other resource in the provider's words.

`rules`, `public`, `declared`, `group`, `host` bring in the usual stage (a VPC "main", a vswitch, a group "web", an
instance "host" in it), `forwards`, `snats`, `gateway` a NAT gateway "gate" before it, `listeners`, `address_type`,
`balancer` a CLB "front"; `resources` stand alone, or beside them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from yett_policies.testing import UNKNOWN

STAGE = {"rules", "public", "declared", "group", "host"}
NAT = {"forwards", "snats", "gateway"}
FRONT = {"listeners", "address_type", "balancer"}
ABOUT = {"name", "why", "boundary", "options", "today", "findings", "indeterminate", "says", "never"}
WORDS = STAGE | NAT | FRONT | ABOUT | {"resources"}


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which `!unknown` stands for a value that nobody knows before apply."""


Loader.add_constructor("!unknown", lambda loader, node: UNKNOWN)


def load_cases(file: Path) -> list[dict[str, Any]]:
    """The cases of one file; a word that no case has is refused."""
    cases: list[dict[str, Any]] = yaml.load(file.read_text(), Loader)
    for case in cases:
        assert set(case) <= WORDS, f"{file.name}: {case['name']} has {sorted(set(case) - WORDS)}"
    return cases


def resources_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that the case speaks of."""
    parts = ((STAGE | NAT, stage), (NAT, nat), (FRONT, front))
    found = [one for words, make in parts if words & set(case) for one in make(case)]
    return [*found, *case.get("resources", ())]


def stage(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One host in one group, with a public address where the case says so."""
    inside = {"parent": "component"} if "declared" in case else {}
    if inside:
        spec = {"openings": case["declared"]}
        yield {"type": "yett:index:SecurityGroup", "name": "component", "props": {"spec": spec}}
    public = {"internet_max_bandwidth_out": 10, "public_ip": "198.18.0.9"} if case.get("public") else {}
    host = {"vswitch_id": "vsw-1", "security_groups": ["sg-1"], "private_ip": "10.0.0.5"}
    yield entry("alicloud_vpc", "main", "vpc-1", cidr_block="10.0.0.0/8")
    yield entry("alicloud_vswitch", "main", "vsw-1", vpc_id="vpc-1", cidr_block="10.0.0.0/24")
    yield entry("alicloud_security_group", "web", "sg-1", **{"vpc_id": "vpc-1"} | case.get("group", {})) | inside
    yield entry("alicloud_instance", "host", "i-1", **host | public | case.get("host", {}))
    for index, given in enumerate(case.get("rules", ())):
        values = {"type": "ingress", "ip_protocol": "tcp", "security_group_id": "sg-1"} | given
        yield entry("alicloud_security_group_rule", f"rule-{index}", f"sgr-{index}", **values) | inside


def nat(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One NAT gateway "gate" with its EIP, forward entries to the host, and SNAT entries of its vswitch."""
    gateway = {"vpc_id": "vpc-1", "forward_table_ids": "ftb-1", "snat_table_ids": "stb-1"} | case.get("gateway", {})
    yield entry("alicloud_nat_gateway", "gate", "ngw-1", **gateway)
    yield entry("alicloud_eip_address", "gate", "eip-1", ip_address="47.0.0.1")
    yield entry("alicloud_eip_association", "gate", "eip-1:ngw-1", allocation_id="eip-1", instance_id="ngw-1")
    usual = {"forward_table_id": "ftb-1", "external_ip": "47.0.0.1", "ip_protocol": "tcp", "internal_ip": "10.0.0.5"}
    for index, given in enumerate(case.get("forwards", ())):
        yield entry("alicloud_forward_entry", f"forward-{index}", f"fwd-{index}", **usual | given)
    for index, given in enumerate(case.get("snats", ())):
        values = {"snat_table_id": "stb-1", "source_vswitch_id": "vsw-1", "snat_ip": "47.0.0.1"} | given
        yield entry("alicloud_snat_entry", f"snat-{index}", f"snat-{index}", **values)


def front(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One balancer and its listeners."""
    balancer = {"address_type": case.get("address_type", "internet")} | case.get("balancer", {})
    yield entry("alicloud_slb_load_balancer", "front", "lb-1", **balancer)
    for index, given in enumerate(case.get("listeners", ())):
        values = {"load_balancer_id": "lb-1"} | given
        yield entry("alicloud_slb_listener", f"listener-{index}", f"lsn-{index}", **values)


def entry(kind: str, name: str, ident: str, **props: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "id": ident, "props": props}
