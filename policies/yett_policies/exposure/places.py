"""Where things stand: the VPC of a vswitch, and which members of a group may be who sends from a place."""

from collections.abc import Iterable

from yett_policies.network import Interface, Network, Ref

from .lines import Peers
from .members import members
from .sets import NOBODY
from .way import Start


def home(network: Network, vswitch: Ref | None) -> str | None:
    """The VPC of a vswitch; None when the snapshot does not say."""
    found = network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
    return found.vpc if found and isinstance(found.vpc, str) else None


def stands(vpc: str | None, start: Start) -> bool | None:
    """Whether somebody in a VPC may send from a place: certainly in the same VPC, None when nobody knows."""
    if vpc is None or start.vpc is None:
        return None if vpc is None or start.may_be(vpc) else False
    return start.may_be(vpc)


def members_from(network: Network, group: str, hosts: Iterable[Interface], start: Start) -> Peers:
    """Those members of a group who may stand in one place: where nobody knows who does, none of them for certain."""
    found = network.groups.get(group)
    if found and isinstance(found.vpc, str) and not start.may_be(found.vpc):
        return Peers(NOBODY, NOBODY)
    beside: list[Interface] = []
    maybe: list[Interface] = []
    for host in hosts:
        is_there = stands(home(network, host.vswitch), start)
        if is_there is not False:
            (beside if is_there else maybe).append(host)
    sure = members(network, group, beside)
    if not maybe:
        return sure
    needs = tuple(f'whether "{host.name}" is where the sender is' for host in maybe)
    return Peers(sure.sure, sure.most | members(network, group, maybe).most, (*sure.needs, *needs))
