"""What network ACLs let into a vswitch, replies included: they are stateless."""

from collections.abc import Callable, Iterable

from yett.packets import AddressSet, TransportSet
from yett.packets.first_match import first_match
from yett_policies.frozen import frozen
from yett_policies.network import ALL_PORTS, AclEntry, Network, NetworkAcl, Ref, Unknown

from .bounds import Bounds
from .lines import Line
from .sets import EVERYONE, EVERYONE4, EVERYONE6, NOTHING, Reach, addresses, reach, transport

TCP, UDP = TransportSet.tcp(), TransportSet.udp()
EPHEMERAL = {TCP: TransportSet.tcp((1024, 65535)), UDP: TransportSet.udp((1024, 65535))}
"""Ports a client may send from; a reply goes back to one of them."""

REST = TransportSet.all() - TCP - UDP
FAMILIES = {None: EVERYONE, 4: EVERYONE4, 6: EVERYONE6}
"""Who a peer may be that is not known, by the family of its row."""
OPEN = Bounds.known(reach(EVERYONE, TransportSet.all()))
CLOSED = Bounds(NOTHING, OPEN.possible)
MANY = 16
"""Network ACLs that may stand before anything; more than that count as one that may drop all."""


@frozen
class Guard:
    """One ACL in front of an interface; `doubt` when it is not certain that it stands there."""

    acl: NetworkAcl
    bounds: Bounds
    doubt: str = ""

    @property
    def effective(self) -> Bounds:
        """What it lets through, counting the doubt."""
        if not self.doubt:
            return self.bounds
        return Bounds(self.bounds.certain, OPEN.possible, (*self.bounds.needs, self.doubt))


class Guards:
    """Network ACLs by vswitch, each decided once."""

    def __init__(self, network: Network) -> None:
        self._acls = network.network_acls
        self._bounds: dict[tuple[str, bool], Bounds] = {}
        self._found: dict[tuple[Ref | None, bool], list[Guard]] = {}
        self._lost = {acl.urn: v.what for acl in network.network_acls for v in acl.vswitches if isinstance(v, Unknown)}
        self._bound: dict[Ref | None, list[NetworkAcl]] = {}
        for acl in network.network_acls:
            for vswitch in dict.fromkeys(acl.vswitches):
                self._bound.setdefault(vswitch, []).append(acl)

    def before(self, vswitch: Ref | None) -> list[Guard]:
        """The ACLs that traffic crosses on its way into a vswitch."""
        return self._at(vswitch, inward=True)

    def behind(self, vswitch: Ref | None) -> list[Guard]:
        """The ACLs that traffic crosses on its way out of a vswitch; addresses are then those it goes to."""
        return self._at(vswitch, inward=False)

    def _at(self, vswitch: Ref | None, *, inward: bool) -> list[Guard]:
        if (vswitch, inward) not in self._found:
            self._found[vswitch, inward] = self._looked_up(vswitch, inward)
        return self._found[vswitch, inward]

    def _looked_up(self, vswitch: Ref | None, inward: bool) -> list[Guard]:
        """The ACLs that certainly stand there, and those that may: many of these are as good as one."""
        there = self._bound.get(vswitch, [])
        certain = {acl.urn for acl in there}
        may = {acl.urn: self._doubt(acl, vswitch) for acl in self._acls if acl.urn not in certain}
        doubted = [acl for acl in self._acls if may.get(acl.urn)]
        if len(doubted) > MANY:
            doubt = f"which vswitches {len(doubted)} network ACLs guard"
            return [*(Guard(acl, self._of(acl, inward)) for acl in there), Guard(doubted[0], CLOSED, doubt)]
        known = [acl for acl in self._acls if acl.urn in certain or may[acl.urn]]
        return [Guard(acl, self._of(acl, inward), may.get(acl.urn, "")) for acl in known]

    def _doubt(self, acl: NetworkAcl, vswitch: Ref | None) -> str:
        """Why an ACL that is not known to stand before a vswitch may do so; empty when it cannot."""
        return self._lost.get(acl.urn, "") or (vswitch.what if isinstance(vswitch, Unknown) else "")

    def _of(self, acl: NetworkAcl, inward: bool) -> Bounds:
        if (acl.urn, inward) not in self._bounds:
            self._bounds[acl.urn, inward] = lets_in(acl) if inward else lets_out(acl)
        return self._bounds[acl.urn, inward]


def lets_in(acl: NetworkAcl) -> Bounds:
    """Source x transport that passes the ingress rows and whose replies pass the egress rows."""
    return decided(acl.ingress) & _asked(acl.egress, _answered)


def lets_out(acl: NetworkAcl) -> Bounds:
    """Destination x transport that passes the egress rows and whose replies pass the ingress rows."""
    return decided(acl.egress) & _asked(acl.ingress, _answered)


def decided(rows: tuple[AclEntry, ...] | Unknown) -> Bounds:
    """What a list of rows accepts; what no row decides is dropped."""
    return _asked(rows, lambda lines: first_match(lines).accepted)


def _asked(rows: tuple[AclEntry, ...] | Unknown, answer: Callable[[list[Line]], Reach]) -> Bounds:
    if isinstance(rows, Unknown):
        return OPEN.doubted(rows.what)
    certain, possible, needs = row_lines(rows)
    sure = answer(certain)
    return Bounds(sure, answer(possible), needs) if needs else Bounds.known(sure)


def row_lines(rows: Iterable[AclEntry]) -> tuple[list[Line], list[Line], tuple[str, ...]]:
    """First-match lines in list order, the certain and the possible ones, and what is unknown."""
    certain: list[Line] = []
    possible: list[Line] = []
    needs: dict[str, None] = {}
    for place, row in enumerate(rows):
        unknown = [v for v in (row.policy, row.protocol, row.ports, row.peer) if isinstance(v, Unknown)]
        needs |= {u.what: None for u in unknown}
        peer = FAMILIES[row.ip_version] if isinstance(row.peer, Unknown) else addresses(row.peer)
        # a row that is not known in full only drops for certain, and only accepts possibly
        if not unknown or row.policy != "accept":
            certain.append((place, row.policy == "accept", peer, _most(row)))
        if not unknown or row.policy != "drop":
            possible.append((place, row.policy != "drop", peer, _most(row)))
    return certain, possible, tuple(needs)


def _most(row: AclEntry) -> TransportSet:
    """All that a row may be about."""
    if isinstance(row.protocol, Unknown):
        return TransportSet.all()
    return transport(row.protocol, ALL_PORTS if isinstance(row.ports, Unknown) else row.ports)


def _answered(lines: list[Line]) -> Reach:
    """Who can be answered, by protocol: to any one port that a client may have sent from."""
    found: Reach = NOTHING
    for protocol, ports in EPHEMERAL.items():
        found = found | reach(AddressSet(first_match(lines, only=ports).accepted.domain), protocol)
    return found | first_match(lines, only=REST).accepted
