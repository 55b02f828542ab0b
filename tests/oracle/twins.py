"""A VPC of a random network that has the blocks of another: only the place tells who sends."""

from .builder import Builder, Ref
from .routed import attached, entries

BLOCKS = ("10.0.0.0/24", "10.0.1.0/24", "10.0.7.0/24")
THERE = ("10.0.0.0/24", "10.0.1.0/24", "10.0.0.0/23", "10.0.0.0/8", "10.0.0.128/25")
FAR = ("172.16.0.0/16", "172.16.0.0/24", "172.16.1.0/24")


def add_twin(b: Builder, vpc: str) -> str:
    """The group of a twin of the VPC, sometimes peered with it or with its peer; "" when there is no twin."""
    if b.chance(0.5):
        return ""
    number = len(b.resources)
    twin = b.add("alicloud_vpc", cidr_block="10.0.0.0/8", vpc_name="twin", route_table_id=f"vtb-{number}")
    room = b.random.choice(BLOCKS)
    place = b.add("alicloud_vswitch", vpc_id=Ref(twin), cidr_block=room, zone_id="cn-hangzhou-h")
    inner = b.random.choice(("Accept", "Drop"))
    group = b.add("alicloud_security_group", vpc_id=Ref(twin), security_group_type="normal", inner_access_policy=inner)
    for one in range(b.random.randint(1, 2)):
        values = {"vswitch_id": Ref(place), "private_ip": f"{room.removesuffix('.0/24')}.{10 + one}"}
        joined = {"security_groups": [Ref(group)], "internet_max_bandwidth_out": 0}
        b.add("alicloud_instance", instance_name=f"twin{one}", **values, **joined)
    if b.chance(0.7):
        peered(b, vpc, twin, place, room)
    return group


def peered(b: Builder, vpc: str, twin: str, place: str, room: str) -> None:
    """A peering of the twin with the VPC of its own blocks, or with the far one, and routes over it."""
    far = [r["address"] for r in b.resources if r["type"] == "alicloud_vpc" and r["values"]["vpc_name"] == "far"]
    other = b.random.choice((vpc, *far, *far))
    peering = b.add("alicloud_vpc_peer_connection", vpc_id=Ref(twin), accepting_vpc_id=Ref(other))
    hop = [("VpcPeer", Ref(peering))]
    own = [Ref(twin, "route_table_id"), *([attached(b, twin, place)] if b.chance(0.4) else [])]
    for table in own:
        entries(b, table, led(b, THERE if other == vpc else FAR, twin), hop)
    entries(b, Ref(other, "route_table_id"), led(b, (room, "10.0.0.0/8"), other), hop)


def led(b: Builder, blocks: tuple[str, ...], vpc: str) -> list[str]:
    """One or two blocks that no vswitch of the VPC has, nor is part of: those are its own; and that no route has."""
    own = {
        str(r["values"]["cidr_block"])
        for r in b.resources
        if r["values"].get("vpc_id") == Ref(vpc) and "cidr_block" in r["values"]
    }
    taken = {r["values"].get(key) for r in b.resources for key in ("destination_cidrblock", "destination_cidr_block")}
    halves = {"10.0.0.128/25"} if "10.0.0.0/24" in own else set()
    free = [block for block in blocks if block not in own | taken | halves]
    return b.sample(free, 2) if free else []
