"""Private machines that are dialled, one call a mode: `PortMapping("game", {"spec": {"mode": "eip", ...}, ...})`."""

from collections.abc import Mapping
from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.bandwidth_package import BandwidthPackage
from yett.eip import Eip, EipArgs
from yett.errors import SpecError
from yett.given import check_given
from yett.load_balancer import LoadBalancer
from yett.nat_gateway import NatGateway, NatGatewayArgs
from yett.publish import by_name, publish
from yett.specs.eip import EipSpec
from yett.specs.port_mapping import MappingMode, PortMappingSpec
from yett.today import day, tell


class PortMappingArgs(TypedDict):
    """What a PortMapping is made from."""

    spec: PortMappingSpec
    """The mode, the ports, and who may dial them."""
    instance_ids: NotRequired[dict[str, pulumi.Input[str]]]
    """Ids of the machines by name, for the modes eip and balancer; default: none."""
    private_ips: NotRequired[dict[str, pulumi.Input[str]]]
    """Private addresses of the machines by name, for mode nat; default: none."""
    vpc_id: NotRequired[pulumi.Input[str]]
    """Id of the VPC, for mode nat."""
    vswitch_id: NotRequired[pulumi.Input[str]]
    """Id of the vSwitch that the gateway of mode nat stands in."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class PortMapping(pulumi.ComponentResource):
    """Addresses that are dialled for ports of private machines; without an open opening there is none.

    The group of the machines admits the same with `spec.behind()`.
    """

    addresses: pulumi.Output[dict[str, str]]
    """What is dialled, by what it leads to: a machine, `balancer` or `gateway`."""

    def __init__(self, name: str, args: PortMappingArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, PortMappingArgs, args)
        spec = PortMappingSpec.parse(args["spec"], name)
        today = day(args.get("today"), f"{name}.today")
        check_wiring(name, spec, args)
        super().__init__("yett:index:PortMapping", name, {"spec": spec.plain()}, opts)
        tell(self, "openings", spec.openings, today)
        build = {MappingMode.EIP: self._eips, MappingMode.BALANCER: self._balancer, MappingMode.NAT: self._gateway}
        wanted = spec.is_open(today) or spec.outbound
        found = build[spec.mode](name, spec, {**args, "today": today.isoformat()}) if wanted else {}
        self.addresses = by_name(found)
        publish(self, spec, {"addresses": self.addresses})

    def _eips(self, name: str, spec: PortMappingSpec, args: PortMappingArgs) -> dict[str, pulumi.Input[str]]:
        """An address for each machine; all of them share one package, if there is one."""
        package = self._package(f"{name}-package", spec)
        own = (spec.eip or EipSpec()).model_copy(update={"bandwidth_package": None})
        found: dict[str, pulumi.Input[str]] = {}
        for host, instance_id in (args.get("instance_ids") or {}).items():
            bound: EipArgs = {"spec": own, "instance_id": instance_id, "instance_type": "EcsInstance"}
            if package is not None:
                bound["bandwidth_package_id"] = package.package_id
            found[host] = Eip(f"{name}-{host}", bound, pulumi.ResourceOptions(parent=self)).ip_address
        return found

    def _package(self, name: str, spec: PortMappingSpec) -> Optional[BandwidthPackage]:
        package = (spec.eip or EipSpec()).package()
        if package is None:
            return None
        return BandwidthPackage(name, {"spec": package}, pulumi.ResourceOptions(parent=self))

    def _balancer(self, name: str, spec: PortMappingSpec, args: PortMappingArgs) -> dict[str, pulumi.Input[str]]:
        servers = args.get("instance_ids") or {}
        balancer = LoadBalancer(
            f"{name}-balancer",
            {"spec": spec.balancer(), "servers": servers, "today": args["today"]},
            pulumi.ResourceOptions(parent=self),
        )
        return {"balancer": balancer.address}

    def _gateway(self, name: str, spec: PortMappingSpec, args: PortMappingArgs) -> dict[str, pulumi.Input[str]]:
        given: NatGatewayArgs = {
            "spec": spec.nat_gateway(),
            "vpc_id": args["vpc_id"],
            "vswitch_id": args["vswitch_id"],
            "hosts": args.get("private_ips") or {},
            "today": args["today"],
        }
        gateway = NatGateway(f"{name}-gateway", given, pulumi.ResourceOptions(parent=self))
        return {"gateway": gateway.forward_address.apply(str)} if spec.is_open(day(args["today"])) else {}


def check_wiring(where: str, spec: PortMappingSpec, args: PortMappingArgs) -> None:
    """Refuse a mode without what it leads to; raises SpecError."""
    if spec.mode is MappingMode.NAT:
        for field in ("vpc_id", "vswitch_id"):
            if args.get(field) is None:
                raise SpecError(f"{where}.{field}", "is missing", allowed="the place of the gateway of mode nat")
        _check_machines(where, spec, args.get("private_ips") or {})
    elif spec.ports and not args.get("instance_ids"):
        raise SpecError(f"{where}.instance_ids", "is missing", allowed=f"the machines of mode {spec.mode.value}")


def _check_machines(where: str, spec: PortMappingSpec, known: Mapping[str, object]) -> None:
    for number, port in enumerate(spec.ports or []):
        if port.to not in known:
            allowed = ", ".join(sorted(known)) or "none, as args.private_ips is empty"
            raise SpecError(f"{where}.ports[{number}].to", "unknown machine", got=port.to, allowed=allowed)
