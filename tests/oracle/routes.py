"""Route tables entry by entry: the longest prefix that holds an address decides where a packet to it goes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from ipaddress import ip_network

from .cloud import Cloud, Resource, within
from .packet import Delivery

Route = tuple[str, str, str]
"""(destination, kind of next hop, id of next hop)."""

MACHINES = ("Instance", "NetworkInterface", "HaVip", "VpnGateway")
"""Whether these send on what they are sent is in no file."""


def home(cloud: Cloud, vswitch: str | None) -> Resource | None:
    """The VPC of a vswitch."""
    found = cloud.by_id(vswitch, "alicloud_vswitch") if vswitch else None
    return cloud.by_id(found["values"]["vpc_id"], "alicloud_vpc") if found else None


def vpc_of(cloud: Cloud, vswitch: str | None) -> str:
    """The id of the VPC of a vswitch."""
    found = home(cloud, vswitch)
    return str(found["values"]["id"]) if found else ""


def tables(cloud: Cloud, vpc: Resource) -> list[str]:
    """Ids of every table that a vswitch of the VPC may obey."""
    own = vpc["values"]
    custom = (r["values"] for r in cloud.all("alicloud_route_table"))
    return [own["route_table_id"], *(t["id"] for t in custom if t["vpc_id"] == own["id"])]


def table(cloud: Cloud, vswitch: str, vpc: Resource) -> str:
    """The table attached to a vswitch, else the VPC's own."""
    for attachment in cloud.all("alicloud_route_table_attachment"):
        if attachment["values"]["vswitch_id"] == vswitch:
            return str(attachment["values"]["route_table_id"])
    return str(vpc["values"]["route_table_id"])


def next_hop(cloud: Cloud, vpc: Resource, wanted: str, address: str) -> tuple[str, str]:
    """(kind, id) of where a table of a VPC sends a packet to an address; ("", "") where it has no route for it."""
    best, kind, hop = -1, "", ""
    for destination, k, h in routes(cloud, vpc, wanted):
        if within(address, destination) and ip_network(destination).prefixlen > best:
            best, kind, hop = ip_network(destination).prefixlen, k, h
    return kind, hop


def routes(cloud: Cloud, vpc: Resource, wanted: str) -> Iterator[Route]:
    """What somebody wrote, then what the cloud adds."""
    written = list(entries(cloud, wanted))
    yield from written
    for vswitch in cloud.all("alicloud_vswitch"):
        if vswitch["values"]["vpc_id"] == vpc["values"]["id"]:
            yield vswitch["values"]["cidr_block"], "local", ""
    yield "100.64.0.0/10", "service", ""
    if wanted == vpc["values"]["route_table_id"]:
        taken = {destination for destination, _, _ in written}
        yield from (r for r in defaults(cloud, vpc["values"]["id"]) if r[0] not in taken)


def entries(cloud: Cloud, wanted: str) -> Iterator[Route]:
    """The entries of both types that stand in a table."""
    for entry in cloud.all("alicloud_route_entry", "alicloud_vpc_route_entry"):
        values = entry["values"]
        if values["route_table_id"] == wanted:
            destination = values.get("destination_cidrblock") or values["destination_cidr_block"]
            yield destination, values["nexthop_type"], values["nexthop_id"]


def defaults(cloud: Cloud, vpc: str) -> Iterator[Route]:
    """A VPC's own table leads out by its NAT gateway and its IPv6 gateway without anybody writing it."""
    for kind, destination, word in (
        ("alicloud_nat_gateway", "0.0.0.0/0", "NatGateway"),
        ("alicloud_vpc_ipv6_gateway", "::/0", "IPv6Gateway"),
    ):
        for gateway in cloud.all(kind):
            if gateway["values"]["vpc_id"] == vpc:
                yield destination, word, gateway["values"]["id"]


def answered(cloud: Cloud, vswitch: str | None, source: str, way_out: str, hop: str = "") -> bool | None:
    """Whether the answer to a packet leaves a vswitch by this kind of next hop; None where a machine stands there."""
    vpc = home(cloud, vswitch)
    if vpc is None or vswitch is None:
        return True
    kind, found = next_hop(cloud, vpc, table(cloud, vswitch, vpc), source)
    if kind == "local" or (kind == way_out and hop in ("", found)):
        return True
    return None if kind in MACHINES else False


def by_public_address(cloud: Cloud, vswitch: str | None, source: str) -> bool | None:
    """A public IPv4 address cares for routes only where the VPC has an IPv4 gateway that is on."""
    vpc = home(cloud, vswitch)
    gates = (g["values"] for g in cloud.all("alicloud_vpc_ipv4_gateway"))
    is_on = vpc is not None and any(g["vpc_id"] == vpc["values"]["id"] and g.get("enabled") for g in gates)
    return answered(cloud, vswitch, source, "Ipv4Gateway") if is_on else True


def by_nat(cloud: Cloud, vswitch: str | None, source: str, gateway: Resource) -> bool | None:
    """Over a NAT gateway: nobody documents what happens where the backend's table does not lead back to it."""
    outside = by_public_address(cloud, gateway["values"].get("vswitch_id"), source)
    inside = answered(cloud, vswitch, source, "NatGateway", gateway["values"]["id"])
    if outside is False:
        return False
    return True if outside and inside else None


def by_balancer(cloud: Cloud, vswitches: Iterable[str | None], source: str) -> bool | None:
    """Nobody documents whether an IPv4 gateway has a say over a load balancer."""
    return True if all(by_public_address(cloud, one, source) for one in vswitches) else None


def returned(found: Iterable[Delivery], answer: bool | None) -> Iterator[Delivery]:
    """What is delivered and answered, uncertain where the answer is."""
    if answer is not False:
        yield from (one if answer else replace(one, certain=False) for one in found)


def over_peering(cloud: Cloud, source: str, place: str, vswitch: str, entry: str) -> bool | None:
    """Whether packets go back and forth between an address of a VPC and a vswitch; None where nobody knows."""
    ours = home(cloud, vswitch)
    if ours is None or place == ours["values"]["id"]:
        return True
    kind, hop = next_hop(cloud, ours, table(cloud, vswitch, ours), source)
    if kind != "VpcPeer":
        return None if kind in MACHINES else False
    peering = cloud.by_id(hop, "alicloud_vpc_peer_connection")
    ends = (peering["values"]["vpc_id"], peering["values"]["accepting_vpc_id"]) if peering else ()
    if place not in ends or ours["values"]["id"] not in ends:
        return False
    sent = [one == ("VpcPeer", hop) for one in sending(cloud, source, place, entry)]
    return True if all(sent) else None if any(sent) else False


def sending(cloud: Cloud, source: str, place: str, entry: str) -> Iterator[tuple[str, str]]:
    """Where the table of an address sends a packet; of one in no vswitch, where every table of its VPC does."""
    vpc = cloud.by_id(place, "alicloud_vpc")
    if vpc is not None and within(source, vpc["values"]["cidr_block"]):
        inside = [v["values"] for v in cloud.all("alicloud_vswitch") if v["values"]["vpc_id"] == place]
        near = [table(cloud, v["id"], vpc) for v in inside if within(source, v["cidr_block"])]
        yield from (next_hop(cloud, vpc, one, entry) for one in near or tables(cloud, vpc))
