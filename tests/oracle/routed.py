"""Route tables of a random network: custom ones, their entries, an IPv4 gateway and a peered VPC."""

from .builder import Builder, Ref

INTERNET = ("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "198.51.96.0/20", "8.0.0.0/7")
INTERNET6 = ("::/0", "2a00::/12")
PEER_VPC = "172.16.0.0/16"
PARTS = ("172.16.0.0/16", "172.16.0.0/24", "172.16.0.0/15")
BACK = ("10.0.0.0/8", "10.0.0.0/24", "10.0.0.0/25", "10.0.1.0/24")


def add_routes(b: Builder, vpc: str, vswitches: list[str]) -> None:
    """Half of the networks leave routing to the cloud."""
    if b.chance(0.5):
        return
    gates = hops(b, vpc)
    peering = peered(b, vpc) if b.chance(0.5) else ""
    tables = [Ref(vpc, "route_table_id"), *(attached(b, vpc, one) for one in vswitches if b.chance(0.6))]
    for table in tables:
        if gates:
            entries(b, table, b.sample(list(INTERNET), 3), gates)
        if six := first(b, "alicloud_vpc_ipv6_gateway"):
            entries(b, table, b.sample(list(INTERNET6), 2), [("IPv6Gateway", Ref(six)), machine(b)])
        if peering and b.chance(0.7):
            entries(
                b, table, b.sample(list(PARTS), 2), [("VpcPeer", Ref(peering)), ("VpcPeer", Ref(peering)), machine(b)]
            )


def hops(b: Builder, vpc: str) -> list[tuple[str, Ref]]:
    """What the internet may be reached by: gateways that are there, and sometimes a machine."""
    found = []
    if b.chance(0.6):
        values = {} if b.chance(0.2) else {"enabled": b.chance(0.8)}
        found += [("Ipv4Gateway", Ref(b.add("alicloud_vpc_ipv4_gateway", vpc_id=Ref(vpc), **values)))] * 2
    if nat := first(b, "alicloud_nat_gateway"):
        found += [("NatGateway", Ref(nat))] * 2
    return [*found, machine(b)] if b.chance(0.3) else found


def machine(b: Builder) -> tuple[str, Ref]:
    """The first instance."""
    return "Instance", Ref(first(b, "alicloud_instance"))


def first(b: Builder, kind: str) -> str:
    """The address of the first resource of a type; "" when there is none."""
    return next((str(r["address"]) for r in b.resources if r["type"] == kind), "")


def attached(b: Builder, vpc: str, vswitch: str) -> Ref:
    """A table of its own for a vswitch."""
    table = b.add("alicloud_route_table", vpc_id=Ref(vpc), associate_type="VSwitch")
    b.add("alicloud_route_table_attachment", route_table_id=Ref(table), vswitch_id=Ref(vswitch))
    return Ref(table)


def entries(b: Builder, table: Ref, destinations: list[str], found: list[tuple[str, Ref]]) -> None:
    """An entry for each destination, of either type."""
    for destination in destinations:
        kind, hop = b.random.choice(found)
        values = {"route_table_id": table, "nexthop_type": kind, "nexthop_id": hop}
        if b.chance(0.5):
            b.add("alicloud_route_entry", destination_cidrblock=destination, **values)
        else:
            b.add("alicloud_vpc_route_entry", destination_cidr_block=destination, **values)


def peered(b: Builder, vpc: str) -> str:
    """Another VPC, its vswitches and tables, and the peering to it."""
    number = len(b.resources)
    far = b.add("alicloud_vpc", cidr_block=PEER_VPC, vpc_name="far", route_table_id=f"vtb-{number}")
    peering = b.add("alicloud_vpc_peer_connection", vpc_id=Ref(vpc), accepting_vpc_id=Ref(far))
    rooms = [
        b.add("alicloud_vswitch", vpc_id=Ref(far), cidr_block=f"172.16.{n}.0/24", zone_id="cn-hangzhou-h")
        for n in range(b.random.randint(0, 2))
    ]
    tables = [Ref(far, "route_table_id"), *(attached(b, far, room) for room in rooms if b.chance(0.5))]
    for table in tables:
        if b.chance(0.8):
            entries(b, table, b.sample(list(BACK), 2), [("VpcPeer", Ref(peering))])
    return peering
