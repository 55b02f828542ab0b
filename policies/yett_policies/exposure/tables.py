"""Which route table each vswitch obeys, the cloud's own routes written out."""

from collections.abc import Iterator

from yett_policies.network import (
    EVERYONE4,
    EVERYONE6,
    Cidr,
    Network,
    Ref,
    RouteEntry,
    TableAttachment,
    Unknown,
)

from .forwarding import Forwarding, Table
from .hops import IPV6_GATEWAY, LOCAL, NAT

SERVICES = Cidr.parse("100.64.0.0/10")
"""Every table has a route to the cloud's own services (vpc/vpc-route-table)."""


class Tables:
    """Route tables by vswitch, each read once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._tables: dict[tuple[str, str], Table] = {}
        self._found: dict[tuple[Ref | None, str], Forwarding] = {}
        self._attached: dict[Ref | None, list[Ref]] = {}
        self._lost: list[tuple[TableAttachment, Unknown]] = []
        for one in network.table_attachments:
            if isinstance(one.vswitch, Unknown):
                self._lost.append((one, one.vswitch))
            else:
                self._attached.setdefault(one.vswitch, []).append(one.table)

    def of(self, vswitch: Ref | None, vpc: str) -> Forwarding:
        """What a vswitch of a VPC obeys: the table attached to it, else the VPC's own."""
        if (vswitch, vpc) not in self._found:
            self._found[vswitch, vpc] = self._looked_up(vswitch, vpc)
        return self._found[vswitch, vpc]

    def beside(self, vpc: str) -> Forwarding:
        """What a vswitch obeys that the snapshot does not hold: any table of its VPC."""
        tables = (t for t in self._network.route_tables.values() if self._may_be_of(t.urn, vpc))
        found = (self._table(vpc, vpc), *(self._table(t.urn, vpc) for t in tables if t.serves != "gateway"))
        return Forwarding(found, f'which route table a vswitch of vpc "{_short(vpc)}" obeys')

    def _looked_up(self, vswitch: Ref | None, vpc: str) -> Forwarding:
        attached = dict.fromkeys(self._attached.get(vswitch, ()))
        if attached:
            need = f'which of its route tables vswitch "{_short(str(vswitch))}" obeys'
            return Forwarding(tuple(self._named(table, vpc) for table in attached), need)
        if not vpc and (unseen := self._lost_vpc(vswitch)):
            return Forwarding((Table(unseen=unseen),))
        if vswitch not in self._network.vswitches:
            return self.beside(vpc)
        lost = [(one.table, what) for one, what in self._lost if self._may_be_of(one.table, vpc)]
        need = next((what.what for _, what in lost), "")
        return Forwarding((self._table(vpc, vpc), *(self._named(table, vpc) for table, _ in lost)), need)

    def _lost_vpc(self, vswitch: Ref | None) -> str:
        """Why nobody knows which VPC a vswitch is in; "" of one that the snapshot does not hold."""
        found = self._network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
        lost = found.vpc if found else vswitch
        return lost.what if isinstance(lost, Unknown) else ""

    def _may_be_of(self, table: Ref, vpc: str) -> bool:
        """A table can only be attached to vswitches of its own VPC."""
        found = self._network.route_tables.get(table) if isinstance(table, str) else None
        return found is None or isinstance(found.vpc, Unknown) or found.vpc == vpc

    def _named(self, table: Ref, vpc: str) -> Table:
        if isinstance(table, Unknown):
            return Table(unseen=table.what)
        if table in self._network.route_tables:
            return self._table(table, vpc)
        return Table(unseen=f'the routes of table "{_short(table)}", which this snapshot does not hold')

    def _table(self, urn: str, vpc: str) -> Table:
        if (urn, vpc) not in self._tables:
            self._tables[urn, vpc] = self._read(urn, vpc)
        return self._tables[urn, vpc]

    def _read(self, urn: str, vpc: str) -> Table:
        entries = self._network.route_entries
        own = [r for r in entries if r.table == urn]
        known = [r for r in own if isinstance(r.destination, Cidr)]
        maybe = [r for r in own if isinstance(r.destination, Unknown)]
        maybe += [r for r in entries if self._may_stand_in(r, urn, vpc)]
        taken = {r.destination for r in known}
        added, doubted = self._added(vpc) if urn == vpc else ([], [])
        known += [r for r in (*self._system(urn, vpc), *added) if r.destination not in taken]
        return Table(tuple(known), (*maybe, *(r for r in doubted if r.destination not in taken)))

    def _may_stand_in(self, route: RouteEntry, urn: str, vpc: str) -> bool:
        """A route whose table nobody knows, or one of an id that may be the system table's."""
        if isinstance(route.table, Unknown):
            return True
        if route.table in self._network.route_tables or route.table in self._network.vpcs or urn != vpc:
            return False
        found = self._network.vpcs.get(vpc)
        return found is None or not found.system_table

    def _system(self, urn: str, vpc: str) -> Iterator[RouteEntry]:
        """The routes that every table has: to each vswitch of the VPC, and to the cloud's services."""
        for vswitch in self._network.vswitches.values():
            if vswitch.vpc == vpc and isinstance(vswitch.cidrs, tuple):
                yield from (RouteEntry(vswitch.urn, urn, vpc, cidr, vswitch.urn, LOCAL) for cidr in vswitch.cidrs)
        yield RouteEntry(vpc, urn, vpc, SERVICES, vpc, "service")

    def _added(self, vpc: str) -> tuple[list[RouteEntry], list[RouteEntry]]:
        """The default routes that the cloud puts into a system table: to the first internet NAT gateway, if it has
        none then ([SDK-vpc] CreateNatGateway), and to the IPv6 gateway (ipv6-gateway, route table); those it may."""
        if self._network.holds_every_route and vpc in self._network.vpcs:
            return [], []
        six = RouteEntry(vpc, vpc, vpc, EVERYONE6, vpc, IPV6_GATEWAY)
        inside = [n for n in self._network.nat_gateways.values() if n.vpc == vpc and n.network_type != "intranet"]
        four = [RouteEntry(n.urn, vpc, vpc, EVERYONE4, n.urn, NAT) for n in inside]
        is_only = [n.network_type for n in inside] == ["internet"]
        return ([*four, six], []) if is_only else ([six], four)


def _short(ref: str) -> str:
    return ref.removeprefix("outside:").rpartition("::")[2]
