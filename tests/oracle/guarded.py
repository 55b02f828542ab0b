"""Network ACLs of a random network, bound inline or by attachment."""

from typing import Any

from .builder import Builder, Ref
from .pools import acl_row, open_row


def add_network_acls(b: Builder, vpc: str, vswitches: list[str]) -> None:
    """Some vswitches get one."""
    for vswitch in vswitches:
        if b.chance(0.3):
            network_acl(b, vpc, vswitch)


def network_acl(b: Builder, vpc: str, vswitch: str) -> None:
    """A list per direction; most let replies out, since everything else is closed."""
    values: dict[str, Any] = {
        "ingress_acl_entries": rows(b, "source_cidr_ip", 0.5),
        "egress_acl_entries": rows(b, "destination_cidr_ip", 0.8),
    }
    inline = b.chance(0.5)
    if inline:
        values["resources"] = [{"resource_id": Ref(vswitch), "resource_type": "VSwitch"}]
    made = b.add("alicloud_network_acl", vpc_id=Ref(vpc), network_acl_name="edge", **values)
    if not inline:
        binding = {"network_acl_id": Ref(made), "resource_id": Ref(vswitch), "resource_type": "VSwitch"}
        b.add("alicloud_vpc_network_acl_attachment", vpc_id=Ref(vpc), **binding)


def rows(b: Builder, peer: str, open_end: float) -> list[dict[str, Any]]:
    """One to five rows of both address families, often with an open end."""
    made = [acl_row(b.random, peer, version=b.random.choice((4, 4, 6))) for _ in range(b.random.randint(1, 5))]
    if b.chance(open_end):
        made += [open_row(peer), open_row(peer, version=6)]
    return [{"network_acl_entry_name": f"row{n}", "description": "", **row} for n, row in enumerate(made)]
