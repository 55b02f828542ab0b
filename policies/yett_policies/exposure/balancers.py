"""Ways through load balancers: a listener is exposed by itself, its backends behind it."""

from collections.abc import Iterator

from yett.packets import AddressSet, TransportSet
from yett_policies.network import ALL_PORTS, AclBinding, Listener, LoadBalancer, Member, Network, PortRange, Unknown

from .behind import BEHIND, ENDING, seen_by
from .families import dialled_from
from .sets import BALANCED, EVERYONE, NOBODY, addresses, transport
from .way import Hop, Senders, Way

BESIDE = 'whether access list "{}", which has no entries, lets everybody through beside one that has some'
MANY = 64
"""Listeners without a known balancer that are told for every balancer; a file with more is damaged."""


class Balancers:
    """Listeners by balancer, looked up once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._listeners: dict[object, list[Listener]] = {}
        for listener in network.listeners:
            key = listener.balancer if isinstance(listener.balancer, str) else None
            self._listeners.setdefault(key, []).append(listener)
        self._told = False

    def ways(
        self,
        balancer: LoadBalancer,
        hops: tuple[Hop, ...],
        address: str,
        needs: tuple[str, ...],
        side: str = "internet",
    ) -> Iterator[Way]:
        """The ways through one balancer, entered by `hops` from one side: to itself, and to what is behind it."""
        who = dialled_from(balancer, side)
        homeless = self._listeners.get(None, [])
        if len(homeless) > MANY and self._told:
            homeless = []
            yield self._any_of_many(balancer, hops, address, needs, who)
        self._told = True
        for listener in (*self._listeners.get(balancer.urn, ()), *homeless):
            lost = (listener.balancer.what,) if isinstance(listener.balancer, Unknown) else ()
            if listener.is_on is not False:
                yield from self._through(balancer, listener, hops, address, (*needs, *lost), who)

    def _any_of_many(
        self, balancer: LoadBalancer, hops: tuple[Hop, ...], address: str, needs: tuple[str, ...], who: Senders
    ) -> Way:
        """One way for the listeners that may be on any balancer, told one by one with the first: there are too many."""
        need = f"which of {len(self._listeners[None])} listeners without a known load balancer are on it"
        every = TransportSet.tcp() | TransportSet.udp()
        path = (*hops, Hop("listener", balancer.urn, need))
        return Way(balancer.urn, balancer.name, address, path, every, every, 0, who, needs=(*needs, need))

    def _through(
        self,
        balancer: LoadBalancer,
        listener: Listener,
        hops: tuple[Hop, ...],
        address: str,
        needs: tuple[str, ...],
        who: Senders,
    ) -> Iterator[Way]:
        unknown = (listener.protocol, listener.ports, listener.is_on)
        doubts = (*needs, *(v.what for v in unknown if isinstance(v, Unknown)))
        dialled = carried(listener)
        senders, acl_hops = self._senders(who, listener)
        path = (*hops, Hop("listener", listener.urn, _detail(listener)), *acl_hops)
        yield Way(
            balancer.urn, balancer.name, address, path, dialled, dialled, 0, senders, needs=doubts, backend="balancer"
        )
        for member in listener.members:
            yield from self._behind(listener, member, (path, dialled, senders, doubts, address))

    def _behind(
        self,
        listener: Listener,
        member: Member,
        entry: tuple[tuple[Hop, ...], TransportSet, Senders, tuple[str, ...], str],
    ) -> Iterator[Way]:
        path, dialled, senders, doubts, address = entry
        arriving, offset, unknown = backend_ports(listener, member, dialled)
        if isinstance(member.target, Unknown):
            # a backend nobody can name yet: shown under what attaches it, undecided, at the port that it is served at
            urn, needs = member.urn or listener.urn, tuple(dict.fromkeys((*doubts, *unknown, member.target.what)))
            name = urn.rpartition("::")[2]
            stray = f"{BEHIND}{seen_by(listener, member)}"
            yield Way(urn, name, address, path, dialled, arriving, offset, senders, needs=needs, stray=stray)
            return
        host = self._network.interfaces.get(member.target)
        if host is None:
            return
        yield Way(
            host.urn,
            host.name,
            address,
            path,
            dialled,
            arriving,
            offset,
            senders,
            host,
            needs=(*doubts, *unknown),
            backend=f"{BEHIND}{seen_by(listener, member)}",
        )

    def _senders(self, family: Senders, listener: Listener) -> tuple[Senders, tuple[Hop, ...]]:
        if listener.acl is None:
            return family, ()
        found = _listed(self._network, listener.acl, listener)
        needs = tuple(dict.fromkeys((*found.needs, *family.needs)))
        cut = Senders(found.sure & family.sure, found.most & family.most, needs)
        return cut, _acl_hops(self._network, listener.acl)


def _listed(network: Network, acl: AclBinding, listener: Listener) -> Senders:
    """Who passes: a list with no entries lets everybody through, white or black ([SDK-slb] AclType, doc-detail/85979).

    Of such a list beside others that have entries nothing is documented.
    """
    if isinstance(acl.kind, Unknown) or isinstance(acl.lists, Unknown) or acl.kind not in ("white", "black"):
        odd = [v.what for v in (acl.kind, acl.lists) if isinstance(v, Unknown)]
        return Senders(NOBODY, EVERYONE, tuple(odd) or (f'the access list type of listener "{listener.name}"',))
    known, needs, empty = NOBODY, list[str](), list[str]()
    for ref in acl.lists:
        found = network.access_lists.get(ref) if isinstance(ref, str) else None
        if found is None:
            needs.append(ref.what if isinstance(ref, Unknown) else f'the entries of access list "{ref}"')
        else:
            known = known | addresses(found.entries)
            needs += [u.what for u in found.unknown]
            empty += [BESIDE.format(found.name)] if found.is_empty else []
    passing = _passing(acl.kind, known, tuple(needs))
    return Senders(passing.sure, EVERYONE, (*passing.needs, *empty)) if known and empty else passing


def _passing(kind: str, listed: AddressSet, needs: tuple[str, ...]) -> Senders:
    if needs:
        # one more entry widens a white list, and narrows a black one
        return Senders(listed, EVERYONE, needs) if kind == "white" else Senders(NOBODY, EVERYONE - listed, needs)
    if not listed:
        return Senders()
    found = listed if kind == "white" else EVERYONE - listed
    return Senders(found, found)


def _acl_hops(network: Network, acl: AclBinding) -> tuple[Hop, ...]:
    if isinstance(acl.lists, Unknown):
        return ()
    urns = [ref for ref in acl.lists if isinstance(ref, str)]
    kind = acl.kind if isinstance(acl.kind, str) else "access"
    return tuple(Hop("acl", urn, _acl_detail(network, kind, urn)) for urn in urns)


def _acl_detail(network: Network, kind: str, urn: str) -> str:
    found = network.access_lists.get(urn)
    if found is None:
        return f"{kind} list that this snapshot does not hold"
    return f'{kind} list "{found.name}"' + (" with no entries, which lets everybody through" if found.is_empty else "")


def carried(listener: Listener) -> TransportSet:
    """What the listener serves; unknown parts count as everything they may be."""
    ports = ALL_PORTS if isinstance(listener.ports, Unknown) else listener.ports
    if isinstance(listener.protocol, Unknown):
        return transport("tcp", ports) | transport("udp", ports)
    return transport(BALANCED[listener.protocol], ports)


def backend_ports(
    listener: Listener, member: Member, dialled: TransportSet
) -> tuple[TransportSet, int | None, tuple[str, ...]]:
    """(arriving, offset, unknowns): a member's own port, or the port that was dialled when it has none."""
    if member.port is None:
        return dialled, 0, ()
    if isinstance(member.port, Unknown) or isinstance(listener.protocol, Unknown):
        unknown = [v.what for v in (member.port, listener.protocol) if isinstance(v, Unknown)]
        return TransportSet.tcp() | TransportSet.udp(), None, tuple(unknown)
    if not 1 <= member.port <= 65535:
        return TransportSet.tcp(), None, (f'the backend port of listener "{listener.name}" ({member.port})',)
    wire = "tcp" if listener.protocol in ENDING else BALANCED[listener.protocol]
    arriving = transport(wire, PortRange(member.port, member.port))
    ports = listener.ports
    if isinstance(ports, PortRange) and ports.first == ports.last and wire == BALANCED[listener.protocol]:
        return arriving, member.port - ports.first, ()
    return arriving, None, ()


def _detail(listener: Listener) -> str:
    protocol = listener.protocol if isinstance(listener.protocol, str) else "?"
    ports = "?" if isinstance(listener.ports, Unknown) else str(listener.ports)
    turned = "" if listener.redirect is None else f", redirects to {listener.redirect}"
    return f'listener "{listener.name}" {protocol}/{ports}{turned}'
