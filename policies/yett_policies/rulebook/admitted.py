"""All that one group admits from a zone, by packets or by rules: whichever a rule asks for is cheap."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure.landing import Deciding
from yett_policies.exposure.sets import Reach, addresses, reach, transport
from yett_policies.network import Rule, SecurityGroup, Unknown

from .finding import VIOLATED
from .group_opening import GroupOpening


@dataclass(frozen=True, slots=True, eq=False)
class Admitted:
    """Addresses x what they may send, and who decides so."""

    group: SecurityGroup
    reach: Reach
    deciding: Deciding
    zone: AddressSet
    verdict: str = VIOLATED
    needs: tuple[str, ...] = ()

    def minus(self, declared: Reach) -> "Admitted":
        """What is left of it; itself when nothing of it is declared, so that `by_rule` still holds."""
        return replace(self, reach=self.reach - declared) if self.reach & declared else self

    def pieces(self) -> Iterator[GroupOpening]:
        """Disjoint openings, one for each set of ports that some addresses may all send to."""
        start = self._opening(AddressSet.empty(), TransportSet.empty())
        for points, carried in self.reach.grouped():
            yield replace(start, sources=AddressSet(points), transport=carried)

    def by_rule(self) -> Iterator[GroupOpening]:
        """One opening for each rule that lets something in: what of its own passes. Only for what is not reduced."""
        everyone, everything = AddressSet(self.reach.domain), TransportSet.union(self.reach.inner)
        for rule in self.deciding(everyone, everything) if self.reach else ():
            who, what = own(rule, everyone, everything)
            # most rules speak of few addresses: the others' pieces are never looked at
            passed = self.reach.within(who.points) & reach(who, what)
            if passed:
                opening = self._opening(AddressSet(passed.domain), TransportSet.union(passed.inner))
                yield replace(opening, chosen=(rule,))

    def _opening(self, sources: AddressSet, carried: TransportSet) -> GroupOpening:
        return GroupOpening(self.group, sources, carried, self.deciding, self.verdict, self.needs, self.zone)


def own(rule: Rule, everyone: AddressSet, everything: TransportSet) -> tuple[AddressSet, TransportSet]:
    """What a rule speaks of; of a peer or ports that are looked up or not known, anything."""
    who = addresses(rule.peer) if isinstance(rule.peer, tuple) else everyone
    if isinstance(rule.protocol, Unknown) or isinstance(rule.ports, Unknown):
        return who, everything
    return who, transport(rule.protocol, rule.ports)
