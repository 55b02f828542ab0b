"""Who has a private address: the same one may be in two VPCs, and one that nobody knows yet may be anybody's."""

from yett_policies.network import Cidr, Ref, Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.graph import Graph

from .interfaces import addresses_of, given_interface, may_have_more


class Owners:
    """The instances, interfaces and container groups of a graph by every private address they have."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[Cidr, list[Resource]] = {}
        self._in_doubt: set[str | None] = set()
        given = {r.urn: first for r in graph.each(*kinds.INSTANCE) if (first := given_interface(graph, r))}
        firsts = {first.urn for first in given.values()}
        # an instance and the interface that it was given as its first one are one
        for host in (one for one in graph.each(*kinds.HOST) if one.urn not in firsts):
            known = addresses_of(host) or (addresses_of(given[host.urn]) if host.urn in given else ())
            for address in known:
                self._found.setdefault(address, []).append(host)
            if not known or may_have_more(host):
                self._in_doubt.add(self._home(host))

    def of(self, address: Cidr, vpc: Ref | None) -> Ref | None:
        """Who has an address in a VPC, or in any where nobody knows which; None when it is nobody of the snapshot."""
        near = [host.urn for host in self._found.get(address, ()) if _may_be(self._home(host), vpc)]
        if len(near) == 1:
            return near[0]
        if near or any(_may_be(home, vpc) for home in self._in_doubt):
            return Unknown(f"who has the address {str(address).partition('/')[0]}")
        return None

    def _home(self, host: Resource) -> str | None:
        """The VPC that a host stands in; None when the snapshot does not say."""
        vswitch = self._graph.ref(host, "vswitch_id", kinds.VSWITCH)
        held = self._graph.by_urn.get(vswitch) if isinstance(vswitch, str) else None
        found = self._graph.ref(held, "vpc_id", kinds.VPC) if held else None
        return found if isinstance(found, str) else None


def _may_be(home: str | None, vpc: Ref | None) -> bool:
    return home is None or not isinstance(vpc, str) or home == vpc
