"""Random networks, small and full of collisions: `random_network(seed)` is one, the same for the same seed."""

from ipaddress import ip_network
from random import Random

from .balanced import add_balancers
from .builder import Builder, Ref
from .cloud import Resource
from .guarded import add_network_acls
from .pools import CIDRS4, CIDRS6, PRIORITIES, PROTOCOLS4, PROTOCOLS6, policy, ports_for
from .published import forward_to_classic, publish
from .routed import add_routes
from .twins import add_twin


def random_network(seed: int) -> list[Resource]:
    """Resources whose values may be `Ref`s; shuffled, since no reader may rely on an order."""
    b = Builder(Random(seed))
    blocks = {"cidr_block": "10.0.0.0/8", "ipv6_cidr_block": "2408:4000::/56"}
    vpc = b.add("alicloud_vpc", **blocks, vpc_name="main", route_table_id="vtb-main")
    vswitches = [vswitch(b, vpc, number) for number in range(b.random.randint(1, 2))]
    groups = security_groups(b, vpc)
    workloads = instances(b, vswitches, groups) + network_interfaces(b, vswitches, groups)
    for group in groups:
        rules(b, group, groups)
    publish(b, vpc, workloads)
    add_balancers(b, vpc, groups, vswitches)
    forward_to_classic(b)
    add_network_acls(b, vpc, vswitches)
    add_routes(b, vpc, vswitches)
    if twin := add_twin(b, vpc):
        rules(b, twin, [twin])
    b.random.shuffle(b.resources)
    return b.resources


def vswitch(b: Builder, vpc: str, number: int) -> str:
    """A /24 of the VPC, and a /64."""
    blocks = {"cidr_block": f"10.0.{number}.0/24", "ipv6_cidr_block": f"2408:4000:0:{number}::/64"}
    return b.add("alicloud_vswitch", vpc_id=Ref(vpc), **blocks, zone_id="cn-hangzhou-h")


def security_groups(b: Builder, vpc: str) -> list[str]:
    """One to three groups of one kind: the cloud lets an interface join only groups of one kind."""
    kind = b.random.choice(("normal", "normal", "enterprise"))
    inner = "Drop" if kind == "enterprise" else b.random.choice(("Accept", "Drop"))
    return [
        b.add("alicloud_security_group", vpc_id=Ref(vpc), security_group_type=kind, inner_access_policy=inner)
        for _ in range(b.random.randint(1, 3))
    ]


def instances(b: Builder, vswitches: list[str], groups: list[str]) -> list[str]:
    """One to three instances, with or without an IPv6 address."""
    made = []
    for number in range(b.random.randint(1, 3)):
        place = b.random.choice(vswitches)
        joined = [Ref(g) for g in b.sample(groups, 3)]
        address = f"{str(b.values(place)['cidr_block']).removesuffix('.0/24')}.{10 + number}"
        six = str(ip_network(b.values(place)["ipv6_cidr_block"])[number + 1])
        extra = {"ipv6_addresses": [six]} if b.chance(0.3) else {}
        values = {"vswitch_id": Ref(place), "security_groups": joined, "private_ip": address, **extra}
        made.append(b.add("alicloud_instance", instance_name=f"web{number}", internet_max_bandwidth_out=0, **values))
    return made


def network_interfaces(b: Builder, vswitches: list[str], groups: list[str]) -> list[str]:
    """Sometimes a second interface, attached to an instance."""
    if not b.chance(0.3):
        return []
    place = b.random.choice(vswitches)
    address = f"{str(b.values(place)['cidr_block']).removesuffix('.0/24')}.100"
    joined = [Ref(g) for g in b.sample(groups, 2)]
    values = {"vswitch_id": Ref(place), "security_group_ids": joined, "primary_ip_address": address}
    made = b.add("alicloud_ecs_network_interface", network_interface_name="second", **values)
    host = next(r["address"] for r in b.resources if r["type"] == "alicloud_instance")
    b.add("alicloud_ecs_network_interface_attachment", network_interface_id=Ref(made), instance_id=Ref(host))
    return [made]


def rules(b: Builder, group: str, groups: list[str]) -> None:
    """Up to eight rules, some identical but for one field."""
    for _ in range(b.random.randint(0, 8)):
        values = {
            "security_group_id": Ref(group),
            "type": b.random.choice(("ingress",) * 5 + ("egress",)),
            "policy": policy(b.random),
            "priority": b.random.choice(PRIORITIES),
            "nic_type": "intranet",
        }
        b.add("alicloud_security_group_rule", **{**values, **traffic(b, group, groups)})


def traffic(b: Builder, group: str, groups: list[str]) -> dict[str, object]:
    """Protocol, ports and peer of a rule."""
    six = b.chance(0.25)
    protocol = b.random.choice(PROTOCOLS6 if six else PROTOCOLS4)
    matched = {"ip_protocol": protocol, "port_range": ports_for(b.random, protocol)}
    if six:
        return {**matched, "ipv6_cidr_ip": b.random.choice(CIDRS6)}
    basic = b.values(group)["security_group_type"] == "normal"
    if basic and b.chance(0.15):
        return {**matched, "source_security_group_id": Ref(b.random.choice(groups))}
    if b.chance(0.15):
        return {**matched, "prefix_list_id": Ref(prefix_list(b))}
    return {**matched, "cidr_ip": b.random.choice(CIDRS4)}


def prefix_list(b: Builder) -> str:
    """A list of one to three blocks."""
    entry = [{"cidr": c, "description": ""} for c in b.sample(list(CIDRS4), 3)]
    return b.add(
        "alicloud_ecs_prefix_list", address_family="IPv4", max_entries=5, prefix_list_name="peers", entry=entry
    )
