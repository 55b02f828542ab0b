"""A large stack, the same for the same seed, so that every tool is timed on one and the same file.

`python benchmarks/exposure_stack.py 10000 OUT` writes OUT/plan.json (`terraform show -json`) and OUT/preview.json
(`pulumi preview --json --show-sames`). The shape keeps to the cloud's quotas: 200 rules a group, 5 groups and 1,000
rules an interface, priorities 1..100; a fifth of the rules drop; one interface per 50 rules; every kind of way in.
"""

import argparse
import ipaddress
import json
import sys
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.oracle.as_pulumi import pulumi_preview
from tests.oracle.as_terraform import terraform_plan
from tests.oracle.builder import Builder, Ref
from tests.oracle.cloud import Resource

RULES_PER_GROUP = 200
RULES_PER_INTERFACE = 50
WELL_KNOWN = ("22/22", "80/80", "443/443", "3306/3306", "3389/3389", "6379/6379", "8080/8080", "9200/9200")
RANGES = ("1/1024", "20/25", "8000/9000", "30000/32767", "1/65535")
PROTOCOLS = ("tcp",) * 14 + ("udp",) * 3 + ("icmp", "gre", "all")
WAYS = ("eip", "eip", "public-ip", "forward-entry", "listener", "none", "none")


def stack(rules: int, seed: int = 7) -> list[Resource]:
    """About this many rules, in groups of 200, and an interface for every 50 rules."""
    b = Builder(Random(seed))
    vpc = b.add("alicloud_vpc", vpc_name="main", cidr_block="10.0.0.0/8")
    vswitch = b.add("alicloud_vswitch", vpc_id=Ref(vpc), cidr_block="10.0.0.0/9", zone_id="cn-hangzhou-h")
    groups = [group(b, vpc) for _ in range(-(-rules // RULES_PER_GROUP))]
    for number in range(rules):
        rule(b, groups[number % len(groups)])
    gateway, balancer = entrances(b, vpc)
    for number in range(max(4, rules // RULES_PER_INTERFACE)):
        workload(b, number, vswitch, groups, (gateway, balancer))
    return b.resources


def group(b: Builder, vpc: str) -> str:
    """A basic group."""
    return b.add("alicloud_security_group", vpc_id=Ref(vpc), security_group_name=f"group{len(b.resources)}")


def rule(b: Builder, group: str) -> None:
    """One ingress rule; a wide one comes last or from a narrow source, since it would shadow the whole group."""
    protocol = b.random.choice(PROTOCOLS)
    ports = port_range(b) if protocol in ("tcp", "udp") else "-1/-1"
    wide = ports == "1/65535" or protocol == "all"
    last = wide and b.chance(0.05)
    b.add(
        "alicloud_security_group_rule",
        type="ingress",
        ip_protocol=protocol,
        nic_type="intranet",
        policy="drop" if b.chance(0.2) else "accept",
        port_range=ports,
        priority=100 if last else b.random.randint(1, 100),
        cidr_ip=source(b, narrow=wide and not last),
        security_group_id=Ref(group),
    )


def port_range(b: Builder) -> str:
    """A service, a usual range, or a run of its own."""
    choice = b.random.random()
    if choice < 0.4:
        return b.random.choice(WELL_KNOWN)
    if choice < 0.7:
        return b.random.choice(RANGES)
    first = b.random.randint(1, 65000)
    return f"{first}/{min(65535, first + b.random.choice((0, 0, 10, 100, 500)))}"


def source(b: Builder, *, narrow: bool) -> str:
    """Everybody, a large part of the internet, a network, or a few hosts."""
    choice = b.random.uniform(0.25 if narrow else 0, 1)
    if choice < 0.15:
        return "0.0.0.0/0"
    bits = b.random.randint(1, 8) if choice < 0.25 else b.random.randint(16, 24 if choice < 0.6 else 32)
    first = b.random.getrandbits(bits) << (32 - bits)
    return f"{ipaddress.IPv4Address(first)}/{bits}"


def entrances(b: Builder, vpc: str) -> tuple[tuple[str, str], str]:
    """The shared NAT gateway with its EIP, and the shared CLB."""
    nat = b.add("alicloud_nat_gateway", vpc_id=Ref(vpc), nat_gateway_name="nat", forward_table_ids="ftb-1")
    eip = bound(b, nat, "Nat")
    values = {"load_balancer_name": "public", "address_type": "internet", "load_balancer_spec": "slb.s1.small"}
    return (nat, eip), b.add("alicloud_slb_load_balancer", address="47.3.0.1", **values)


def bound(b: Builder, target: str, kind: str) -> str:
    """An EIP on the target."""
    number = len(b.resources)
    address = str(ipaddress.IPv4Address("47.64.0.0") + number)
    eip = b.add("alicloud_eip_address", address_name=f"eip{number}", ip_address=address)
    b.add("alicloud_eip_association", allocation_id=Ref(eip), instance_id=Ref(target), instance_type=kind)
    return eip


def workload(b: Builder, number: int, vswitch: str, groups: list[str], doors: tuple[tuple[str, str], str]) -> None:
    """An instance in one to five groups, with its way in."""
    way = b.random.choice(WAYS)
    values: dict[str, Any] = {
        "instance_name": f"web{number}",
        "vswitch_id": Ref(vswitch),
        "security_groups": [Ref(g) for g in b.sample(groups, 5)],
        "private_ip": str(ipaddress.IPv4Address("10.0.1.0") + number),
        "internet_max_bandwidth_out": 10 if way == "public-ip" else 0,
    }
    address = str(ipaddress.IPv4Address("47.32.0.0") + number)
    instance = b.add("alicloud_instance", **values, **({"public_ip": address} if way == "public-ip" else {}))
    publish(b, way, number, (instance, doors))


def publish(b: Builder, way: str, number: int, ends: tuple[str, tuple[tuple[str, str], str]]) -> None:
    """Build the way in."""
    instance, ((nat, eip), balancer) = ends
    if way == "eip":
        bound(b, instance, "EcsInstance")
    elif way == "forward-entry":
        values = {"ip_protocol": "tcp", "external_port": str(20000 + number), "internal_port": "22"}
        ends_of = {"external_ip": Ref(eip, "ip_address"), "internal_ip": Ref(instance, "private_ip")}
        b.add("alicloud_forward_entry", forward_table_id=Ref(nat, "forward_table_ids"), **ends_of, **values)
    elif way == "listener":
        values = {"frontend_port": 10000 + number, "backend_port": 22, "protocol": "tcp", "bandwidth": 10}
        b.add("alicloud_slb_listener", load_balancer_id=Ref(balancer), **values)


def written(rules: int, out: Path, seed: int = 7) -> tuple[Path, Path]:
    """Write the Terraform plan and the Pulumi preview and return their paths."""
    out.mkdir(parents=True, exist_ok=True)
    resources = stack(rules, seed)
    plan, preview = out / "plan.json", out / "preview.json"
    plan.write_text(json.dumps(terraform_plan(resources)))
    preview.write_text(json.dumps(pulumi_preview(resources)))
    return plan, preview


def main() -> None:
    """Write one stack, or say how large the usual one is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", type=int, nargs="?", default=10_000)
    parser.add_argument("out", type=Path, nargs="?", help="folder; nothing is written without it")
    arguments = parser.parse_args()
    if arguments.out is None:
        print(f"{len(stack(arguments.rules))} resources for {arguments.rules} rules; give a folder to write them")
        return
    for path in written(arguments.rules, arguments.out):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
