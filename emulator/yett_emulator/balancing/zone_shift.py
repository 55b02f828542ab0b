"""Zones of a balancer that traffic is kept away from, and back again (`StartShiftLoadBalancerZones`)."""

from yett_emulator.balancing.product import Product, illegal
from yett_emulator.call import Call
from yett_emulator.errors import CloudError, missing
from yett_emulator.store import Record


def start(product: Product, call: Call) -> Record:
    return shift(product, call, "Shifted")


def cancel(product: Product, call: Call) -> Record:
    return shift(product, call, "Active")


def shift(product: Product, call: Call, status: str) -> Record:
    balancer, named = product.asked(call, "load_balancer"), named_zones(call)
    there = [(zone["ZoneId"], zone["VSwitchId"]) for zone in balancer["ZoneMappings"]]
    for one in named:
        if one not in there:
            raise illegal("ZoneMappings", f"{one[0]}/{one[1]}", "zones of the balancer, with their vSwitches")
    changed = [
        zone | {"Status": status} if (zone["ZoneId"], zone["VSwitchId"]) in named else zone
        for zone in balancer["ZoneMappings"]
    ]
    if all(zone["Status"] == "Shifted" for zone in changed):
        raise CloudError("OperationDenied.AllZonesShifted", "One zone of the balancer must go on serving.")
    product.save(call.store, "load_balancer", balancer | {"ZoneMappings": changed})
    return {}


def named_zones(call: Call) -> list[tuple[str, str]]:
    rows = [row for row in call.items("ZoneMappings") if isinstance(row, dict)]
    if not rows:
        raise missing("ZoneMappings")
    return [(str(row.get("ZoneId", "")), str(row.get("VSwitchId", ""))) for row in rows]
