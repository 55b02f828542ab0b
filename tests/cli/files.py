"""Files for the commands' tests: small networks in every format a user may have."""

import json
from pathlib import Path
from random import Random
from typing import Any

from tests.oracle.as_pulumi import pulumi_preview, pulumi_state
from tests.oracle.as_terraform import terraform_plan, terraform_state
from tests.oracle.builder import Builder, Ref
from tests.oracle.cloud import Resource

WRITERS = {
    "preview": ("--preview", pulumi_preview),
    "state": ("--state", pulumi_state),
    "plan": ("--terraform", terraform_plan),
    "terraform-state": ("--terraform", terraform_state),
}
EMPTY = {"version": 3, "deployment": {"resources": []}}


def web(ports: tuple[str, ...] = ("22/22",), cidr: str = "0.0.0.0/0", *, public: bool = True) -> list[Resource]:
    """One instance called r3 in one group, with an EIP when public, open on these ports to this block."""
    b = Builder(Random(0))
    vpc = b.add("alicloud_vpc", cidr_block="10.0.0.0/8")
    vswitch = b.add("alicloud_vswitch", vpc_id=Ref(vpc), cidr_block="10.0.0.0/24", zone_id="cn-hangzhou-h")
    group = b.add("alicloud_security_group", vpc_id=Ref(vpc), security_group_type="normal", inner_access_policy="Drop")
    joined = {"vswitch_id": Ref(vswitch), "security_groups": [Ref(group)], "private_ip": "10.0.0.5"}
    host = b.add("alicloud_instance", instance_name="web", internet_max_bandwidth_out=0, **joined)
    if public:
        eip = b.add("alicloud_eip_address", ip_address="47.1.0.1")
        b.add("alicloud_eip_association", allocation_id=Ref(eip), instance_id=Ref(host), instance_type="EcsInstance")
    for port in ports:
        rule = {"type": "ingress", "policy": "accept", "priority": 1, "ip_protocol": "tcp", "port_range": port}
        b.add("alicloud_security_group_rule", security_group_id=Ref(group), cidr_ip=cidr, **rule)
    return b.resources


def written(folder: Path, document: Any, name: str = "file.json") -> str:
    """Write a document, and return its path."""
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return str(path)
