"""Addresses that the account hands out: private ones inside a vSwitch, public ones from 198.18.0.0/15.

198.18.0.0/15 is reserved for benchmarks (RFC 2544) and routed nowhere, so that an emulated public address is
never somebody's.
"""

import ipaddress

from yett_emulator.errors import CloudError, not_found
from yett_emulator.store import Record, Store

PUBLIC = ipaddress.ip_network("198.18.0.0/15")


def next_public_address(store: Store) -> str:
    """A public IPv4 address that was never handed out before."""
    return str(PUBLIC[store.count("public-address") % (PUBLIC.num_addresses - 1)])


def take_private_address(store: Store, vswitch_id: str, owner: str, wanted: str = "") -> str:
    """Reserve an IPv4 address of a vSwitch for `owner`; the first free one unless one is wanted.

    The first address and the last three of a vSwitch are the cloud's (CreateVSwitch).
    """
    network = vswitch_network(store, vswitch_id)
    taken = {row["address"] for row in store.find("private_address", vswitch=vswitch_id)}
    address = checked(network, taken, wanted) if wanted else first_free(network, taken)
    store.insert(
        "private_address",
        f"{vswitch_id}/{address}",
        {"vswitch": vswitch_id, "address": address, "owner": owner},
    )
    return address


def release_private_addresses(store: Store, owner: str) -> None:
    for row in store.find("private_address", owner=owner):
        store.delete("private_address", f"{row['vswitch']}/{row['address']}")


def vswitch_network(store: Store, vswitch_id: str) -> ipaddress.IPv4Network:
    vswitch: Record | None = store.get("vswitch", vswitch_id)
    if vswitch is None:
        raise not_found("InvalidVSwitchId.NotFound", "vSwitch", vswitch_id)
    return ipaddress.IPv4Network(vswitch["CidrBlock"])


def usable(network: ipaddress.IPv4Network) -> tuple[int, int]:
    return int(network.network_address) + 1, int(network.broadcast_address) - 3


def first_free(network: ipaddress.IPv4Network, taken: set[str]) -> str:
    low, high = usable(network)
    for number in range(low, high + 1):
        if (address := str(ipaddress.IPv4Address(number))) not in taken:
            return address
    raise CloudError("InvalidVSwitchId.IpNotEnough", f"The vSwitch {network} has no free private IP address left.")


def checked(network: ipaddress.IPv4Network, taken: set[str], wanted: str) -> str:
    low, high = usable(network)
    if not low <= int(ipaddress.IPv4Address(wanted)) <= high:
        raise CloudError("InvalidPrivateIpAddress.Malformed", f"{wanted} is not a usable address of {network}.")
    if wanted in taken:
        raise CloudError("InvalidPrivateIpAddress.Duplicated", f"The private IP address {wanted} is in use.")
    return wanted
