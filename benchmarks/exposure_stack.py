"""A large stack, the same for the same seed, so that every tool is timed on one and the same file.

`python benchmarks/exposure_stack.py 10000 OUT` writes OUT/plan.json (`terraform show -json`), OUT/preview.json
(`pulumi preview --json --show-sames`) and OUT/main.tf, the module for tools that read no plan. The shape keeps to the
cloud's quotas: 200 rules a group, 5 groups and 1,000 rules an interface, priorities 1..100; a fifth of the rules drop;
one interface per 50 rules; every kind of way in.
"""

import argparse
import ipaddress
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.oracle.as_pulumi import pulumi_preview
from tests.oracle.as_terraform import terraform_module, terraform_plan
from tests.oracle.builder import Builder, Ref
from tests.oracle.cloud import Resource

RULES_PER_GROUP = 200
RULES_PER_INTERFACE = 50
INTERFACES_PER_TIER = 5
"""Interfaces that do the same are in the same groups."""
PARTNERS = 200
"""Networks that the account's rules name again and again: offices, partners, monitoring."""
CIRCLE = 16
"""Networks, and port ranges beside the usual ones, that one group deals with."""
WELL_KNOWN = ("22/22", "80/80", "443/443", "3306/3306", "3389/3389", "6379/6379", "8080/8080", "9200/9200")
RANGES = ("1/1024", "20/25", "8000/9000", "30000/32767", "1/65535")
PROTOCOLS = ("tcp",) * 14 + ("udp",) * 3 + ("icmp", "gre", "all")
WAYS = ("eip", "eip", "public-ip", "forward-entry", "listener", "none", "none")


@dataclass(frozen=True, slots=True)
class Known:
    """Networks and port ranges that rules name again and again; none: every rule names its own."""

    networks: list[str]
    runs: list[str]

    def circle(self, random: Random) -> "Known":
        """Those that one group deals with: the offices, partners and services of one application."""
        return Known(*(random.sample(pool, min(len(pool), CIRCLE)) for pool in (self.networks, self.runs)))


def stack(rules: int, seed: int = 7, partners: int = PARTNERS) -> list[Resource]:
    """About this many rules, in groups of 200, and an interface for every 50 rules; 0 partners: no network twice."""
    b = Builder(Random(seed))
    known = Known([network(b) for _ in range(partners)], [run(b) for _ in range(partners // 4)])
    vpc = b.add("alicloud_vpc", vpc_name="main", cidr_block="10.0.0.0/8")
    vswitch = b.add("alicloud_vswitch", vpc_id=Ref(vpc), cidr_block="10.0.0.0/9", zone_id="cn-hangzhou-h")
    groups = [group(b, vpc) for _ in range(-(-rules // RULES_PER_GROUP))]
    circles = [known.circle(b.random) for _ in groups]
    for number in range(rules):
        rule(b, groups[number % len(groups)], circles[number % len(groups)])
    gateway, balancer = entrances(b, vpc)
    count = max(4, rules // RULES_PER_INTERFACE)
    tiers = [b.sample(groups, 5) for _ in range(count // INTERFACES_PER_TIER if partners else count)]
    for number in range(count):
        workload(b, number, vswitch, tiers[number % len(tiers)], (gateway, balancer))
    return b.resources


def group(b: Builder, vpc: str) -> str:
    """A basic group."""
    return b.add("alicloud_security_group", vpc_id=Ref(vpc), security_group_name=f"group{len(b.resources)}")


def rule(b: Builder, group: str, known: Known) -> None:
    """One ingress rule; a wide one comes last or from a narrow source, since it would shadow the whole group."""
    protocol = b.random.choice(PROTOCOLS)
    ports = port_range(b, known) if protocol in ("tcp", "udp") else "-1/-1"
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
        cidr_ip=source(b, known, narrow=wide and not last),
        security_group_id=Ref(group),
    )


def port_range(b: Builder, known: Known) -> str:
    """A service, a usual range, or a run of the application's own."""
    choice = b.random.random()
    if choice < 0.4:
        return b.random.choice(WELL_KNOWN)
    if choice < 0.7:
        return b.random.choice(RANGES)
    return b.random.choice(known.runs) if known.runs else run(b)


def run(b: Builder) -> str:
    """Some ports, often one."""
    first = b.random.randint(1, 65000)
    return f"{first}/{min(65535, first + b.random.choice((0, 0, 10, 100, 500)))}"


def source(b: Builder, known: Known, *, narrow: bool) -> str:
    """Everybody, a large part of the internet, or a network: one of those the account knows, or any."""
    choice = b.random.uniform(0.25 if narrow else 0, 1)
    if choice < 0.15:
        return "0.0.0.0/0"
    if choice < 0.25:
        return block(b, b.random.randint(1, 8))
    return b.random.choice(known.networks) if known.networks else network(b)


def network(b: Builder) -> str:
    """A company's network, a branch's, or a few hosts."""
    return block(b, b.random.randint(16, 24 if b.chance(0.47) else 32))


def block(b: Builder, bits: int) -> str:
    """Some block of this size."""
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


def workload(b: Builder, number: int, vswitch: str, tier: list[str], doors: tuple[tuple[str, str], str]) -> None:
    """An instance in the one to five groups of its tier, with its way in."""
    way = b.random.choice(WAYS)
    values: dict[str, Any] = {
        "instance_name": f"web{number}",
        "vswitch_id": Ref(vswitch),
        "security_groups": [Ref(g) for g in tier],
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


def written(rules: int, out: Path, partners: int = PARTNERS) -> tuple[Path, Path]:
    """Write the module, the Terraform plan and the Pulumi preview of the stack; return the paths of the last two."""
    resources = stack(rules, partners=partners)
    paths = saved(resources, out)
    (out / "main.tf").write_text(terraform_module(resources))
    return paths


def saved(resources: list[Resource], out: Path) -> tuple[Path, Path]:
    """The plan and the preview of any resources."""
    out.mkdir(parents=True, exist_ok=True)
    plan, preview = out / "plan.json", out / "preview.json"
    # as Terraform and the engine print them: tests/e2e/test_files.py
    plan.write_text(json.dumps(terraform_plan(resources), separators=(",", ":")))
    preview.write_text(json.dumps(pulumi_preview(resources), indent=4))
    return plan, preview


def main() -> None:
    """Write one stack, or say how large the usual one is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", type=int, nargs="?", default=10_000)
    parser.add_argument("out", type=Path, nargs="?", help="folder; nothing is written without it")
    parser.add_argument("--partners", type=int, default=PARTNERS, help="networks that rules share; 0: none is shared")
    arguments = parser.parse_args()
    if arguments.out is None:
        print(f"{len(stack(arguments.rules))} resources for {arguments.rules} rules; give a folder to write them")
        return
    for path in written(arguments.rules, arguments.out, arguments.partners):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
