"""Zone mappings: at least two zones, a vSwitch of the VPC in each, and an address in each vSwitch."""

from typing import Any

from yett_emulator.addresses import next_public_address, take_private_address
from yett_emulator.balancing.product import illegal, unknown
from yett_emulator.call import Call
from yett_emulator.errors import CloudError, missing
from yett_emulator.ids import new_id
from yett_emulator.store import Record, Store


def check_vpc(store: Store, key: str) -> str:
    if store.get("vpc", key) is None:
        raise unknown("Vpc", key)
    return key


def mappings(call: Call, vpc: str, least: int = 2) -> list[Record]:
    """The ZoneMappings of a call, checked: `[{"ZoneId": ..., "VSwitchId": ...}, ...]`."""
    given = [item for item in call.items("ZoneMappings") if isinstance(item, dict)]
    if not given:
        raise missing("ZoneMappings")
    for item in given:
        check_vswitch(call, item, vpc)
    if len({item["ZoneId"] for item in given}) < max(least, len(given)):
        raise CloudError("IllegalParam.ZoneMappings", f"At least {least} different zones are required.")
    return given


def check_vswitch(call: Call, item: Record, vpc: str) -> None:
    key = str(item.get("VSwitchId", ""))
    vswitch = call.store.get("vswitch", key)
    if vswitch is None:
        raise unknown("VSwitch", key)
    if vswitch["VpcId"] != vpc:
        raise illegal("VSwitchId", key, f"a vSwitch of {vpc}")
    if item.get("ZoneId") != vswitch["ZoneId"]:
        raise illegal("ZoneId", item.get("ZoneId"), vswitch["ZoneId"])


def private_address(call: Call, item: Record, owner: str, name: str) -> str:
    return take_private_address(call.store, str(item["VSwitchId"]), owner, str(item.get(name) or ""))


def public_address(call: Call, item: Record, kind: str) -> tuple[str, str]:
    """(address, allocation id) of an internet balancer in one zone: the named EIP's, or a new one."""
    if kind != "Internet":
        return "", ""
    if allocation := str(item.get("AllocationId") or ""):
        eip: dict[str, Any] | None = call.store.get("eip", allocation)
        if eip is None:
            raise unknown("Eip", allocation)
        return str(eip["IpAddress"]), allocation
    return next_public_address(call.store), new_id("eip")
