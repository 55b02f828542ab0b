"""Where each workload stands, so that the picture shows what nothing reaches as well."""

from collections.abc import Iterator
from dataclasses import dataclass

from yett_policies.network import Network, Ref, Unknown

OUTSIDE = "outside any VPC"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A workload with the VPC and vswitch it is in; names, not URNs, "" for no vswitch."""

    vpc: str
    vswitch: str
    name: str
    kind: str
    urn: str


def places(network: Network) -> list[Place]:
    """Every instance, interface, balancer and managed endpoint, by VPC, vswitch and name."""
    return sorted([*_interfaces(network), *_balancers(network), *_endpoints(network)])


def _interfaces(network: Network) -> Iterator[Place]:
    for one in network.interfaces.values():
        vpc, vswitch = _inside(network, one.vswitch, None)
        yield Place(vpc, vswitch, one.name, one.kind, one.urn)


def _balancers(network: Network) -> Iterator[Place]:
    for one in network.balancers.values():
        only = one.vswitches[0] if len(one.vswitches) == 1 else None  # one in several zones stands in the VPC itself
        vpc, vswitch = _inside(network, only, one.vpc)
        yield Place(vpc, vswitch, one.name, one.family.upper(), one.urn)


def _endpoints(network: Network) -> Iterator[Place]:
    for one in network.managed_endpoints:
        if one.is_public is not False:
            yield Place(OUTSIDE, "", one.name, one.service, one.urn)


def _inside(network: Network, vswitch: Ref | None, vpc: Ref | None) -> tuple[str, str]:
    found = network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
    around = found.vpc if found else vpc
    home = network.vpcs.get(around) if isinstance(around, str) else None
    unknown = "a VPC not known yet" if isinstance(around, Unknown) or isinstance(vswitch, Unknown) else OUTSIDE
    return home.name if home else unknown, found.name if found else ""
