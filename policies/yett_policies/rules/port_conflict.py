"""Two that want the same port of one address.

What it does: reports forward entries that claim the same port of one EIP, a forward entry whose EIP belongs to an
instance or a balancer, an EIP that is bound twice, and listeners that claim the same port of one balancer.
Why it matters: one of the two does not get its traffic; which one is decided by the order in which they were created.
Example: forward entries tcp 443 -> 443 and tcp 443 -> 8443 of one EIP; listeners http 443 and tcp 443.
Instead: give each its own port or its own address.

    alicloud.vpc.ForwardEntry("second", forward_table_id=gateway.forward_table_ids, external_ip=eip.ip_address,
        external_port="8443", ip_protocol="tcp", internal_ip=host.private_ip, internal_port="8443")
References: rule of our own; Alibaba Cloud VPC API, CreateForwardEntry; SLB API, CreateLoadBalancerTCPListener.
"""

from collections.abc import Iterable, Iterator

from yett.packets import TransportSet
from yett_policies.exposure.balancers import carried
from yett_policies.exposure.sets import transport
from yett_policies.frozen import frozen
from yett_policies.network import ForwardEntry, Listener, Network, PortRange, Ref, Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, short, violated

SEVERITY = "medium"
TITLE_ZH = "同一地址上的端口冲突"
FIX_ZH = "为其中之一改用别的端口或别的地址"


@frozen
class Claim:
    """Ports of one address that somebody wants; `needs` where the address or the ports are not known."""

    urn: str
    said: str
    address: Ref
    wanted: TransportSet
    needs: tuple[str, ...] = ()


def findings(stack: Stack) -> Iterator[Finding]:
    network = stack.network
    yield from clashes([*bound(network), *map(forwarded, network.forward_entries)])
    yield from clashes([served(one) for one in network.listeners])


def bound(network: Network) -> Iterator[Claim]:
    """An EIP that is bound to anything but a NAT gateway belongs to it with every port."""
    for one in network.associations:
        if isinstance(one.target, str) and one.target not in network.nat_gateways and isinstance(one.eip, str):
            yield Claim(one.urn, f'association "{short(one.urn)}"', one.eip, TransportSet.all())


def forwarded(entry: ForwardEntry) -> Claim:
    asked = (entry.eip, entry.protocol, entry.external_ports)
    needs = tuple(value.what for value in asked if isinstance(value, Unknown))
    outer = entry.external_ports if isinstance(entry.external_ports, PortRange) else PortRange(1, 65535)
    wanted = transport(entry.protocol, outer) if isinstance(entry.protocol, str) else TransportSet.all()
    return Claim(entry.urn, f'forward entry "{entry.name}"', entry.eip, wanted, needs)


def served(listener: Listener) -> Claim:
    asked = (listener.balancer, listener.protocol, listener.ports)
    needs = tuple(value.what for value in asked if isinstance(value, Unknown))
    return Claim(listener.urn, f'listener "{listener.name}"', listener.balancer, carried(listener), needs)


def clashes(claims: list[Claim]) -> Iterator[Finding]:
    """Each claim that meets an earlier one, for certain if it can be."""
    sure, doubtful = Taken(), list[Claim]()
    for number, claim in enumerate(claims):
        earlier = [other for other in sure.of(claim) if other.wanted & claim.wanted] if not claim.needs else []
        if earlier:
            met = earlier[0].wanted & claim.wanted
            said = f"{claim.said} claims {met} of an address that {earlier[0].said} has"
            yield violated(claim.urn, said, "give one of them another port or another address", traffic=str(met))
        elif doubts := list(doubted(claim, claims[:number] if claim.needs else doubtful)):
            yield indeterminate(claim.urn, f"whether {claim.said} claims a port that another has", doubts)
        sure.add(claim)
        doubtful += [claim] if claim.needs else []


class Taken:
    """Claims by address, and all that is claimed of it: an address with a thousand listeners is asked once each."""

    def __init__(self) -> None:
        self._claims: dict[str, list[Claim]] = {}
        self._wanted: dict[str, TransportSet] = {}

    def add(self, claim: Claim) -> None:
        """Take a claim that is certain."""
        if isinstance(claim.address, str) and not claim.needs:
            self._claims.setdefault(claim.address, []).append(claim)
            self._wanted[claim.address] = self._wanted.get(claim.address, TransportSet.empty()) | claim.wanted

    def of(self, claim: Claim) -> list[Claim]:
        """The claims on its address, if any meets it."""
        address = claim.address if isinstance(claim.address, str) else ""
        return self._claims[address] if self._wanted.get(address, TransportSet.empty()) & claim.wanted else []


def doubted(claim: Claim, others: Iterable[Claim]) -> Iterator[str]:
    """What is not known where two claims may meet."""
    for other in others:
        apart = isinstance(claim.address, str) and isinstance(other.address, str) and claim.address != other.address
        if not apart and claim.wanted & other.wanted:
            yield from (*claim.needs, *other.needs)
