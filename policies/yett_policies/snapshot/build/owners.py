"""Who has a private address: the same one may be in two VPCs, and one that nobody knows yet may be anybody's."""

from functools import cached_property

from yett_policies.network import Cidr, Ref, Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.graph import Graph

from .interfaces import addresses_of, given_interface, may_have_more


class Owners:
    """The instances, interfaces and container groups of a graph by private address; looked up when first asked."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def of(self, address: Cidr, vpc: Ref | None) -> Ref | None:
        """Who has an address in a VPC, or in any where nobody knows which; None when it is nobody of the snapshot."""
        found, in_doubt = self._hosts
        near = [host.urn for host in found.get(address, ()) if _may_be(self._home(host), vpc)]
        if len(near) == 1:
            return near[0]
        if near or any(_may_be(home, vpc) for home in in_doubt):
            return Unknown(f"who has the address {str(address).partition('/')[0]}")
        return None

    @cached_property
    def _hosts(self) -> tuple[dict[Cidr, list[Resource]], set[str | None]]:
        """The hosts by address, and the VPCs of those that may have more of them."""
        found: dict[Cidr, list[Resource]] = {}
        in_doubt: set[str | None] = set()
        given = {r.urn: first for r in self._graph.each(*kinds.INSTANCE) if (first := given_interface(self._graph, r))}
        firsts = {first.urn for first in given.values()}
        # an instance and the interface that it was given as its first one are one
        for host in (one for one in self._graph.each(*kinds.HOST) if one.urn not in firsts):
            known = addresses_of(host) or (addresses_of(given[host.urn]) if host.urn in given else ())
            for address in known:
                found.setdefault(address, []).append(host)
            if not known or may_have_more(host):
                in_doubt.add(self._home(host))
        return found, in_doubt

    def _home(self, host: Resource) -> str | None:
        """The VPC that a host stands in; None when the snapshot does not say."""
        vswitch = self._graph.ref(host, "vswitch_id", kinds.VSWITCH)
        held = self._graph.by_urn.get(vswitch) if isinstance(vswitch, str) else None
        found = self._graph.ref(held, "vpc_id", kinds.VPC) if held else None
        return found if isinstance(found, str) else None


def _may_be(home: str | None, vpc: Ref | None) -> bool:
    return home is None or not isinstance(vpc, str) or home == vpc
