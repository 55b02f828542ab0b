"""A NAT gateway: networks go out through one address, forwarded ports come in through another.

`NatGateway("nat", {"spec": ..., "vpc_id": ..., "vswitch_id": ..., "hosts": {"jump": jump.private_ip}})`
"""

from collections.abc import Mapping
from typing import NotRequired, Optional, TypedDict

import pulumi
import pulumi_alicloud as alicloud

from yett.eip import Eip, EipArgs
from yett.errors import SpecError
from yett.naming import display_name, tags
from yett.publish import publish
from yett.specs.eip import EipSpec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.opening import slug
from yett.specs.port_forward import PortForward
from yett.specs.port_range import PortRange
from yett.today import day, tell


class NatGatewayArgs(TypedDict):
    """What a NatGateway is made from."""

    spec: NatGatewaySpec
    """What goes out, what comes in and for whom."""
    vpc_id: pulumi.Input[str]
    """Id of the VPC it serves."""
    vswitch_id: pulumi.Input[str]
    """Id of the vSwitch it stands in."""
    hosts: NotRequired[dict[str, pulumi.Input[str]]]
    """Private addresses of the hosts that port forwards name; default: none."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class NatGateway(pulumi.ComponentResource):
    """An enhanced internet NAT gateway; a forward is built while an opening admits its external port."""

    gateway_id: pulumi.Output[str]
    """Id of the cloud's NAT gateway."""
    outbound_address: pulumi.Output[Optional[str]]
    """The address that outbound traffic has; none when nothing goes out."""
    forward_address: pulumi.Output[Optional[str]]
    """The address that is dialled for forwarded ports; none when nothing comes in."""

    def __init__(self, name: str, args: NatGatewayArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        self._spec = NatGatewaySpec.parse(args["spec"], name)
        today, hosts = day(args.get("today"), f"{name}.today"), args.get("hosts") or {}
        check_hosts(name, self._spec, hosts)
        super().__init__("yett:index:NatGateway", name, {"spec": self._spec.plain()}, opts)
        tell(self, "openings", self._spec.openings, today)
        self._gateway = self._nat(name, args)
        forwards = self._spec.forwards(today)
        outbound, forward = self._addresses(name, bool(forwards))
        if outbound is not None:
            self._outbound(name, outbound)
        if forward is not None:
            self._forwards(name, forwards, forward, hosts)
        self._publish(outbound, forward)

    def _publish(self, outbound: Optional[Eip], forward: Optional[Eip]) -> None:
        self.gateway_id = self._gateway.id
        self.outbound_address = _address(outbound)
        self.forward_address = _address(forward)
        published = ("gateway_id", "outbound_address", "forward_address")
        publish(self, self._spec, {field: getattr(self, field) for field in published})

    def _nat(self, name: str, args: NatGatewayArgs) -> alicloud.vpc.NatGateway:
        return alicloud.vpc.NatGateway(
            name,
            nat_gateway_name=display_name(name),
            vpc_id=args["vpc_id"],
            vswitch_id=args["vswitch_id"],
            nat_type="Enhanced",
            network_type="internet",
            payment_type="PayAsYouGo",
            internet_charge_type="PayByLcu",
            eip_bind_mode="MULTI_BINDED",
            icmp_reply_enabled=bool(self._spec.icmp_reply),
            tags=tags(),
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _addresses(self, name: str, forwarding: bool) -> tuple[Optional[Eip], Optional[Eip]]:
        """(address for outbound, address for forwards): the same one where it is shared."""
        outbound = self._eip(f"{name}-outbound", self._spec.eip) if self._spec.outbound else None
        if not forwarding:
            return outbound, None
        if self._spec.shared_eip and outbound is not None:
            return outbound, outbound
        return outbound, self._eip(f"{name}-forward", self._spec.forward_eip or self._spec.eip)

    def _eip(self, name: str, spec: Optional[EipSpec]) -> Eip:
        args: EipArgs = {"spec": spec or EipSpec(), "instance_id": self._gateway.id, "instance_type": "Nat"}
        return Eip(name, args, pulumi.ResourceOptions(parent=self))

    def _outbound(self, name: str, eip: Eip) -> None:
        for cidr in self._spec.outbound or []:
            self._snat(f"{name}-outbound-{slug(cidr)}", cidr, eip)

    def _snat(self, name: str, cidr: str, eip: Eip) -> alicloud.vpc.SnatEntry:
        # an entry needs its address bound to the gateway, and holds the binding while it is there
        return alicloud.vpc.SnatEntry(
            name,
            snat_entry_name=display_name(name),
            snat_table_id=self._gateway.snat_table_ids,
            snat_ip=eip.ip_address,
            source_cidr=cidr,
            opts=pulumi.ResourceOptions(parent=self, depends_on=eip.bindings),
        )

    def _forwards(
        self,
        name: str,
        forwards: list[PortForward],
        eip: Eip,
        hosts: Mapping[str, pulumi.Input[str]],
    ) -> None:
        """Entries of one table made side by side answer OperationConflict (#5600), so each waits for the one before."""
        before: list[pulumi.Resource] = []
        for forward in forwards:
            before = [self._forward(f"{name}-{forward.name}", forward, eip, hosts[forward.to], before)]

    def _forward(
        self,
        name: str,
        forward: PortForward,
        eip: Eip,
        host: pulumi.Input[str],
        before: list[pulumi.Resource],
    ) -> alicloud.vpc.ForwardEntry:
        # ports above 1024 on an address that outbound traffic uses too need port_break (CreateForwardEntry)
        opts = pulumi.ResourceOptions(parent=self, depends_on=[*eip.bindings, *before])
        return alicloud.vpc.ForwardEntry(
            name,
            forward_entry_name=display_name(name),
            forward_table_id=self._gateway.forward_table_ids,
            external_ip=eip.ip_address,
            external_port=port_text(forward.external_port),
            ip_protocol=forward.protocol.value,
            internal_ip=host,
            internal_port=port_text(forward.internal_port),
            port_break=True if self._spec.shared_eip and self._spec.outbound else None,
            opts=opts,
        )


def port_text(ports: PortRange) -> str:
    """The provider's spelling: "22", or "8000/8010".

    >>> port_text(PortRange.of(8000, 8010))
    '8000/8010'
    """
    return str(ports).replace("-", "/")


def check_hosts(where: str, spec: NatGatewaySpec, hosts: Mapping[str, object]) -> None:
    """Refuse a forward to a host that the program does not give; raises SpecError."""
    for number, forward in enumerate(spec.port_forwards or []):
        if forward.to not in hosts:
            known = ", ".join(sorted(hosts)) or "none, as args.hosts is empty"
            raise SpecError(f"{where}.port_forwards[{number}].to", "unknown host", got=forward.to, allowed=known)


def _address(eip: Optional[Eip]) -> pulumi.Output[Optional[str]]:
    return pulumi.Output.from_input(None) if eip is None else eip.ip_address.apply(lambda address: address)
