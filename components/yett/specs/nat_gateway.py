"""A NAT gateway: which networks go out through it, and which ports come in, each admitted by an opening."""

from collections.abc import Iterator
from datetime import date
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs import openings
from yett.specs.base import Spec
from yett.specs.cidr import cidr, version
from yett.specs.eip import EipSpec
from yett.specs.nat_strategy import NatStrategy, address_problems, strategy_problems
from yett.specs.opening import Opening
from yett.specs.port_forward import PortForward
from yett.specs.problems import ProblemError, refuse


class NatGatewaySpec(Spec):
    """Enhanced internet NAT gateways; default: one, and nothing goes out and nothing comes in."""

    strategy: Optional[NatStrategy] = NatStrategy.SINGLE
    """none, single, or one_per_zone: a gateway, an address and a route table for each zone; default: single."""
    outbound: Optional[list[str]] = None
    """IPv4 networks that go out through the gateway (SNAT), for strategy single; default: none."""
    outbound_tiers: Optional[list[str]] = None
    """Tiers, by their names in `args.tiers`, whose vSwitches go out, each by an SNAT entry; default: none."""
    port_forwards: Optional[list[PortForward]] = None
    """Ports that are handed to hosts (DNAT), each admitted by an opening of its external port; default: none."""
    openings: Optional[list[Opening]] = None
    """Who may dial the forwarded ports; the group of the host has to admit the same peers; default: nobody."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    eip: Optional[EipSpec] = None
    """The address that outbound traffic has; default: 5 Mbit/s, paid by traffic."""
    forward_eip: Optional[EipSpec] = None
    """The address that is dialled for forwarded ports; default: as `eip`."""
    zone_eips: Optional[dict[str, EipSpec]] = None
    """The outbound address by zone, for strategy one_per_zone, such as those of your own; default: as `eip`."""
    shared_eip: Optional[bool] = False
    """Whether one address serves both; default: two, so that nobody who is visited learns where to knock."""
    icmp_reply: Optional[bool] = False
    """Whether the addresses answer a ping; default: they do not."""

    @field_validator("outbound")
    @classmethod
    def _networks(cls, cidrs: Optional[list[str]]) -> Optional[list[str]]:
        for index, text in enumerate(cidrs or []):
            try:
                _ipv4(text)
            except ProblemError as found:
                raise found.below(index) from None
        return cidrs

    @model_validator(mode="after")
    def _meant(self) -> "NatGatewaySpec":
        zones = self.peer_zones or {}
        refuse([*openings.zone_problems(zones), *self._conflicts()])
        refuse([*openings.problems("openings", self.openings, zones), *self._peers()])
        refuse([*self._unadmitted(), *self._unserved(), *self._twice()])
        refuse([*strategy_problems(self), *address_problems(self)])
        return self

    @property
    def goes_out(self) -> bool:
        """Whether anything goes out."""
        return bool(self.outbound or self.outbound_tiers)

    def forwards(self, today: date) -> list[PortForward]:
        """The forwards that an open opening admits today, by name."""
        admitting = openings.open_today(self.openings, today)
        found = [forward for forward in self.port_forwards or [] if any(map(forward.admitted_by, admitting))]
        return sorted(found, key=lambda forward: forward.name)

    def behind(self, host: str) -> list[Opening]:
        """What the group of a host has to admit, closed and expired openings included."""
        found = (
            forward.behind(opening)
            for forward in self.port_forwards or []
            if forward.to == host
            for opening in self.openings or []
        )
        return [opening for opening in found if opening is not None]

    def _conflicts(self) -> Iterator[ProblemError]:
        forwards = self.port_forwards or []
        for number, later in enumerate(forwards):
            for index, earlier in enumerate(forwards[:number]):
                yield from (
                    found.below("port_forwards", number) for found in _clash(later, earlier, f"port_forwards[{index}]")
                )

    def _peers(self) -> Iterator[ProblemError]:
        for number, opening in enumerate(self.openings or []):
            for index, peer in enumerate(opening.peers):
                if peer.group is not None or peer.balancer is not None:
                    at = ("openings", number, "peers", index)
                    allowed = "cidr, zone, prefix_list or anywhere"
                    yield ProblemError("nobody dials the gateway from there", got=str(peer), allowed=allowed, at=at)

    def _unadmitted(self) -> Iterator[ProblemError]:
        for number, forward in enumerate(self.port_forwards or []):
            if not any(map(forward.admitted_by, self.openings or [])):
                said = f"no opening admits {forward.protocol.value}/{forward.external_port}"
                fix = "add one to openings, with peer, reason and owner"
                yield ProblemError(said, fix=fix, at=("port_forwards", number))

    def _unserved(self) -> Iterator[ProblemError]:
        for number, opening in enumerate(self.openings or []):
            if not any(forward.admitted_by(opening) for forward in self.port_forwards or []):
                said = f"no port forward serves {opening}"
                yield ProblemError(said, fix="add the forward or drop the opening", at=("openings", number))

    def _twice(self) -> Iterator[ProblemError]:
        for field in ("outbound", "outbound_tiers"):
            found = getattr(self, field) or []
            for number, text in enumerate(found):
                if text in found[:number]:
                    yield ProblemError("stands here twice", got=text, at=(field, number))


def _clash(later: PortForward, earlier: PortForward, where: str) -> Iterator[ProblemError]:
    """Why the cloud would refuse the later of two forwards (alibabacloud_vpc20160428, CreateForwardEntry)."""
    if later.name == earlier.name:
        yield ProblemError(f"{where} has this name", got=later.name, allowed="each name once", at=("name",))
    if later.protocol is not earlier.protocol:
        return
    if later.zone == earlier.zone and later.external_port.meets(earlier.external_port):
        said = f"{where} forwards {earlier.protocol.value}/{earlier.external_port} already"
        yield ProblemError(said, got=str(later.external_port), allowed="each port once", at=("external_port",))
    if later.to == earlier.to and later.internal_port.meets(earlier.internal_port):
        said = f"{where} leads to {earlier.to} {earlier.protocol.value}/{earlier.internal_port} already"
        yield ProblemError(said, got=str(later.internal_port), allowed="one way to each port", at=("internal_port",))


def _ipv4(text: str) -> None:
    if version(cidr(text)) != 4:
        raise ProblemError(got=text, allowed="an IPv4 network")
