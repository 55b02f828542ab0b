"""Load balancers of a random network: CLB, ALB and NLB with listeners, address lists and groups."""

from typing import Any

from .builder import Builder, Ref
from .pools import CIDRS4
from .published import bind

ZONES = [{"zone_id": "cn-hangzhou-h"}, {"zone_id": "cn-hangzhou-i"}]


def add_balancers(b: Builder, vpc: str, groups: list[str], vswitches: list[str]) -> None:
    """Each family sometimes."""
    if b.chance(0.5):
        classic(b, vswitches)
    if b.chance(0.3):
        application(b, vpc)
    if b.chance(0.5):
        network(b, vpc, groups, vswitches)


def classic(b: Builder, vswitches: list[str]) -> None:
    """A CLB: on the internet, inside a vswitch, or inside with an EIP."""
    where = b.random.choice(("internet", "internet", "intranet", "eip"))
    inside = where != "internet"
    values: dict[str, Any] = {"address_type": "internet", "address": "47.3.0.1"}
    if inside:
        place = b.random.choice(vswitches)
        address = f"{str(b.values(place)['cidr_block']).removesuffix('.0/24')}.200"
        values = {"address_type": "intranet", "address": address, "vswitch_id": Ref(place)}
    clb = b.add("alicloud_slb_load_balancer", load_balancer_name="clb", load_balancer_spec="slb.s2.small", **values)
    if where == "eip":
        bind(b, clb, "SlbInstance")
    if b.chance(0.6):
        hosts = b.sample([r["address"] for r in b.resources if r["type"] == "alicloud_instance"], 2)
        servers = [{"server_id": Ref(host), "weight": 100} for host in hosts]
        b.add("alicloud_slb_backend_server", load_balancer_id=Ref(clb), backend_servers=servers)
    for port, protocol in b.random.sample(((80, "tcp"), (443, "https"), (8080, "http"), (53, "udp"), (22, "tcp")), 3):
        listener = {"frontend_port": port, "backend_port": port + 1000, "protocol": protocol, "bandwidth": -1}
        b.add("alicloud_slb_listener", load_balancer_id=Ref(clb), **listener, **classic_acl(b))


def classic_acl(b: Builder) -> dict[str, Any]:
    """Off, or white or black with one or two lists, inline, attached or empty."""
    if b.chance(0.4):
        return b.random.choice(({}, {"acl_status": "off"}))
    lists = [Ref(classic_list(b)) for _ in range(b.random.randint(1, 2))]
    return {"acl_status": "on", "acl_type": b.random.choice(("white", "white", "black")), "acl_ids": lists}


def classic_list(b: Builder) -> str:
    """An address list."""
    blocks = b.random.sample(CIDRS4, b.random.randint(0, 3))
    if b.chance(0.5):
        return b.add("alicloud_slb_acl", name="list", entry_list=[{"entry": c, "comment": ""} for c in blocks])
    made = b.add("alicloud_slb_acl", name="list")
    for block in blocks:
        b.add("alicloud_slb_acl_entry_attachment", acl_id=Ref(made), entry=block)
    return made


def application(b: Builder, vpc: str) -> None:
    """An ALB; its address is a name."""
    kind = b.random.choice(("Internet", "Internet", "Intranet"))
    values = {"address_type": kind, "dns_name": "alb.example", "zone_mappings": ZONES, "load_balancer_name": "alb"}
    alb = b.add("alicloud_alb_load_balancer", vpc_id=Ref(vpc), load_balancer_edition="Basic", **values)
    for port, protocol in ((80, "HTTP"), (443, "HTTPS")):
        extra = {"acl_config": [application_acl(b)]} if b.chance(0.5) else {}
        if b.chance(0.5):
            extra["default_actions"] = [to_group(application_group(b, vpc))]
        listener = {
            "listener_port": port,
            "listener_protocol": protocol,
            "status": b.random.choice(("Running",) * 3 + ("Stopped",)),
        }
        b.add("alicloud_alb_listener", load_balancer_id=Ref(alb), **listener, **extra)


def application_acl(b: Builder) -> dict[str, Any]:
    """White or black with one list."""
    blocks = b.random.sample(CIDRS4, b.random.randint(1, 3))
    made = b.add("alicloud_alb_acl", acl_name="list", acl_entries=[{"entry": c} for c in blocks])
    return {"acl_type": b.random.choice(("White", "Black")), "acl_relations": [{"acl_id": Ref(made)}]}


def to_group(group: str) -> dict[str, Any]:
    """The action of a listener that forwards to one server group."""
    tuples = [{"server_group_id": Ref(group)}]
    return {"type": "ForwardGroup", "forward_group_config": [{"server_group_tuples": tuples}]}


def application_group(b: Builder, vpc: str) -> str:
    """A server group of an ALB with one instance."""
    server = {"server_id": Ref(host(b)), "server_type": "Ecs", "port": b.random.choice((80, 8050))}
    return b.add(
        "alicloud_alb_server_group", vpc_id=Ref(vpc), server_group_name="alb", protocol="HTTP", servers=[server]
    )


def network_group(b: Builder, vpc: str) -> str:
    """A server group of an NLB with one or two instances, which see the client unless it says that they do not."""
    sees = b.random.choice(({}, {"preserve_client_ip_enabled": True}, {"preserve_client_ip_enabled": False}))
    group = b.add("alicloud_nlb_server_group", vpc_id=Ref(vpc), server_group_name="nlb", protocol="TCP", **sees)
    for _ in range(b.random.randint(1, 2)):
        values = {"server_id": Ref(host(b)), "server_type": "Ecs", "port": b.random.choice((22, 80, 8050))}
        b.add("alicloud_nlb_server_group_server_attachment", server_group_id=Ref(group), **values)
    return group


def host(b: Builder) -> str:
    """Any instance."""
    return b.random.choice([str(r["address"]) for r in b.resources if r["type"] == "alicloud_instance"])


def network(b: Builder, vpc: str, groups: list[str], vswitches: list[str]) -> None:
    """An NLB, in groups or not, with one listener or a run of ports; both zones in one vswitch."""
    kind = b.random.choice(("Internet", "Internet", "Intranet"))
    place = b.random.choice(vswitches)
    zones = [{**zone, "vswitch_id": Ref(place)} for zone in ZONES]
    values = {"address_type": kind, "dns_name": "nlb.example", "zone_mappings": zones, "load_balancer_name": "nlb"}
    extra = {"security_group_ids": [Ref(g) for g in b.sample(groups, 2)]} if b.chance(0.7) else {}
    nlb = b.add("alicloud_nlb_load_balancer", vpc_id=Ref(vpc), **values, **extra)
    ports = b.random.choice(({"listener_port": 22}, {"listener_port": 0, "start_port": 8000, "end_port": 8150}))
    protocol = b.random.choice(("TCP", "UDP", "TCPSSL")) if ports["listener_port"] else "TCP"
    behind = {"server_group_id": Ref(network_group(b, vpc))} if b.chance(0.7) else {}
    b.add("alicloud_nlb_listener", load_balancer_id=Ref(nlb), listener_protocol=protocol, **ports, **behind)
