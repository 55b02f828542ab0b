"""The opposite of `exposure_stack.py`: few rules and many interfaces, IPv6, prefix lists and groups as peers.

`python benchmarks/exposure_fleet.py 2000 OUT` writes OUT/plan.json and OUT/preview.json, the same for the same seed:
what makes one of the two stacks faster must not make the other slower.
"""

import argparse
import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))

from exposure_stack import PARTNERS, Known, block, bound, group, network, port_range, run, saved

from tests.oracle.builder import Builder, Ref
from tests.oracle.cloud import Resource

GROUPS = 30
RULES_PER_GROUP = 12
LISTS = 8
ENTRIES = 40
"""Blocks of one prefix list."""


def fleet(interfaces: int, seed: int = 7) -> list[Resource]:
    """This many instances in a few groups, most with an address of their own, a third of them with IPv6."""
    b = Builder(Random(seed))
    known = Known([network(b) for _ in range(PARTNERS)], [run(b) for _ in range(PARTNERS // 4)])
    vpc = b.add("alicloud_vpc", vpc_name="fleet", cidr_block="10.0.0.0/8", ipv6_cidr_block="2408:4004::/56")
    gateway = b.add("alicloud_vpc_ipv6_gateway", vpc_id=Ref(vpc))
    vswitch = b.add("alicloud_vswitch", vpc_id=Ref(vpc), cidr_block="10.0.0.0/9", zone_id="cn-hangzhou-h")
    groups = [group(b, vpc) for _ in range(GROUPS)]
    lists = [prefix_list(b) for _ in range(LISTS)]
    for name in groups * RULES_PER_GROUP:
        rule(b, name, (groups, lists), known)
    tiers = [b.sample(groups, 3) for _ in range(GROUPS)]
    for number in range(interfaces):
        host(b, number, (vswitch, gateway), tiers[number % len(tiers)])
    return b.resources


def prefix_list(b: Builder) -> str:
    """The blocks of a partner."""
    entry = [{"cidr": block(b, b.random.randint(12, 28)), "description": ""} for _ in range(ENTRIES)]
    name = f"partner{len(b.resources)}"
    return b.add("alicloud_ecs_prefix_list", address_family="IPv4", max_entries=50, prefix_list_name=name, entry=entry)


def rule(b: Builder, name: str, peers: tuple[list[str], list[str]], known: Known) -> None:
    """One ingress rule for a group, a prefix list, a block of IPv6 or one of IPv4."""
    groups, lists = peers
    choice = b.random.random()
    if choice < 0.2:
        peer: dict[str, object] = {"source_security_group_id": Ref(b.random.choice(groups))}
    elif choice < 0.4:
        peer = {"prefix_list_id": Ref(b.random.choice(lists))}
    elif choice < 0.6:
        peer = {
            "ipv6_cidr_ip": b.random.choice(("::/0", f"2a0{b.random.randint(0, 9)}:{b.random.randint(1, 9999)}::/32"))
        }
    else:
        peer = {"cidr_ip": b.random.choice(("0.0.0.0/0", *known.networks[:9]))}
    protocol = b.random.choice(("tcp", "tcp", "udp"))
    b.add(
        "alicloud_security_group_rule",
        type="ingress",
        ip_protocol=protocol,
        nic_type="intranet",
        policy="drop" if b.chance(0.2) else "accept",
        port_range=port_range(b, known),
        priority=b.random.randint(1, 100),
        security_group_id=Ref(name),
        **peer,
    )


def host(b: Builder, number: int, places: tuple[str, str], tier: list[str]) -> None:
    """An instance, with an EIP or internet bandwidth, and every third with public IPv6."""
    vswitch, gateway = places
    own = [f"2408:4004::{number + 1:x}"] if number % 3 == 0 else []
    way = b.random.choice(("eip", "public-ip", "none"))
    instance = b.add(
        "alicloud_instance",
        instance_name=f"host{number}",
        vswitch_id=Ref(vswitch),
        security_groups=[Ref(name) for name in tier],
        private_ip=f"10.{number >> 16 & 127}.{number >> 8 & 255}.{number & 255}",
        internet_max_bandwidth_out=10 if way == "public-ip" else 0,
        **({"ipv6_addresses": own} if own else {}),
        **({"public_ip": f"47.32.{number >> 8 & 255}.{number & 255}"} if way == "public-ip" else {}),
    )
    if way == "eip":
        bound(b, instance, "EcsInstance")
    for text in own:
        six = b.add("alicloud_vpc_ipv6_address", vswitch_id=Ref(vswitch), ipv6_address=text)
        values = {"bandwidth": 10, "internet_charge_type": "PayByTraffic", "ipv6_gateway_id": Ref(gateway)}
        b.add("alicloud_vpc_ipv6_internet_bandwidth", ipv6_address_id=Ref(six), **values)


def main() -> None:
    """Write one fleet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interfaces", type=int)
    parser.add_argument("out", type=Path, help="folder")
    arguments = parser.parse_args()
    for path in saved(fleet(arguments.interfaces), arguments.out):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
