"""One NAT gateway with its addresses and entries: the part that strategy one_per_zone has in every zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import pulumi

from yett.eip import Eip, EipArgs
from yett.naming import display_name, tags
from yett.sdk import alicloud
from yett.specs.eip import EipSpec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.port_forward import PortForward
from yett.specs.port_range import PortRange
from yett.specs.slug import slug

Ids = Mapping[str, pulumi.Input[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gateway stands, and what goes in and out there."""

    name: str
    """What its resources are called."""
    vpc_id: pulumi.Input[str]
    vswitch_id: pulumi.Input[str]
    eip: Optional[EipSpec]
    """The outbound address."""
    vswitches: Ids
    """The vSwitches that go out, by tier and zone."""
    forwards: list[PortForward]
    """The forwards that are open."""


class NatPlace:
    """A gateway, its addresses, its SNAT entries and its forward entries, below a component."""

    def __init__(self, parent: pulumi.Resource, spec: NatGatewaySpec, place: Place, hosts: Ids) -> None:
        self._parent, self._spec, self._place = parent, spec, place
        self.gateway = self._nat()
        self.outbound, self.dialled = self._addresses()
        self.ways_out: list[pulumi.Resource] = [] if self.outbound is None else self._ways_out(self.outbound)
        if self.dialled is not None:
            self._forwards(self.dialled, hosts)

    def _nat(self) -> alicloud.vpc.NatGateway:
        return alicloud.vpc.NatGateway(
            self._place.name,
            nat_gateway_name=display_name(self._place.name),
            vpc_id=self._place.vpc_id,
            vswitch_id=self._place.vswitch_id,
            nat_type="Enhanced",
            network_type="internet",
            payment_type="PayAsYouGo",
            internet_charge_type="PayByLcu",
            eip_bind_mode="MULTI_BINDED",
            icmp_reply_enabled=bool(self._spec.icmp_reply),
            tags=tags(),
            opts=pulumi.ResourceOptions(parent=self._parent),
        )

    def _addresses(self) -> tuple[Optional[Eip], Optional[Eip]]:
        """(address for outbound, address for forwards): the same one where it is shared."""
        spec, place = self._spec, self._place
        outbound = self._eip(f"{place.name}-outbound", place.eip) if spec.outbound or place.vswitches else None
        if not place.forwards:
            return outbound, None
        if spec.shared_eip and outbound is not None:
            return outbound, outbound
        return outbound, self._eip(f"{place.name}-forward", spec.forward_eip or spec.eip)

    def _eip(self, name: str, spec: Optional[EipSpec]) -> Eip:
        args: EipArgs = {"spec": spec or EipSpec(), "instance_id": self.gateway.id, "instance_type": "Nat"}
        return Eip(name, args, pulumi.ResourceOptions(parent=self._parent))

    def _ways_out(self, eip: Eip) -> list[pulumi.Resource]:
        sources: dict[str, Ids] = {slug(cidr): {"source_cidr": cidr} for cidr in self._spec.outbound or []}
        sources |= {key: {"source_vswitch_id": found} for key, found in self._place.vswitches.items()}
        return [self._snat(f"{self._place.name}-outbound-{key}", eip, source) for key, source in sources.items()]

    def _snat(self, name: str, eip: Eip, source: Ids) -> alicloud.vpc.SnatEntry:
        # an entry needs its address bound to the gateway, and holds the binding while it is there
        return alicloud.vpc.SnatEntry(
            name,
            snat_entry_name=display_name(name),
            snat_table_id=self.gateway.snat_table_ids,
            snat_ip=eip.ip_address,
            source_cidr=source.get("source_cidr"),
            source_vswitch_id=source.get("source_vswitch_id"),
            opts=pulumi.ResourceOptions(parent=self._parent, depends_on=eip.bindings),
        )

    def _forwards(self, eip: Eip, hosts: Ids) -> None:
        """Entries of one table made side by side answer OperationConflict (#5600), so each waits for the one before."""
        before: list[pulumi.Resource] = []
        for forward in self._place.forwards:
            name = f"{self._place.name}-{forward.name}"
            before = [self._forward(name, forward, eip, hosts[forward.to], before)]

    def _forward(
        self, name: str, forward: PortForward, eip: Eip, host: pulumi.Input[str], before: list[pulumi.Resource]
    ) -> alicloud.vpc.ForwardEntry:
        # ports above 1024 on an address that outbound traffic uses too need port_break (CreateForwardEntry)
        shared = self._spec.shared_eip and self.outbound is not None
        return alicloud.vpc.ForwardEntry(
            name,
            forward_entry_name=display_name(name),
            forward_table_id=self.gateway.forward_table_ids,
            external_ip=eip.ip_address,
            external_port=port_text(forward.external_port),
            ip_protocol=forward.protocol.value,
            internal_ip=host,
            internal_port=port_text(forward.internal_port),
            port_break=True if shared else None,
            opts=pulumi.ResourceOptions(parent=self._parent, depends_on=[*eip.bindings, *before]),
        )


def port_text(ports: PortRange) -> str:
    """The provider's spelling: "22", or "8000/8010".

    >>> port_text(PortRange.of(8000, 8010))
    '8000/8010'
    """
    return str(ports).replace("-", "/")
