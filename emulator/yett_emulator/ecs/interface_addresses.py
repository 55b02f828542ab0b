"""Addresses of network interfaces: taken from the vSwitch, assigned, unassigned, given back."""

import ipaddress
from collections.abc import Iterator
from itertools import islice
from typing import Any

from yett_emulator.addresses import take_private_address
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import interface_of, vswitch_of
from yett_emulator.errors import CloudError
from yett_emulator.quotas import quota
from yett_emulator.store import Record, Store


def take_ipv4(call: Call, vswitch: Record, owner: str, wanted: list[str], count: int) -> list[str]:
    """The wanted addresses, or as many free ones as asked for; none wanted and none asked for takes none."""
    for address in wanted:
        check_ip(address, 4)
    return [
        take_private_address(call.store, vswitch["VSwitchId"], owner, address) for address in wanted or [""] * count
    ]


def take_ipv6(call: Call, vswitch: Record, owner: str, wanted: list[str], count: int) -> list[str]:
    """The same for IPv6, from the block of a vSwitch that has one."""
    if not wanted and not count:
        return []
    block = ipv6_block(vswitch)
    taken = {row["address"] for row in call.store.find("private_address", vswitch=vswitch["VSwitchId"])}
    chosen = [within(block, taken, address) for address in wanted] or list(islice(free(block, taken), count))
    for address in chosen:
        row = {"vswitch": vswitch["VSwitchId"], "address": address, "owner": owner}
        call.store.insert("private_address", f"{row['vswitch']}/{address}", row)
    return chosen


def ipv6_block(vswitch: Record) -> ipaddress.IPv6Network:
    if not vswitch.get("Ipv6CidrBlock"):
        raise CloudError("InvalidVSwitch.Ipv6NotTurnOn", "The specified vSwitch has no IPv6 CIDR block.", 403)
    return ipaddress.IPv6Network(vswitch["Ipv6CidrBlock"])


def free(block: ipaddress.IPv6Network, taken: set[str]) -> Iterator[str]:
    """Free addresses of a block, the first ten left to the cloud."""
    numbers = (block[index] for index in range(10, block.num_addresses))
    return (str(address) for address in numbers if str(address) not in taken)


def within(block: ipaddress.IPv6Network, taken: set[str], wanted: str) -> str:
    address = ipaddress.IPv6Address(check_ip(wanted, 6))
    if address not in block:
        raise CloudError("InvalidIp.Address", f"The specified IPv6 address {wanted} is not within {block}.")
    if str(address) in taken:
        raise CloudError("InvalidIp.IpAssigned", f"The specified IP {wanted} is already assigned.", 403)
    return str(address)


def check_ip(text: str, version: int) -> str:
    try:
        if ipaddress.ip_address(text).version == version:
            return text
    except ValueError:
        pass
    raise CloudError("InvalidPrivateIpAddress.Malformed", f"The specified IP address {text!r} is not valid.")


def assign_private_ip_addresses(call: Call) -> Answer:
    interface = without_prefixes(call, interface_of(call))
    wanted, count = call.texts("PrivateIpAddress"), call.number("SecondaryPrivateIpAddressCount", 0, 0)
    if not wanted and not count:
        raise CloudError("MissingParameter", "PrivateIpAddress.N or SecondaryPrivateIpAddressCount must be given.")
    have = interface["PrivateIpSets"]["PrivateIpSet"]
    check_room(call, len(have) + (len(wanted) or count), "ipv4_addresses_per_interface", "Ipv4")
    vswitch = vswitch_of(call, interface["VSwitchId"])
    taken = take_ipv4(call, vswitch, interface["NetworkInterfaceId"], wanted, count)
    rows = [*have, *({"PrivateIpAddress": ip, "Primary": False} for ip in taken)]
    save(call, interface, PrivateIpSets={"PrivateIpSet": rows})
    assigned = {
        "NetworkInterfaceId": interface["NetworkInterfaceId"],
        "PrivateIpSet": {"PrivateIpAddress": taken},
        "Ipv4PrefixSet": {"Ipv4Prefixes": []},
    }
    return {"AssignedPrivateIpAddressesSet": assigned}


