"""A route that sends everything out through one machine or gateway.

What it does: reports a custom route for the whole internet, halves included, whose next hop is a machine, an interface
or a virtual address: the vswitches of its table leave by something that is patched by hand. A route to a NAT gateway
counts where the option says so.
Why it matters: a private tier that leaves by a machine is as closed as that machine, and no picture of gateways shows
it.
Example: `destination_cidrblock: 0.0.0.0/0, nexthop_type: Instance`.
Instead: SNAT of a NAT gateway, with the tier's own entries.

    alicloud.vpc.SnatEntry("app", snat_table_id=gate.snat_table_ids, source_vswitch_id=app.id, snat_ip=eip.ip_address)
References: rule of our own; GB/T 22239-2019 8.1.3.1 c (unauthorised ways out).
"""

from collections.abc import Iterator

from yett_policies.exposure.sets import block
from yett_policies.frozen import frozen
from yett_policies.network import RouteEntry, Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, is_crowd, option, short, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "默认路由经由主机出网"
FIX_ZH = "改用 NAT 网关的 SNAT 条目"
CLAUSES = {"mlps-level-3": ("8.1.3.1 c",)}
MACHINES = ("instance", "networkinterface", "havip")
FIX = "leave by the SNAT entries of a NAT gateway"


@frozen
class Options:
    nat_gateways: bool = option(False, "Whether a route to a NAT gateway counts too.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    hops = MACHINES + (("natgateway",) if options.nat_gateways else ())
    for route in stack.network.route_entries:
        where, how = route.destination, route.nexthop_type
        if not isinstance(where, Unknown) and not is_crowd(block(where)):
            continue
        if not isinstance(how, Unknown) and how not in hops:
            continue
        yield told(route)


def told(route: RouteEntry) -> Finding:
    named = short(str(getattr(route.nexthop, "what", route.nexthop)))
    said = f'route "{short(route.urn)}" sends everything out through "{named}"'
    doubts = [value.what for value in (route.destination, route.nexthop_type) if isinstance(value, Unknown)]
    return indeterminate(route, f"whether {said}", doubts) if doubts else violated(route, said, FIX)
