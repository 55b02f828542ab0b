"""The official VPC SDK's way through every action: build everything, look at it, change it, take it down."""

from tests.emulator.conformance import Step
from tests.emulator.vpc_reach import BLOCKS, MIRRORS, PRIVATE, SIX
from tests.emulator.wording import TAG, of

SDK = "alibabacloud_vpc20160428"
VERSION = "2016-04-28"
NOT_IN_SDK = ["UntagResources"]  # the SDK spells it UnTagResources; other clients do not
RESERVED = (
    "HasReservationData ReservationActiveTime ReservationBandwidth ReservationInternetChargeType ReservationOrderType"
)
NOT_SHOWN = {
    **{f"DescribeEipAddresses:EipAddresses.EipAddress.{one}": "no renewals to come" for one in RESERVED.split()},
    **{
        f"DescribeCommonBandwidthPackages:CommonBandwidthPackages.CommonBandwidthPackage.{one}": "no renewals to come"
        for one in RESERVED.split()
    },
    "DescribeEipAddresses:EipAddresses.EipAddress.ServiceID": "only on addresses that another product manages",
    **{
        f"DescribeIpv6Addresses:Ipv6Addresses.Ipv6Address.Ipv6InternetBandwidth.{one}": "no renewals to come"
        for one in (
            "ReservationActiveTime",
            "ReservationBandwidth",
            "ReservationInternetChargeType",
            "ReservationOrderType",
        )
    },
    "DescribeRouteEntryList:RouteEntrys.RouteEntry.NextHops.NextHop.NextHopRelatedInfo": "only on gateway endpoints",
    **{
        f"GetNatGatewayAttribute:LogDelivery.{one}": "only with session logs"
        for one in ("DeliverLogsErrorMessage", "DeliveryStatus", "LogDeliveryType", "LogDestination")
    },
}
"""Fields of the SDK's models that the emulator leaves out, and why that is right."""
BEYOND_SDK = {
    "DescribeEipAddresses:EipAddresses.EipAddress.AvailableRegions": "the provider's data source asserts it",
}
"""Fields that the SDK's models do not have, and why the emulator shows them."""


LENIENT = {
    "SetHighDefinitionMonitorLogStatus:LogProject": "switched off without one",
    "SetHighDefinitionMonitorLogStatus:LogStore": "switched off without one",
}
"""Parameters that the SDK calls required and the emulator can do without, and why."""


BOUND = [{"ResourceId": "$vswitch", "ResourceType": "VSwitch"}]

