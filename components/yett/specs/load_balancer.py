"""A classic load balancer (CLB): its listeners, who may dial them, and how work is shared among the servers."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs import openings
from yett.specs.base import Spec
from yett.specs.bounds import within
from yett.specs.certificate import Certificate
from yett.specs.cidr import version
from yett.specs.denied import Denied, denials
from yett.specs.eip import InternetCharge
from yett.specs.listener import Listener, ListenerProtocol
from yett.specs.listener_access import ListenerAccess, black, white
from yett.specs.opening import Opening
from yett.specs.problems import ProblemError, refuse

MOST_ENTRIES = 300
"""Entries of one access control list (help.aliyun.com, doc-detail/85979)."""


class AddressType(str, Enum):
    """Where the balancer's address lies."""

    INTRANET = "intranet"
    INTERNET = "internet"


class BalancerSize(str, Enum):
    """The sizes that are sold (alibabacloud_slb20140515, CreateLoadBalancer)."""

    S1_SMALL = "slb.s1.small"
    S2_SMALL = "slb.s2.small"
    S2_MEDIUM = "slb.s2.medium"
    S3_SMALL = "slb.s3.small"
    S3_MEDIUM = "slb.s3.medium"
    S3_LARGE = "slb.s3.large"


class LoadBalancerSpec(Spec):
    """A balancer with an IPv4 address; default: an intranet address that nobody may dial."""

    address_type: Optional[AddressType] = AddressType.INTRANET
    """intranet (an address in a vSwitch) or internet; default: intranet."""
    load_balancer_spec: Optional[BalancerSize] = BalancerSize.S1_SMALL
    """Its size, slb.s1.small to slb.s3.large; default: slb.s1.small."""
    internet_charge_type: Optional[InternetCharge] = InternetCharge.BY_TRAFFIC
    """How an internet address pays: PayByTraffic or PayByBandwidth; default: by traffic."""
    bandwidth: Optional[int] = None
    """Mbit/s that are bought by bandwidth, 1..5120; default: by traffic there is no bound."""
    master_zone: Optional[str] = None
    """The zone it runs in; default: the cloud chooses."""
    slave_zone: Optional[str] = None
    """The zone it fails over to; default: the cloud chooses."""
    listeners: Optional[list[Listener]] = None
    """The ports it listens on, each admitted by an opening; default: none."""
    openings: Optional[list[Opening]] = None
    """Who may dial the listeners: cidr, zone or anywhere, IPv4; default: nobody."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that no listener lets through, whatever an opening says: cidrs or files; default: none."""
    delete_protection: Optional[bool] = False
    """Whether the balancer cannot be deleted before this is turned off again; default: it can.

    Source: alibabacloud_slb20140515, SetLoadBalancerDeleteProtection.
    """
    weights: Optional[dict[str, int]] = None
    """Weight of a server by its name in the program, 0..100, 0 gets no new requests; default: 100 each."""

    @field_validator("weights")
    @classmethod
    def _weights(cls, weights: Optional[dict[str, int]]) -> Optional[dict[str, int]]:
        for name, weight in (weights or {}).items():
            try:
                within(weight, 0, 100)
            except ProblemError as found:
                raise found.below(name) from None
        return weights

    @model_validator(mode="after")
    def _meant(self) -> "LoadBalancerSpec":
        zones = self.peer_zones or {}
        refuse([*openings.zone_problems(zones), *self._repeated(), *self._redirects(), *self._paid()])
        refuse([*openings.problems("openings", self.openings, zones), *self._peers()])
        refuse([*self._unadmitted(), *self._unserved(), *self._shared_bandwidth(), *self._untold()])
        refuse(self._quotas())
        return self

    def open_listeners(self, today: date) -> list[Listener]:
        """The listeners that somebody may dial today; targets of redirects come before their redirects."""
        found = [listener for listener in self.listeners or [] if not self.access(listener, today).is_nobody]
        ports = {listener.port for listener in found}
        kept = [listener for listener in found if listener.redirect_to is None or listener.redirect_to in ports]
        return sorted(kept, key=lambda listener: listener.redirect_to is not None)

    def access(self, listener: Listener, today: date) -> ListenerAccess:
        """Whom a listener lets through today: what is open without whom is denied."""
        held = [cidr for one in self.denied or [] if one.holds(today) for cidr in _v4(one)]
        return self._access(self._admitting(listener, today), held)

    def certificates(self) -> Iterator[tuple[str, str, Certificate]]:
        """(key, config path, certificate) of every listener and of its further domains."""
        for number, listener in enumerate(self.listeners or []):
            for key, path, certificate in listener.certificates():
                yield key, f"listeners[{number}].{path}", certificate

    def named_servers(self) -> Iterator[tuple[str, str]]:
        """(config path, server) of every server that a forwarding rule names."""
        for number, listener in enumerate(self.listeners or []):
            for index, rule in enumerate(listener.rules or []):
                for place, server in enumerate(rule.servers or []):
                    yield f"listeners[{number}].rules[{index}].servers[{place}]", server

    def notices(self, today: date) -> Iterator[str]:
        """What the user should hear: openings that a deny list leaves nothing of."""
        zones = openings.canonical_zones(self.peer_zones or {})
        return denials("openings", self.openings, self.denied, zones, today)

    def _access(self, admitting: list[Opening], refused: list[str]) -> ListenerAccess:
        zones = openings.canonical_zones(self.peer_zones or {})
        peers = [peer for opening in admitting for peer in opening.peers]
        if any(peer.anywhere is not None for peer in peers):
            return black(refused)
        return white([cidr for peer in peers for cidr in peer.cidrs(zones) or []], refused)

    def admission(self, listener: Listener, today: date) -> str:
        """The ports of the openings that admit a listener: listeners of which it is the same are dialled by the same.

        tcp-27000-27017 for all 18 listeners of one opening; it depends on no peer, so it stays while peers change.
        """
        found = (
            "-".join([opening.protocol.value, *sorted(str(ports) for ports in opening.ports or [])])
            for opening in self._admitting(listener, today)
        )
        return "-".join(sorted(set(found)))

    def _admitting(self, listener: Listener, today: date) -> list[Opening]:
        return [opening for opening in openings.open_today(self.openings, today) if listener.admitted_by(opening)]

    def _repeated(self) -> Iterator[ProblemError]:
        first = {listener.key: number for number, listener in reversed(list(enumerate(self.listeners or [])))}
        for number, listener in enumerate(self.listeners or []):
            if first[listener.key] != number:
                said = f"listeners[{first[listener.key]}] listens on {listener.transport.value}/{listener.port} already"
                yield ProblemError(said, got=listener.port, allowed="each port once", at=("listeners", number, "port"))

    def _redirects(self) -> Iterator[ProblemError]:
        https = {found.port for found in self.listeners or [] if found.protocol is ListenerProtocol.HTTPS}
        for number, listener in enumerate(self.listeners or []):
            if listener.redirect_to is not None and listener.redirect_to not in https:
                allowed = f"the port of an https listener ({', '.join(map(str, sorted(https))) or 'there is none'})"
                yield ProblemError(got=listener.redirect_to, allowed=allowed, at=("listeners", number, "redirect_to"))

    def _paid(self) -> Iterator[ProblemError]:
        by_bandwidth = self.internet_charge_type is InternetCharge.BY_BANDWIDTH
        if by_bandwidth and self.bandwidth is None:
            yield ProblemError("is missing", allowed="the Mbit/s that PayByBandwidth buys", at=("bandwidth",))
        elif self.bandwidth is not None and not by_bandwidth:
            fix = "leave it out, or write internet_charge_type: PayByBandwidth"
            yield ProblemError("is bought by bandwidth only", got=self.bandwidth, fix=fix, at=("bandwidth",))
        elif self.bandwidth is not None and not 1 <= self.bandwidth <= 5120:
            yield ProblemError(got=self.bandwidth, allowed="1..5120 Mbit/s", at=("bandwidth",))

    def _peers(self) -> Iterator[ProblemError]:
        zones = self.peer_zones or {}
        for number, opening in enumerate(self.openings or []):
            for index, peer in enumerate(opening.peers):
                cidrs = peer.cidrs(zones)
                narrow = peer.anywhere is None and peer.balancer is None and cidrs is not None
                if peer.anywhere is None and not (narrow and all(version(cidr) == 4 for cidr in cidrs or [])):
                    allowed = "an IPv4 cidr, a zone of them, or anywhere"
                    at = ("openings", number, "peers", index)
                    yield ProblemError(
                        "a classic balancer cannot tell this peer", got=str(peer), allowed=allowed, at=at
                    )

    def _unadmitted(self) -> Iterator[ProblemError]:
        for number, listener in enumerate(self.listeners or []):
            if not any(map(listener.admitted_by, self.openings or [])):
                said = f"no opening admits {listener.transport.value}/{listener.port}"
                fix = "add one to openings, with peer, reason and owner"
                yield ProblemError(said, fix=fix, at=("listeners", number))

    def _unserved(self) -> Iterator[ProblemError]:
        for number, opening in enumerate(self.openings or []):
            for index, ports in enumerate(opening.ports or []):
                one = opening.model_copy(update={"ports": [ports]})
                if not any(listener.admitted_by(one) for listener in self.listeners or []):
                    said = f"no listener serves {opening.protocol.value}/{ports}"
                    at = ("openings", number, "ports", index)
                    yield ProblemError(said, fix="add the listener or drop the port", at=at)

    def _shared_bandwidth(self) -> Iterator[ProblemError]:
        """The listeners of a balancer that pays by bandwidth share it."""
        asked = sum(listener.bandwidth or 0 for listener in self.listeners or [])
        if self.bandwidth is not None and asked > self.bandwidth:
            said = f"the listeners ask for {asked} Mbit/s together"
            yield ProblemError(said, allowed=f"at most bandwidth ({self.bandwidth})", at=("listeners",))

    def _untold(self) -> Iterator[ProblemError]:
        for number, denied in enumerate(self.denied or []):
            if denied.prefix_lists:
                said, fix = "a classic balancer takes no prefix list", "write its networks as cidrs or as a file"
                yield ProblemError(said, fix=fix, at=("denied", number, "prefix_lists"))

    def _quotas(self) -> Iterator[ProblemError]:
        refused = [cidr for one in self.denied or [] for cidr in _v4(one)]
        for number, listener in enumerate(self.listeners or []):
            admitting = [one for one in self.openings or [] if listener.admitted_by(one) and not one.closed]
            # with and without the denied: a hole makes several entries of one, and a record that ends fills it
            count = max(len(self._access(admitting, found).listed) for found in ([], refused))
            if count > MOST_ENTRIES:
                said = "too many CIDRs may dial it, or are denied"
                allowed = f"at most {MOST_ENTRIES}"
                yield ProblemError(said, got=count, allowed=allowed, at=("listeners", number))


def _v4(denied: Denied) -> list[str]:
    """The denied networks that can dial an IPv4 address."""
    return [cidr for cidr in denied.cidrs or [] if version(cidr) == 4]
