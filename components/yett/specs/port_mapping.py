"""How private machines are dialled: by an address of their own, through a balancer, or through a NAT gateway.

mode: balancer
ports:
  - {name: game, protocol: udp, port: 7777}
openings:
  - {peer: {anywhere: players join from everywhere}, protocol: udp, port: 7777, reason: play, owner: game team}
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett import packets
from yett.errors import SpecError
from yett.specs import openings
from yett.specs.base import Spec
from yett.specs.bounds import plain_name
from yett.specs.denied import Denied, by_address
from yett.specs.eip import EipSpec
from yett.specs.listener import Listener, ListenerProtocol
from yett.specs.load_balancer import AddressType, BalancerSize, LoadBalancerSpec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.opening import Opening
from yett.specs.port_forward import ForwardProtocol, PortForward
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError, refuse

MOST_LISTENERS = 50
"""Listeners of one classic balancer (help.aliyun.com, doc-detail/32459)."""


class MappingMode(str, Enum):
    """What is dialled."""

    EIP = "eip"
    BALANCER = "balancer"
    NAT = "nat"


class MappedPort(Spec):
    """One port or range that is dialled, and where it leads; it needs an opening."""

    name: str
    """What it is called, a-z, 0-9 and -."""
    protocol: ForwardProtocol
    """tcp or udp."""
    port: PortRange
    """The port or range that is dialled, such as 7777."""
    internal_port: Optional[PortRange] = None
    """The port or range of the machine, as long as `port`; default: the same; mode eip has no other."""
    to: Optional[str] = None
    """The machine it leads to by its name, in mode nat only, which needs it; the other modes lead to all machines."""

    @field_validator("name")
    @classmethod
    def _plain_name(cls, text: str) -> str:
        return plain_name(text)

    @model_validator(mode="after")
    def _same_size(self) -> "MappedPort":
        if self.inner.size != self.port.size:
            allowed = f"as many ports as port has ({self.port})"
            raise ProblemError(got=str(self.inner), allowed=allowed, at=("internal_port",))
        return self

    @property
    def inner(self) -> PortRange:
        """The port of the machine, said or by default."""
        return self.internal_port or self.port

    def forward(self) -> PortForward:
        """The same as a port forward, which knows what admits it and what the group behind has to admit."""
        return PortForward(
            name=self.name, protocol=self.protocol, external_port=self.port, internal_port=self.inner, to=self.to or "-"
        )

    def listeners(self) -> list[Listener]:
        """A listener for each port of the range: a classic balancer has no ranges."""
        offset = self.inner.first - self.port.first
        return [
            Listener(protocol=ListenerProtocol(self.protocol.value), port=number, backend_port=number + offset)
            for number in range(self.port.first, self.port.last + 1)
        ]


class PortMappingSpec(Spec):
    """Ports of private machines that are dialled from outside; default: none, and no public address is bought."""

    mode: MappingMode
    """eip (each machine has an address), balancer (one address, shared work) or nat (one address, one machine each)."""
    ports: Optional[list[MappedPort]] = None
    """What may be dialled, each admitted by an opening; default: nothing."""
    openings: Optional[list[Opening]] = None
    """Who may dial the ports; the group of the machines has to admit the same peers; default: nobody."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    eip: Optional[EipSpec] = None
    """Each address of mode eip, or the one of mode nat; default: 5 Mbit/s, paid by traffic."""
    load_balancer_spec: Optional[BalancerSize] = BalancerSize.S1_SMALL
    """The balancer's size, slb.s1.small to slb.s3.large; default: slb.s1.small."""
    denied: Optional[list[Denied]] = None
    """Addresses that the balancer of mode balancer does not let through; default: none.

    Nothing else stands before a machine, and a balancer takes no prefix lists: give them to the machines' group too.
    """
    outbound: Optional[list[str]] = None
    """IPv4 networks that go out through the gateway of mode nat; default: none."""

    @model_validator(mode="after")
    def _meant(self) -> "PortMappingSpec":
        zones = self.peer_zones or {}
        refuse([*openings.zone_problems(zones), *self._names(), *self._clashes(), *self._fits_mode()])
        refuse([*openings.problems("openings", self.openings, zones), *self._peers()])
        refuse([*self._unadmitted(), *self._unserved()])
        refuse(self._built())
        return self

    def behind(self, today: Optional[date] = None) -> list[Opening]:
        """What the group of the machines has to admit: the same peers, the ports that arrive.

        With `today` only what is open that day; without, closed and expired openings too, so that records stay.
        """
        found = self.openings or [] if today is None else openings.open_today(self.openings, today)
        pairs = ((port.forward(), opening) for port in self.ports or [] for opening in found)
        reached = (forward.behind(opening) for forward, opening in pairs)
        return [opening for opening in reached if opening is not None]

    def is_open(self, today: date) -> bool:
        """Whether anybody may dial anything that day."""
        return bool(self.behind(today))

    def nat_gateway(self) -> NatGatewaySpec:
        """The gateway of mode nat."""
        return NatGatewaySpec(
            port_forwards=[port.forward() for port in self.ports or []] or None,
            openings=self.openings,
            peer_zones=self.peer_zones,
            forward_eip=self.eip,
            outbound=self.outbound,
        )

    def balancer(self) -> LoadBalancerSpec:
        """The balancer of mode balancer."""
        return LoadBalancerSpec(
            address_type=AddressType.INTERNET,
            load_balancer_spec=self.load_balancer_spec,
            listeners=[listener for port in self.ports or [] for listener in port.listeners()] or None,
            openings=self.openings,
            peer_zones=self.peer_zones,
            denied=by_address(self.denied) or None,
        )

    def _names(self) -> Iterator[ProblemError]:
        names = [port.name for port in self.ports or []]
        for number, name in enumerate(names):
            if name in names[:number]:
                said = f"ports[{names.index(name)}] has this name"
                yield ProblemError(said, got=name, allowed="each name once", at=("ports", number, "name"))

    def _clashes(self) -> Iterator[ProblemError]:
        ports = self.ports or []
        for number, later in enumerate(ports):
            for index, earlier in enumerate(ports[:number]):
                if later.protocol is earlier.protocol and later.port.meets(earlier.port):
                    said = f"ports[{index}] maps {earlier.protocol.value}/{earlier.port} already"
                    at = ("ports", number, "port")
                    yield ProblemError(said, got=str(later.port), allowed="each port once", at=at)

    def _fits_mode(self) -> Iterator[ProblemError]:
        for number, port in enumerate(self.ports or []):
            yield from (found.below("ports", number) for found in _unfit(port, self.mode))
        if self.outbound and self.mode is not MappingMode.NAT:
            yield ProblemError(f"mode {self.mode.value} has no gateway to go out through", at=("outbound",))
        if self.eip and self.mode is MappingMode.BALANCER:
            yield ProblemError("a balancer brings its own address", fix="leave eip out", at=("eip",))
        count = sum(port.port.size for port in self.ports or [])
        if self.mode is MappingMode.BALANCER and count > MOST_LISTENERS:
            fix = "use mode eip or nat for wide ranges"
            yield ProblemError(
                "too many ports for one balancer",
                got=count,
                allowed=f"at most {MOST_LISTENERS}",
                fix=fix,
                at=("ports",),
            )

    def _peers(self) -> Iterator[ProblemError]:
        for number, opening in enumerate(self.openings or []):
            for index, peer in enumerate(opening.peers):
                if peer.group is not None or peer.balancer is not None:
                    at = ("openings", number, "peers", index)
                    allowed = "cidr, zone, prefix_list or anywhere"
                    yield ProblemError("nobody dials from there", got=str(peer), allowed=allowed, at=at)

    def _unadmitted(self) -> Iterator[ProblemError]:
        for number, port in enumerate(self.ports or []):
            if not any(map(port.forward().admitted_by, self.openings or [])):
                said = f"no opening admits {port.protocol.value}/{port.port}"
                fix = "add one to openings, with peer, reason and owner"
                yield ProblemError(said, fix=fix, at=("ports", number))

    def _unserved(self) -> Iterator[ProblemError]:
        mapped = self._transport()
        for number, opening in enumerate(self.openings or []):
            if not opening.transport() <= mapped:
                said = f"nothing maps {opening.transport() - mapped}"
                fix = "map all that is opened, or open less"
                yield ProblemError(said, fix=fix, at=("openings", number))

    def _transport(self) -> packets.TransportSet:
        """Everything that is mapped."""
        found = packets.TransportSet.empty()
        for port in self.ports or []:
            run = (port.port.first, port.port.last)
            found = found | packets.TransportSet.of(packets.Protocol(port.protocol.value), run)
        return found

    def _built(self) -> Iterator[ProblemError]:
        """What the balancer or the gateway would refuse."""
        try:
            if self.mode is MappingMode.BALANCER:
                self.balancer()
            elif self.mode is MappingMode.NAT:
                self.nat_gateway()
        except SpecError as error:
            yield ProblemError(str(error).removeprefix("spec: "))


def _unfit(port: MappedPort, mode: MappingMode) -> Iterator[ProblemError]:
    """What a mode does not have."""
    if mode is MappingMode.NAT and port.to is None:
        yield ProblemError("is missing", allowed="the machine that mode nat leads to", at=("to",))
    if mode is not MappingMode.NAT and port.to is not None:
        said = f"mode {mode.value} leads to all machines"
        yield ProblemError(said, got=port.to, fix="leave it out, or use mode nat", at=("to",))
    if mode is MappingMode.EIP and port.inner != port.port:
        said = "an address of its own maps no ports"
        yield ProblemError(said, got=str(port.inner), allowed=str(port.port), at=("internal_port",))