NETWORKS = [
    Step("DescribeRegions"),
    Step("DescribeZones", of()),
    Step("CreateDefaultVpc", of(), {"default": "VpcId"}),
    Step("CreateDefaultVSwitch", of(ZoneId="cn-hangzhou-i"), {"default_vswitch": "VSwitchId"}),
    Step("DeleteVSwitch", of(VSwitchId="$default_vswitch")),
    Step("DeleteVpc", of(VpcId="$default")),
    Step("CreateVpc", of(CidrBlock="10.0.0.0/16", VpcName="a", EnableIpv6=True, Tag=TAG), {"vpc": "VpcId"}),
    Step("CreateVpc", of(CidrBlock="10.1.0.0/16"), {"other": "VpcId"}),
    Step("AssociateVpcCidrBlock", of(VpcId="$vpc", SecondaryCidrBlock="192.168.0.0/16")),
    Step("ModifyVpcAttribute", of(VpcId="$vpc", VpcName="b")),
    Step(
        "CreateVSwitch",
        of(VpcId="$vpc", ZoneId="cn-hangzhou-h", CidrBlock="10.0.1.0/24", Tag=TAG),
        {"vswitch": "VSwitchId"},
    ),
    Step("ModifyVSwitchAttribute", of(VSwitchId="$vswitch", VSwitchName="c", Ipv6CidrBlock=1)),
    Step("DescribeVSwitchAttributes", of(VSwitchId="$vswitch")),
    Step("DescribeVSwitches", of(VpcId="$vpc")),
    Step("DescribeVpcAttribute", of(VpcId="$vpc")),
    Step("DescribeVpcs", of()),
    Step("DescribeVRouters", of()),
]
ECS = "alibabacloud_ecs20140526"
MEMBERS = [
    Step("CreateSecurityGroup", of(VpcId="$vpc"), {"group": "SecurityGroupId"}, ECS),
    Step(
        "CreateNetworkInterface",
        of(VSwitchId="$vswitch", SecurityGroupId="$group"),
        {"interface": "NetworkInterfaceId"},
        ECS,
    ),
    Step("AssociateHaVip", of(HaVipId="$havip", InstanceId="$interface", InstanceType="NetworkInterface")),
    Step("UnassociateHaVip", of(HaVipId="$havip", InstanceId="$interface", InstanceType="NetworkInterface")),
    Step("DeleteNetworkInterface", of(NetworkInterfaceId="$interface"), sdk=ECS),
    Step("DeleteSecurityGroup", of(SecurityGroupId="$group"), sdk=ECS),
]
ROUTES = [
    Step("CreateRouteTable", of(VpcId="$vpc", RouteTableName="r", Tag=TAG), {"table": "RouteTableId"}),
    Step("ModifyRouteTableAttributes", of(RouteTableId="$table", Description="d")),
    Step("AssociateRouteTable", of(RouteTableId="$table", VSwitchId="$vswitch")),
    Step("DescribeRouteTableList", of(VpcId="$vpc")),
    Step("CreateHaVip", of(VSwitchId="$vswitch", Tag=TAG), {"havip": "HaVipId"}),
    Step("ModifyHaVipAttribute", of(HaVipId="$havip", Name="h")),
    *MEMBERS,
    Step("DescribeHaVips", of()),
    Step(
        "CreateRouteEntry",
        of(RouteTableId="$table", DestinationCidrBlock="172.16.0.0/24", NextHopType="HaVip", NextHopId="$havip"),
        {"route": "RouteEntryId"},
    ),
    Step("ModifyRouteEntry", of(RouteEntryId="$route", RouteEntryName="e")),
    Step(
        "CreateRouteEntries",
        of(
            RouteEntries=[
                {
                    "RouteTableId": "$table",
                    "DstCidrBlock": "172.16.1.0/24",
                    "NextHopType": "HaVip",
                    "NextHop": "$havip",
                }
            ]
        ),
    ),
    Step("DescribeRouteTables", of(RouteTableId="$table")),
    Step("DescribeRouteEntryList", of(RouteTableId="$table")),
    Step("DeleteRouteEntries", of(RouteEntries=[{"RouteTableId": "$table", "DstCidrBlock": "172.16.1.0/24"}])),
    Step("DeleteRouteEntry", of(RouteEntryId="$route")),
    Step("UnassociateRouteTable", of(RouteTableId="$table", VSwitchId="$vswitch")),
    Step("DeleteRouteTable", of(RouteTableId="$table")),
    Step("DeleteHaVip", of(HaVipId="$havip")),
]
RANGE = {"Cidr": "172.20.0.0/16", "Description": "d"}
PREFIX_LISTS = [
    Step(
        "CreateVpcPrefixList",
        of(PrefixListName="p", IpVersion="IPV4", MaxEntries=5, PrefixListEntries=[RANGE], Tag=TAG),
        {"prefixes": "PrefixListId"},
    ),
    Step("ModifyVpcPrefixList", of(PrefixListId="$prefixes", AddPrefixListEntry=[{"Cidr": "172.21.0.0/16"}])),
    Step("CreateHaVip", of(VSwitchId="$vswitch"), {"hop": "HaVipId"}),
    Step("CreateRouteTable", of(VpcId="$vpc"), {"routes": "RouteTableId"}),
    Step(
        "CreateRouteEntry",
        of(RouteTableId="$routes", DestinationCidrBlock="$prefixes", NextHopType="HaVip", NextHopId="$hop"),
        {"led": "RouteEntryId"},
    ),
    Step("ListPrefixLists", of(PrefixListIds=["$prefixes"])),
    Step("GetVpcPrefixListEntries", of(PrefixListId="$prefixes")),
    Step("GetVpcPrefixListAssociations", of(PrefixListId="$prefixes")),
    Step("DeleteRouteEntry", of(RouteEntryId="$led")),
    Step("DeleteRouteTable", of(RouteTableId="$routes")),
    Step("DeleteHaVip", of(HaVipId="$hop")),
    Step("DeleteVpcPrefixList", of(PrefixListId="$prefixes")),
]
GATEWAYS = [
    Step("CreateIpv6Gateway", of(VpcId="$vpc", Name="g", Tag=TAG), {"v6": "Ipv6GatewayId"}),
    Step("ModifyIpv6GatewayAttribute", of(Ipv6GatewayId="$v6", Name="h")),
    Step("DescribeIpv6GatewayAttribute", of(Ipv6GatewayId="$v6")),
    Step("DescribeIpv6Gateways", of()),
    *SIX,
    Step("DeleteIpv6Gateway", of(Ipv6GatewayId="$v6")),
    Step("CreateIpv4Gateway", of(VpcId="$vpc", Ipv4GatewayName="g", Tag=TAG), {"v4": "Ipv4GatewayId"}),
    Step("UpdateIpv4GatewayAttribute", of(Ipv4GatewayId="$v4", Ipv4GatewayName="h")),
    Step("EnableVpcIpv4Gateway", of(Ipv4GatewayId="$v4")),
    Step("GetIpv4GatewayAttribute", of(Ipv4GatewayId="$v4")),
    Step("ListIpv4Gateways", of()),
    Step("DeleteIpv4Gateway", of(Ipv4GatewayId="$v4")),
    Step(
        "CreateNatGateway",
        of(VpcId="$vpc", VSwitchId="$vswitch", NatType="Enhanced", Name="n", Tag=TAG),
        {
            "nat": "NatGatewayId",
            "snat_table": "SnatTableIds.SnatTableId.0",
            "table": "ForwardTableIds.ForwardTableId.0",
        },
    ),
    Step("ModifyNatGatewayAttribute", of(NatGatewayId="$nat", Name="m")),
    Step("ModifyNatGatewaySpec", of(NatGatewayId="$nat", Spec="Small")),
    Step("UpdateNatGatewayNatType", of(NatGatewayId="$nat", NatType="Enhanced", VSwitchId="$vswitch")),
]
ADDRESSES = [
    Step("AllocateEipAddress", of(Bandwidth="10", Name="e", Tag=TAG), {"eip": "AllocationId", "address": "EipAddress"}),
    Step("ModifyEipAddressAttribute", of(AllocationId="$eip", Bandwidth="20")),
    Step(
        "SetHighDefinitionMonitorLogStatus",
        of(InstanceId="$eip", InstanceType="EIP", Status="ON", LogProject="p", LogStore="s"),
    ),
    Step("DescribeHighDefinitionMonitorLogAttribute", of(InstanceId="$eip", InstanceType="EIP")),
    Step(
        "CreateCommonBandwidthPackage",
        of(Bandwidth=100, InternetChargeType="PayByBandwidth", Tag=TAG),
        {"package": "BandwidthPackageId"},
    ),
    Step("ModifyCommonBandwidthPackageSpec", of(BandwidthPackageId="$package", Bandwidth="200")),
    Step("ModifyCommonBandwidthPackageAttribute", of(BandwidthPackageId="$package", Name="p")),
    Step("AddCommonBandwidthPackageIp", of(BandwidthPackageId="$package", IpInstanceId="$eip")),
    Step("ModifyCommonBandwidthPackageIpBandwidth", of(BandwidthPackageId="$package", EipId="$eip", Bandwidth="50")),
    Step("CancelCommonBandwidthPackageIpBandwidth", of(BandwidthPackageId="$package", EipId="$eip")),
    Step("DescribeCommonBandwidthPackages", of()),
    Step("AssociateEipAddress", of(AllocationId="$eip", InstanceId="$nat", InstanceType="Nat")),
    Step("ModifyEipForwardMode", of(InstanceId="$eip", Mode="NAT")),
    Step("DescribeEipAddresses", of()),
    Step(
        "CreateSnatEntry",
        of(SnatTableId="$snat_table", SourceVSwitchId="$vswitch", SnatIp="$address"),
        {"snat": "SnatEntryId"},
    ),
    Step("ModifySnatEntry", of(SnatTableId="$snat_table", SnatEntryId="$snat", SnatEntryName="s")),
    Step("DescribeSnatTableEntries", of(SnatTableId="$snat_table")),
    Step(
        "CreateForwardEntry",
        of(
            ForwardTableId="$table",
            ExternalIp="$address",
            ExternalPort="10022",
            InternalIp="10.0.1.9",
            InternalPort="22",
            IpProtocol="tcp",
        ),
        {"forward": "ForwardEntryId"},
    ),
    Step("ModifyForwardEntry", of(ForwardTableId="$table", ForwardEntryId="$forward", ExternalPort="10023")),
    Step("DescribeForwardTableEntries", of(ForwardTableId="$table")),
    Step("DescribeNatGateways", of()),
    Step("GetNatGatewayAttribute", of(NatGatewayId="$nat")),
    Step("DeleteForwardEntry", of(ForwardTableId="$table", ForwardEntryId="$forward")),
    Step("DeleteSnatEntry", of(SnatTableId="$snat_table", SnatEntryId="$snat")),
    Step("UnassociateEipAddress", of(AllocationId="$eip", InstanceId="$nat", InstanceType="Nat")),
    Step("RemoveCommonBandwidthPackageIp", of(BandwidthPackageId="$package", IpInstanceId="$eip")),
]
ACLS = [
    Step("CreateNetworkAcl", of(VpcId="$vpc", NetworkAclName="a", Tag=TAG), {"acl": "NetworkAclId"}),
    Step("CreateNetworkAcl", of(VpcId="$vpc"), {"copy": "NetworkAclId"}),
    Step("ModifyNetworkAclAttributes", of(NetworkAclId="$acl", Description="d")),
    Step(
        "UpdateNetworkAclEntries",
        of(
            NetworkAclId="$acl",
            UpdateIngressAclEntries=True,
            IngressAclEntries=[{"Policy": "accept", "Protocol": "tcp", "Port": "80/80", "SourceCidrIp": "10.0.0.0/8"}],
            UpdateEgressAclEntries=True,
            EgressAclEntries=[{"Policy": "drop", "Protocol": "all", "Port": "-1/-1", "DestinationCidrIp": "0.0.0.0/0"}],
        ),
    ),
    Step("CopyNetworkAclEntries", of(NetworkAclId="$copy", SourceNetworkAclId="$acl")),
    Step("AssociateNetworkAcl", of(NetworkAclId="$acl", Resource=BOUND)),
    Step("DescribeNetworkAclAttributes", of(NetworkAclId="$acl")),
    Step("DescribeNetworkAcls", of()),
    Step(
        "UnassociateNetworkAcl",
        of(NetworkAclId="$acl", Resource=BOUND),
    ),
    Step("DeleteNetworkAcl", of(NetworkAclId="$acl")),
    Step("DeleteNetworkAcl", of(NetworkAclId="$copy")),
    Step(
        "CreateFlowLog",
        of(ResourceType="VPC", ResourceId="$vpc", TrafficType="All", ProjectName="p", LogStoreName="s", Tag=TAG),
        {"log": "FlowLogId"},
    ),
    Step("ModifyFlowLogAttribute", of(FlowLogId="$log", FlowLogName="f")),
    Step("DeactiveFlowLog", of(FlowLogId="$log")),
    Step("ActiveFlowLog", of(FlowLogId="$log")),
    Step("DescribeFlowLogs", of()),
    Step("DeleteFlowLog", of(FlowLogId="$log")),
]
END = [
    Step("TagResources", of(ResourceType="VPC", ResourceId=["$vpc"], Tag=TAG)),
    Step("ListTagResources", of(ResourceType="VPC", ResourceId=["$vpc"])),
    Step("UnTagResources", of(ResourceType="VPC", ResourceId=["$vpc"], TagKey=["stack"])),
    Step("MoveResourceGroup", of(ResourceType="vpc", ResourceId="$vpc", NewResourceGroupId="rg-1")),
    Step("DeletionProtection", of(InstanceId="$nat", Type="NATGW", ProtectionEnable=True)),
    Step("DeletionProtection", of(InstanceId="$nat", Type="NATGW", ProtectionEnable=False)),
    Step(
        "CreateNatGateway",
        of(VpcId="$vpc", VSwitchId="$vswitch", NatType="Enhanced", NetworkType="intranet"),
        {"inner": "NatGatewayId"},
    ),
    Step("CreateNatIpCidr", of(NatGatewayId="$inner", NatIpCidr="172.20.0.0/24", NatIpCidrName="b")),
    Step("ModifyNatIpCidrAttribute", of(NatGatewayId="$inner", NatIpCidr="172.20.0.0/24", NatIpCidrName="c")),
    Step("ListNatIpCidrs", of(NatGatewayId="$inner")),
    Step("CreateNatIp", of(NatGatewayId="$inner", NatIpCidr="172.20.0.0/24"), {"natip": "NatIpId"}),
    Step("ModifyNatIpAttribute", of(NatIpId="$natip", NatIpName="d")),
    Step("ListNatIps", of(NatGatewayId="$inner")),
    Step("DeleteNatIp", of(NatIpId="$natip")),
    Step("DeleteNatIpCidr", of(NatGatewayId="$inner", NatIpCidr="172.20.0.0/24")),
    Step("DeleteNatGateway", of(NatGatewayId="$inner")),
    Step("ListEnhanhcedNatGatewayAvailableZones"),
    Step("DeleteNatGateway", of(NatGatewayId="$nat")),
    Step("ReleaseEipAddress", of(AllocationId="$eip")),
    Step("DeleteCommonBandwidthPackage", of(BandwidthPackageId="$package")),
    Step("DeleteVSwitch", of(VSwitchId="$vswitch")),
    Step("UnassociateVpcCidrBlock", of(VpcId="$vpc", SecondaryCidrBlock="192.168.0.0/16")),
    Step("DeleteVpc", of(VpcId="$vpc")),
    Step("DeleteVpc", of(VpcId="$other")),
]
STEPS = [*NETWORKS, *ROUTES, *PREFIX_LISTS, *GATEWAYS, *ADDRESSES, *BLOCKS, *ACLS, *PRIVATE, *MIRRORS, *END]
