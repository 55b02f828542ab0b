"""Least-exposure networking for Alibaba Cloud: components whose default exposes nothing.

Names are loaded when they are first used: whoever wants only the packet algebra or the errors, as the analysis and
its command line do, does not wait for the provider's SDK.
"""

from typing import TYPE_CHECKING

from yett.lazy import on_first_use

if TYPE_CHECKING:
    from yett.access import Access as Access
    from yett.access import AccessArgs as AccessArgs
    from yett.access import AccessPlan as AccessPlan
    from yett.bandwidth_package import BandwidthPackage as BandwidthPackage
    from yett.bandwidth_package import BandwidthPackageArgs as BandwidthPackageArgs
    from yett.eip import Eip as Eip
    from yett.eip import EipArgs as EipArgs
    from yett.errors import EngineError as EngineError
    from yett.errors import ModelError as ModelError
    from yett.errors import SnapshotError as SnapshotError
    from yett.errors import SpecError as SpecError
    from yett.errors import YettError as YettError
    from yett.instance_group import InstanceGroup as InstanceGroup
    from yett.instance_group import InstanceGroupArgs as InstanceGroupArgs
    from yett.load_balancer import LoadBalancer as LoadBalancer
    from yett.load_balancer import LoadBalancerArgs as LoadBalancerArgs
    from yett.nat_gateway import NatGateway as NatGateway
    from yett.nat_gateway import NatGatewayArgs as NatGatewayArgs
    from yett.peering import Peering as Peering
    from yett.peering import PeeringArgs as PeeringArgs
    from yett.port_mapping import PortMapping as PortMapping
    from yett.port_mapping import PortMappingArgs as PortMappingArgs
    from yett.presets import preset as preset
    from yett.security_group import SecurityGroup as SecurityGroup
    from yett.security_group import SecurityGroupArgs as SecurityGroupArgs
    from yett.specs import Opening as Opening
    from yett.specs import Peer as Peer
    from yett.specs import PortRange as PortRange
    from yett.specs import Protocol as Protocol
    from yett.specs.bandwidth_package import BandwidthPackageSpec as BandwidthPackageSpec
    from yett.specs.eip import EipSpec as EipSpec
    from yett.specs.instance_group import InstanceGroupSpec as InstanceGroupSpec
    from yett.specs.load_balancer import LoadBalancerSpec as LoadBalancerSpec
    from yett.specs.nat_gateway import NatGatewaySpec as NatGatewaySpec
    from yett.specs.peering import PeeringSpec as PeeringSpec
    from yett.specs.port import Port as Port
    from yett.specs.port_mapping import PortMappingSpec as PortMappingSpec
    from yett.specs.security_group import SecurityGroupSpec as SecurityGroupSpec
    from yett.specs.vpc import VpcSpec as VpcSpec
    from yett.vpc import Vpc as Vpc
    from yett.vpc import VpcArgs as VpcArgs

_HOMES = {
    "yett.access": ("Access", "AccessArgs", "AccessPlan"),
    "yett.bandwidth_package": ("BandwidthPackage", "BandwidthPackageArgs"),
    "yett.eip": ("Eip", "EipArgs"),
    "yett.errors": ("EngineError", "ModelError", "SnapshotError", "SpecError", "YettError"),
    "yett.instance_group": ("InstanceGroup", "InstanceGroupArgs"),
    "yett.load_balancer": ("LoadBalancer", "LoadBalancerArgs"),
    "yett.nat_gateway": ("NatGateway", "NatGatewayArgs"),
    "yett.presets": ("preset",),
    "yett.peering": ("Peering", "PeeringArgs"),
    "yett.port_mapping": ("PortMapping", "PortMappingArgs"),
    "yett.security_group": ("SecurityGroup", "SecurityGroupArgs"),
    "yett.specs": ("Opening", "Peer", "PortRange", "Protocol"),
    "yett.specs.bandwidth_package": ("BandwidthPackageSpec",),
    "yett.specs.eip": ("EipSpec",),
    "yett.specs.instance_group": ("InstanceGroupSpec",),
    "yett.specs.load_balancer": ("LoadBalancerSpec",),
    "yett.specs.nat_gateway": ("NatGatewaySpec",),
    "yett.specs.port": ("Port",),
    "yett.specs.peering": ("PeeringSpec",),
    "yett.specs.port_mapping": ("PortMappingSpec",),
    "yett.specs.security_group": ("SecurityGroupSpec",),
    "yett.specs.vpc": ("VpcSpec",),
    "yett.vpc": ("Vpc", "VpcArgs"),
}

__all__ = sorted(name for names in _HOMES.values() for name in names)  # noqa: PLE0605 - the table above is the list


if not TYPE_CHECKING:  # a type checker that saw this would believe every name
    __getattr__ = on_first_use(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted(__all__)
