"""A way in: what is dialled at a public address, and where that arrives."""

from dataclasses import replace

from yett.packets import AddressSet, TransportSet
from yett_policies.frozen import frozen
from yett_policies.network import Interface

from .sets import EVERYONE, EVERYONE4, EVERYONE6, Reach, reach, shifted


@frozen
class Hop:
    """One station: eip, public-ip, listener, forward-entry, acl, network-acl or rule."""

    kind: str
    urn: str
    detail: str


@frozen
class Senders:
    """Who gets past a listener's address list; `most` is more when the list is not known in full."""

    sure: AddressSet = EVERYONE
    most: AddressSet = EVERYONE
    needs: tuple[str, ...] = ()


def both(one: Senders, other: Senders) -> Senders:
    """Who gets past two."""
    sure, most = one.sure & other.sure, one.most & other.most
    return Senders(sure, most, () if sure == most else tuple(dict.fromkeys((*one.needs, *other.needs))))


@frozen
class Start:
    """Where senders inside stand: in this VPC; without one in any, known to the snapshot or not, but `other_than`."""

    vpc: str | None = None
    other_than: str = ""

    def may_be(self, vpc: str) -> bool:
        """Whether they may stand in a VPC."""
        return vpc != self.other_than if self.vpc is None else vpc == self.vpc


FOUR = Senders(EVERYONE4, EVERYONE4)
SIX = Senders(EVERYONE6, EVERYONE6)


@frozen
class Way:
    """`dialled` outside becomes `arriving` at the workload.

    `offset` is added to a port on the way; None: every dialled port arrives at the one arriving port.
    `target` is the interface whose groups and network ACLs decide; None when nothing decides after the hops.
    `needs`: what is not known about the way itself; then nothing is certain. `back` is the one of its hops that stands
    for the routes of the answer, when they do not lead back to everybody. `start`: the place of senders that come by
    private addresses, as two VPCs may have the same ones; None from the internet. `stray`: nobody
    knows what the way ends at, so that it may be any workload, with this `backend`; None when the end is known, or is
    nothing of the snapshot.
    """

    workload: str
    name: str
    address: str
    hops: tuple[Hop, ...]
    dialled: TransportSet
    arriving: TransportSet
    offset: int | None = 0
    senders: Senders = Senders()
    target: Interface | None = None
    cut_through: bool = False
    needs: tuple[str, ...] = ()
    backend: str = ""
    """"balancer" for a load balancer itself; behind one whose address is seen: behind-client, -balancer or -either."""
    back: Hop | None = None
    start: Start | None = None
    stray: str | None = None

    def station(self, kind: str) -> Hop | None:
        """The first hop of a kind ("listener", "forward-entry", "eip"), if there is one."""
        return next((hop for hop in self.hops if hop.kind == kind), None)

    def at(self, host: Interface, backend: str) -> "Way":
        """A stray way as one that ends at this workload."""
        return replace(self, workload=host.urn, name=host.name, target=host, backend=backend, stray=None)

    def answered(self, senders: Senders, back: Hop) -> "Way":
        """The same for those who are answered; all of them unless it says otherwise."""
        if senders is FOUR or senders is SIX:
            return self
        return replace(self, senders=both(self.senders, senders), hops=(*self.hops, back), back=back)

    def as_dialled(self, arriving: Reach) -> Reach:
        """The same senders, with the ports they dial."""
        if self.offset is not None:
            return shifted(arriving, -self.offset)
        return reach(AddressSet(arriving.domain), self.dialled)

    def dialled_for(self, arriving: TransportSet) -> TransportSet:
        """What is dialled to arrive so."""
        if self.offset is None:
            return self.dialled
        return TransportSet(arriving.points.shifted(-self.offset)) if self.offset else arriving

    def arriving_of(self, dialled: TransportSet) -> TransportSet:
        """Where dialled ports arrive."""
        if self.offset is None:
            return self.arriving
        return TransportSet(dialled.points.shifted(self.offset)) if self.offset else dialled
