"""A NAT gateway where none is meant to be.

What it does: reports an internet NAT gateway in a VPC that is not on a list; without a list nothing is judged.
Why it matters: where traffic leaves and enters through few, known VPCs, every other gateway is a way around them.
Example: an internet NAT gateway in "lab" while the list says "dmz".
Instead: route to the NAT gateway of a listed VPC, or put the VPC on the list.

    LeastExposure(nat_gateway_outside_listed_vpcs={"vpcs": ["dmz", "vpc-bp1234567890"]})
References: Alibaba Cloud Config and InfraGuard `internet-nat-gateway-in-specified-vpc`.
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import NatGateway, Unknown
from yett_policies.resources import OUTSIDE
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
TITLE_ZH = "公网 NAT 网关不在指定的 VPC 内"
FIX_ZH = "经由名单内 VPC 的 NAT 网关出入公网，或把该 VPC 列入名单"
CLAUSES = {"mlps-level-3": ("8.1.3.1 a",)}


@frozen
class Options:
    vpcs: tuple[str, ...] = option((), "VPCs that may have an internet NAT gateway, by name or id.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for gateway in stack.network.nat_gateways.values() if options.vpcs else ():
        if gateway.network_type != "intranet" and not names(stack, gateway) & set(options.vpcs):
            yield judged(gateway, doubts(gateway, options))


def judged(gateway: NatGateway, needs: list[str]) -> Finding:
    said = f'internet NAT gateway "{gateway.name}" is in a VPC that is not on the list'
    if needs:
        return indeterminate(gateway, f"whether {said}", needs)
    return violated(gateway, said, "use the gateway of a listed VPC, or put this VPC on the list")


def names(stack: Stack, gateway: NatGateway) -> set[str]:
    """Everything the gateway's VPC is called, as far as the stack knows."""
    if isinstance(gateway.vpc, Unknown):
        return set()
    vpc = stack.resources.by_urn.get(gateway.vpc)
    if vpc is None:
        return {gateway.vpc.removeprefix(OUTSIDE)}
    called = (vpc.id, vpc.name, vpc.props.get("vpc_name"), vpc.props.get("name"))
    return {one for one in called if isinstance(one, str)}


def doubts(gateway: NatGateway, options: Options) -> list[str]:
    """What would decide; a VPC of another stack may have any name."""
    found = [value.what for value in (gateway.vpc, gateway.network_type) if isinstance(value, Unknown)]
    if isinstance(gateway.vpc, str) and gateway.vpc.startswith(OUTSIDE):
        named = [one for one in options.vpcs if not one.startswith("vpc-")]
        found += [f'the name of "{gateway.vpc.removeprefix(OUTSIDE)}", which is not in this stack'] if named else []
    return found