def unassign_private_ip_addresses(call: Call) -> Answer:
    interface = without_prefixes(call, interface_of(call))
    rows = interface["PrivateIpSets"]["PrivateIpSet"]
    gone = call.texts("PrivateIpAddress")
    refuse_unknown(gone, [row["PrivateIpAddress"] for row in rows if not row["Primary"]])
    give_back(call.store, interface, gone)
    kept = [row for row in rows if row["PrivateIpAddress"] not in gone]
    save(call, interface, PrivateIpSets={"PrivateIpSet": kept})
    return {}


def assign_ipv6_addresses(call: Call) -> Answer:
    interface = without_prefixes(call, interface_of(call))
    wanted, count = call.texts("Ipv6Address"), call.number("Ipv6AddressCount", 0, 0)
    if not wanted and not count:
        raise CloudError("MissingParameter", "Ipv6Address.N or Ipv6AddressCount must be given.")
    have = interface["Ipv6Sets"]["Ipv6Set"]
    check_room(call, len(have) + (len(wanted) or count), "ipv6_addresses_per_interface", "Ipv6")
    vswitch = vswitch_of(call, interface["VSwitchId"])
    taken = take_ipv6(call, vswitch, interface["NetworkInterfaceId"], wanted, count)
    save(call, interface, Ipv6Sets={"Ipv6Set": [*have, *({"Ipv6Address": ip} for ip in taken)]})
    return {
        "NetworkInterfaceId": interface["NetworkInterfaceId"],
        "Ipv6Sets": {"Ipv6Address": taken},
        "Ipv6PrefixSets": {"Ipv6Prefix": []},
    }


def unassign_ipv6_addresses(call: Call) -> Answer:
    interface = without_prefixes(call, interface_of(call))
    rows = interface["Ipv6Sets"]["Ipv6Set"]
    gone = [str(ipaddress.ip_address(check_ip(ip, 6))) for ip in call.texts("Ipv6Address")]
    refuse_unknown(gone, [row["Ipv6Address"] for row in rows])
    give_back(call.store, interface, gone)
    save(call, interface, Ipv6Sets={"Ipv6Set": [row for row in rows if row["Ipv6Address"] not in gone]})
    return {}


def without_prefixes(call: Call, interface: Record) -> Record:
    """Prefixes of interfaces are not modelled, and said so rather than passed over."""
    for name in ("Ipv4Prefix", "Ipv4PrefixCount", "Ipv6Prefix", "Ipv6PrefixCount"):
        if call.items(name) and call.text(name) != "0":
            raise CloudError("UnsupportedParameter", f"The parameter {name} is not supported by this emulator.")
    return interface


def check_room(call: Call, count: int, name: str, version: str) -> None:
    if count > (limit := quota(call, name, 50)):
        raise CloudError(
            f"InvalidOperation.{version}CountExceeded",
            f"The interface would have {count} addresses of at most {limit}.",
            403,
        )


def refuse_unknown(gone: list[str], have: list[str]) -> None:
    for address in gone:
        if address not in have:
            raise CloudError("InvalidIp.IpUnassigned", f"The specified IP {address} is not assigned to the interface.")


def give_back(store: Store, interface: Record, addresses: list[str]) -> None:
    for address in addresses:
        store.delete("private_address", f"{interface['VSwitchId']}/{address}")


def save(call: Call, interface: Record, **changes: Any) -> None:
    call.store.save("interface", interface["NetworkInterfaceId"], interface | changes)


OPERATIONS: dict[str, Operation] = {
    "AssignPrivateIpAddresses": assign_private_ip_addresses,
    "UnassignPrivateIpAddresses": unassign_private_ip_addresses,
    "AssignIpv6Addresses": assign_ipv6_addresses,
    "UnassignIpv6Addresses": unassign_ipv6_addresses,
}
