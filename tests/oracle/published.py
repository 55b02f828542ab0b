"""The ways in of a random network: EIPs, addresses by bandwidth, NAT gateways with forward entries, IPv6 bandwidth."""

from .builder import Builder, Ref

FORWARDS = (
    ("tcp", "10022", "22"),
    ("tcp", "10080/10100", "80/100"),
    ("tcp", "443", "8050"),
    ("udp", "53", "53"),
    ("udp", "8000/8100", "8101/8201"),
)
"""Protocol, external and internal ports, disjoint per protocol as the cloud demands."""


def publish(b: Builder, vpc: str, workloads: list[str]) -> None:
    """Each workload gets one way in or none; what has none may sit behind the NAT gateway."""
    hidden = [w for w in workloads if not public(b, w)]
    if b.chance(0.6):
        gateway(b, vpc, hidden or workloads)
    if b.chance(0.15):
        ha_vip(b)
    ipv6(b, vpc)


def ha_vip(b: Builder) -> None:
    """A floating address with an EIP, held by one or two instances."""
    hosts = [r for r in b.resources if r["type"] == "alicloud_instance"]
    vip = b.add("alicloud_havip", vswitch_id=hosts[0]["values"]["vswitch_id"], ip_address="10.0.0.222")
    for host in b.random.sample(hosts, min(len(hosts), 2)):
        values = {"ha_vip_id": Ref(vip), "instance_id": Ref(host["address"]), "instance_type": "EcsInstance"}
        b.add("alicloud_havip_attachment", **values)
    bind(b, vip, "HaVip")


def public(b: Builder, workload: str) -> bool:
    """Bind an EIP, or buy bandwidth, or leave it private."""
    choice = b.random.random()
    is_instance = workload.startswith("alicloud_instance.")
    if choice < 0.4:
        mode = "NAT" if is_instance else b.random.choice(("NAT", "MULTI_BINDED", "BINDED"))
        bind(b, workload, "EcsInstance" if is_instance else "NetworkInterface", mode)
    elif choice < 0.6 and is_instance:
        number = sum(r["values"].get("public_ip") is not None for r in b.resources)
        b.values(workload).update(internet_max_bandwidth_out=10, public_ip=f"47.2.0.{number + 1}")
    else:
        return False
    return True


def bind(b: Builder, target: str, kind: str, mode: str = "NAT") -> str:
    """A new EIP on the target."""
    number = sum(r["type"] == "alicloud_eip_address" for r in b.resources)
    eip = b.add("alicloud_eip_address", address_name=f"eip{number}", ip_address=f"47.1.0.{number + 1}")
    extra = {"mode": mode} if mode != "NAT" else {}
    b.add("alicloud_eip_association", allocation_id=Ref(eip), instance_id=Ref(target), instance_type=kind, **extra)
    return eip


def gateway(b: Builder, vpc: str, backends: list[str]) -> None:
    """A NAT gateway; its forward entries either share one EIP by port or give a whole EIP away."""
    values = {"nat_gateway_name": "nat", "nat_type": "Enhanced", "forward_table_ids": f"ftb-{len(b.resources)}"}
    place = b.values(b.random.choice(backends))["vswitch_id"]
    nat = b.add("alicloud_nat_gateway", vpc_id=Ref(vpc), vswitch_id=place, **values)
    eip = bind(b, nat, "Nat")
    if b.chance(0.25):
        forward(b, nat, eip, b.random.choice(backends), ("any", "any", "any"))
        return
    for ports in b.random.sample(FORWARDS, b.random.randint(1, len(FORWARDS))):
        forward(b, nat, eip, b.random.choice(backends), ports)


BALANCED = (
    ("tcp", "18080", "80"),
    ("tcp", "20000/20500", "22/522"),
    ("tcp", "8080", "8080"),
    ("udp", "5353", "53"),
    ("any", "any", "any"),
)
"""The same for what leads to a CLB, disjoint from FORWARDS, too; any only where no entry has the EIP."""


def forward_to_classic(b: Builder) -> None:
    """Sometimes entries of the NAT gateway to a CLB's private address, on an EIP of their own."""
    inside = [
        r["address"] for r in b.resources if r["values"].get("address_type") == "intranet" and "address" in r["values"]
    ]
    gates = [r["address"] for r in b.resources if r["type"] == "alicloud_nat_gateway"]
    if not inside or not gates or b.chance(0.3):
        return
    eip = bind(b, gates[0], "Nat")
    for ports in b.random.sample(BALANCED[:4], 2) if b.chance(0.7) else BALANCED[4:]:
        forward(b, gates[0], eip, inside[0], ports)


ADDRESSES = {"alicloud_instance": "private_ip", "alicloud_slb_load_balancer": "address"}


def forward(b: Builder, nat: str, eip: str, backend: str, ports: tuple[str, str, str]) -> None:
    """One entry; the internal address is written out or taken from the backend."""
    protocol, external, internal = ports
    attribute = ADDRESSES.get(backend.partition(".")[0], "primary_ip_address")
    # a plan does not know yet which address a load balancer gets, so that nobody can write it out
    named = attribute == "address" or b.chance(0.5)
    address = Ref(backend, attribute) if named else b.values(backend)[attribute]
    b.add(
        "alicloud_forward_entry",
        forward_table_id=Ref(nat, "forward_table_ids"),
        external_ip=Ref(eip, "ip_address"),
        external_port=external,
        ip_protocol=protocol,
        internal_ip=address,
        internal_port=internal,
    )


def ipv6(b: Builder, vpc: str) -> None:
    """Bandwidth on some IPv6 addresses; the gateway comes with the first."""
    reachable = [r for r in b.resources if r["values"].get("ipv6_addresses") and b.chance(0.7)]
    if not reachable:
        return
    way_in = b.add("alicloud_vpc_ipv6_gateway", vpc_id=Ref(vpc), ipv6_gateway_name="six")
    for instance in reachable:
        (text,) = instance["values"]["ipv6_addresses"]
        address = b.add("alicloud_vpc_ipv6_address", vswitch_id=instance["values"]["vswitch_id"], ipv6_address=text)
        values = {"bandwidth": 10, "internet_charge_type": "PayByTraffic", "ipv6_gateway_id": Ref(way_in)}
        b.add("alicloud_vpc_ipv6_internet_bandwidth", ipv6_address_id=Ref(address), **values)
