"""What stands in front of a public entry: a WAF, Anti-DDoS, a Cloud Firewall or a CDN that names it as its origin."""

from collections.abc import Iterable, Iterator

from yett_policies.exposure import Exposure
from yett_policies.frozen import frozen
from yett_policies.network import Network, Unknown
from yett_policies.resources import UNKNOWN, Graph, Resource
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import flag, items, texts_in, word

from .alb_redirects import holds_unknown

FOR_ANY = {
    "alicloud_ddosbgp_ip": "ip",
    "alicloud_ddoscoo_port": "real_servers",
    "alicloud_ddoscoo_domain_resource": "real_servers",
    "alicloud_cloud_firewall_nat_firewall": "nat_gateway_id",
}
"""Type -> the property that names what it protects, whatever is served there."""
FOR_WEB = {
    "alicloud_wafv3_domain": "redirect",
    "alicloud_waf_domain": "source_ips",
    "alicloud_cdn_domain_new": "sources",
    "alicloud_cdn_domain": "sources",
    "alicloud_dcdn_domain": "sources",
    "alicloud_esa_record": "data",
    "alicloud_esa_origin_pool": "origins",
}
"""The same for what speaks http."""
FIREWALLS = ("alicloud_cloud_firewall_instance", "alicloud_cloud_firewall_instance_v2")
ENHANCED = "antiddos_enhanced"


@frozen
class Entry:
    """Where the internet enters: the resource to protect, and everything by which a protection may name it."""

    urn: str
    keys: frozenset[str]


class Entrances:
    """The first public station of a way: the EIP, or what has the address itself; a listener's balancer."""

    def __init__(self, network: Network, graph: Graph) -> None:
        self._graph = graph
        owners = [*((one.urn, one.balancer) for one in network.listeners)]
        owners += [(one.urn, one.nat) for one in network.forward_entries]
        self._owners = {urn: owner for urn, owner in owners if isinstance(owner, str)}

    def of(self, exposure: Exposure) -> Entry:
        """Of one exposure."""
        urns = [hop.urn for hop in exposure.hops]
        behind = [self._owners[urn] for urn in urns if urn in self._owners]
        first = exposure.hops[0]
        entered = behind[0] if first.kind == "listener" and behind else first.urn
        every = (*urns, *behind, exposure.workload)
        held = [self._graph.by_urn[urn] for urn in every if urn in self._graph.by_urn]
        called = [value for one in held for value in (one.urn, one.id, one.props.get("dns_name"))]
        return Entry(entered, frozenset(v for v in (*called, exposure.address) if isinstance(v, str) and v))


class Protections:
    """Every protection of a stack, read once: `doubts(entry, is_web)` is None when one stands in front."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._any = Named.of(graph, FOR_ANY)
        self._web = Named.of(graph, FOR_WEB)
        self._whole = [flag(one, "auto_asset_protection", False) for one in graph.each(*FIREWALLS)]

    def doubts(self, entry: Entry, is_web: bool) -> list[str] | None:
        """What is not known about it; empty when nothing stands in front for certain."""
        tables = (self._any, self._web) if is_web else (self._any,)
        own = [value for key in entry.keys if key in self._graph.by_urn for value in built_in(self._graph.by_urn[key])]
        said = [*own, *self._whole]
        if True in said or any(entry.keys & table.keys for table in tables):
            return None
        lost = [value.what for value in said if isinstance(value, Unknown)]
        return [*lost, *(what for table in tables for what in table.lost)]


@frozen
class Named:
    """All that some protections name, and which of them name what is not known."""

    keys: frozenset[str]
    lost: tuple[str, ...]

    @staticmethod
    def of(graph: Graph, table: dict[str, str]) -> "Named":
        """Of every resource of these types."""
        keys: set[str] = set()
        lost = []
        for kind, prop in table.items():
            for one in graph.each(kind):
                linked = list(one.links.get(prop, ()))
                keys.update(linked, texts(one.props.get(prop)))
                lost += [unknown(one, prop).what] if holds_unknown(one.props.get(prop)) and not linked else []
        return Named(frozenset(keys), tuple(lost))


def built_in(one: Resource) -> Iterator[bool | Unknown]:
    """Protection that is a property of the entry itself: an EIP's, or an ALB's edition."""
    kinds = one.props.get("security_protection_types")
    listed = items(kinds)
    if kinds is UNKNOWN or UNKNOWN in listed:
        yield unknown(one, "security_protection_types")
    yield any(str(kind).lower() == ENHANCED for kind in listed)
    edition = word(one, "load_balancer_edition", "")
    yield edition == "standardwithwaf" if isinstance(edition, str) else edition


def texts(value: object) -> Iterable[str]:
    """Every text within a value; "1.2.3.4:80" is the address too."""
    return (form for text in texts_in(value) for form in (text, text.rpartition(":")[0]))
