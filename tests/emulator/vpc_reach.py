"""The official VPC SDK's way through option sets, address pools, endpoints, gateway tables and traffic mirrors."""

from tests.emulator.conformance import Step
from tests.emulator.wording import TAG, of

ECS = "alibabacloud_ecs20140526"

BLOCKS = [
    Step(
        "CreatePublicIpAddressPool", of(Name="p", Isp="BGP", Zones=["cn-hangzhou-h"]), {"pool": "PublicIpAddressPoolId"}
    ),
    Step("UpdatePublicIpAddressPoolAttribute", of(PublicIpAddressPoolId="$pool", Name="q")),
    Step(
        "AddPublicIpAddressPoolCidrBlock",
        of(PublicIpAddressPoolId="$pool", CidrMask=28),
        {"pool_block": "CidrBlock"},
    ),
    Step("AllocateEipAddress", of(PublicIpAddressPoolId="$pool"), {"pooled": "AllocationId"}),
    Step("TagResources", of(ResourceType="PublicIpAddressPool", ResourceId=["$pool"], Tag=TAG)),
    Step("ListPublicIpAddressPools", of()),
    Step("ListPublicIpAddressPoolCidrBlocks", of(PublicIpAddressPoolId="$pool")),
    Step("ReleaseEipAddress", of(AllocationId="$pooled")),
    Step("DeletePublicIpAddressPoolCidrBlock", of(PublicIpAddressPoolId="$pool", CidrBlock="$pool_block")),
    Step("DeletePublicIpAddressPool", of(PublicIpAddressPoolId="$pool")),
    Step("AllocateEipSegmentAddress", of(EipMask="28"), {"segment": "EipSegmentInstanceId"}),
    Step("DescribeEipSegment", of(SegmentInstanceId="$segment")),
    Step("ReleaseEipSegmentAddress", of(SegmentInstanceId="$segment")),
    Step(
        "CreateVSwitchCidrReservation",
        of(VSwitchId="$vswitch", VSwitchCidrReservationMask="28", Tag=TAG),
        {"reserved": "VSwitchCidrReservationId"},
    ),
    Step(
        "ModifyVSwitchCidrReservationAttribute",
        of(VSwitchCidrReservationId="$reserved", VSwitchCidrReservationName="r"),
    ),
    Step("ListVSwitchCidrReservations", of(VSwitchId="$vswitch")),
    Step("GetVSwitchCidrReservationUsage", of(VSwitchCidrReservationId="$reserved")),
    Step("DeleteVSwitchCidrReservation", of(VSwitchCidrReservationId="$reserved")),
]
PRIVATE = [
    Step(
        "CreateDhcpOptionsSet", of(DhcpOptionsSetName="d", DomainName="a.example", Tag=TAG), {"set": "DhcpOptionsSetId"}
    ),
    Step("UpdateDhcpOptionsSetAttribute", of(DhcpOptionsSetId="$set", DomainName="b.example")),
    Step("AttachDhcpOptionsSetToVpc", of(DhcpOptionsSetId="$set", VpcId="$vpc")),
    Step("GetDhcpOptionsSet", of(DhcpOptionsSetId="$set")),
    Step("ListDhcpOptionsSets", of()),
    Step("DetachDhcpOptionsSetFromVpc", of(DhcpOptionsSetId="$set", VpcId="$vpc")),
    Step("ReplaceVpcDhcpOptionsSet", of(DhcpOptionsSetId="$set", VpcId="$vpc")),
    Step("DetachDhcpOptionsSetFromVpc", of(DhcpOptionsSetId="$set", VpcId="$vpc")),
    Step("DeleteDhcpOptionsSet", of(DhcpOptionsSetId="$set")),
    Step("ListVpcEndpointServicesByEndUser", of()),
    Step("CreateRouteTable", of(VpcId="$vpc"), {"own_table": "RouteTableId"}),
    Step(
        "CreateVpcGatewayEndpoint",
        of(VpcId="$vpc", ServiceName="com.aliyun.cn-hangzhou.oss", EndpointName="e", Tag=TAG),
        {"endpoint": "EndpointId"},
    ),
    Step("UpdateVpcGatewayEndpointAttribute", of(EndpointId="$endpoint", EndpointName="f")),
    Step("AssociateRouteTablesWithVpcGatewayEndpoint", of(EndpointId="$endpoint", RouteTableIds=["$own_table"])),
    Step("GetVpcGatewayEndpointAttribute", of(EndpointId="$endpoint")),
    Step("ListVpcGatewayEndpoints", of()),
    Step("DissociateRouteTablesFromVpcGatewayEndpoint", of(EndpointId="$endpoint", RouteTableIds=["$own_table"])),
    Step("DeleteVpcGatewayEndpoint", of(EndpointId="$endpoint")),
    Step("DeleteRouteTable", of(RouteTableId="$own_table")),
    Step("CreateRouteTable", of(VpcId="$vpc", AssociateType="Gateway"), {"edge": "RouteTableId"}),
    Step("CreateIpv4Gateway", of(VpcId="$vpc"), {"v4": "Ipv4GatewayId"}),
    Step("EnableVpcIpv4Gateway", of(Ipv4GatewayId="$v4")),
    Step(
        "AssociateRouteTableWithGateway",
        of(RouteTableId="$edge", GatewayId="$v4", GatewayType="IPv4Gateway"),
    ),
    Step(
        "UpdateGatewayRouteTableEntryAttribute",
        of(GatewayRouteTableId="$edge", DestinationCidrBlock="10.0.1.0/24", Name="r"),
    ),
    Step("ListGatewayRouteTableEntries", of(GatewayRouteTableId="$edge")),
    Step(
        "DissociateRouteTableFromGateway",
        of(RouteTableId="$edge", GatewayId="$v4", GatewayType="IPv4Gateway"),
    ),
    Step("DeleteRouteTable", of(RouteTableId="$edge")),
    Step("DeleteIpv4Gateway", of(Ipv4GatewayId="$v4")),
]
TOLD = {"RouteTableId": "$told_table", "DestinationCidrBlock": "172.16.0.0/24"}
TO = {"TargetType": "ECR", "TargetInstanceId": "ecr-1"}
RULE = {"Action": "accept", "Protocol": "TCP", "Priority": 1}
CARD = of(VSwitchId="$vswitch", SecurityGroupId="$group")
MIRRORS = [
    Step(
        "CreateRouteTable",
        of(VpcId="$vpc"),
        {"told_table": "RouteTableId"},
    ),
    Step("CreateHaVip", of(VSwitchId="$vswitch"), {"told_hop": "HaVipId"}),
    Step(
        "CreateRouteEntry",
        of(
            RouteTableId="$told_table", DestinationCidrBlock="172.16.0.0/24", NextHopType="HaVip", NextHopId="$told_hop"
        ),
        {"told": "RouteEntryId"},
    ),
    Step("PublishVpcRouteEntries", of(RouteEntries=[TOLD], **TO)),
    Step("ListVpcPublishedRouteEntries", of(RouteTableId="$told_table", TargetType="ECR")),
    Step("WithdrawVpcPublishedRouteEntries", of(RouteEntries=[TOLD], **TO)),
    Step("DeleteRouteEntry", of(RouteEntryId="$told")),
    Step("DeleteRouteTable", of(RouteTableId="$told_table")),
    Step("DeleteHaVip", of(HaVipId="$told_hop")),
    Step("GetFlowLogServiceStatus", of()),
    Step("OpenFlowLogService", of()),
    Step("GetTrafficMirrorServiceStatus", of()),
    Step("OpenTrafficMirrorService", of()),
    Step("CreateSecurityGroup", of(VpcId="$vpc"), {"group": "SecurityGroupId"}, ECS),
    Step("CreateNetworkInterface", CARD, {"from": "NetworkInterfaceId"}, ECS),
    Step("CreateNetworkInterface", CARD, {"from_2": "NetworkInterfaceId"}, ECS),
    Step("CreateNetworkInterface", CARD, {"to": "NetworkInterfaceId"}, ECS),
    Step(
        "CreateTrafficMirrorFilter",
        of(TrafficMirrorFilterName="f", IngressRules=[RULE], EgressRules=[RULE], Tag=TAG),
        {"filter": "TrafficMirrorFilterId"},
    ),
    Step("UpdateTrafficMirrorFilterAttribute", of(TrafficMirrorFilterId="$filter", TrafficMirrorFilterName="g")),
    Step(
        "CreateTrafficMirrorFilterRules",
        of(
            TrafficMirrorFilterId="$filter",
            IngressRules=[{**RULE, "Priority": 2}],
            EgressRules=[{**RULE, "Priority": 2}],
        ),
        {"rule": "IngressRules.0.InstanceId"},
    ),
    Step("UpdateTrafficMirrorFilterRuleAttribute", of(TrafficMirrorFilterRuleId="$rule", RuleAction="drop")),
    Step("ListTrafficMirrorFilters", of()),
    Step("DeleteTrafficMirrorFilterRules", of(TrafficMirrorFilterId="$filter", TrafficMirrorFilterRuleIds=["$rule"])),
    Step(
        "CreateTrafficMirrorSession",
        of(
            TrafficMirrorFilterId="$filter",
            TrafficMirrorTargetId="$to",
            TrafficMirrorTargetType="NetworkInterface",
            TrafficMirrorSourceIds=["$from"],
            Priority=1,
            Tag=TAG,
        ),
        {"session": "TrafficMirrorSessionId"},
    ),
    Step("UpdateTrafficMirrorSessionAttribute", of(TrafficMirrorSessionId="$session", Enabled=True)),
    Step("AddSourcesToTrafficMirrorSession", of(TrafficMirrorSessionId="$session", TrafficMirrorSourceIds=["$from_2"])),
    Step(
        "RemoveSourcesFromTrafficMirrorSession",
        of(TrafficMirrorSessionId="$session", TrafficMirrorSourceIds=["$from_2"]),
    ),
    Step("ListTrafficMirrorSessions", of()),
    Step("DeleteTrafficMirrorSession", of(TrafficMirrorSessionId="$session")),
    Step("DeleteTrafficMirrorFilter", of(TrafficMirrorFilterId="$filter")),
    *(Step("DeleteNetworkInterface", of(NetworkInterfaceId=f"${name}"), sdk=ECS) for name in ("from", "from_2", "to")),
    Step("DeleteSecurityGroup", of(SecurityGroupId="$group"), sdk=ECS),
]
EGRESS_ONLY = [
    Step(
        "CreateIpv6EgressOnlyRule", of(Ipv6GatewayId="$v6", InstanceId="$six", Name="o"), {"only": "Ipv6EgressRuleId"}
    ),
    Step("DescribeIpv6EgressOnlyRules", of(Ipv6GatewayId="$v6")),
    Step("DeleteIpv6EgressOnlyRule", of(Ipv6EgressOnlyRuleId="$only")),
]
SIX = [
    Step(
        "AllocateIpv6Address",
        of(VSwitchId="$vswitch", Ipv6AddressName="a", Ipv6AddressDescription="first", Tag=TAG),
        {"six": "Ipv6AddressId"},
    ),
    Step("ModifyIpv6AddressAttribute", of(Ipv6AddressId="$six", Name="b")),
    Step(
        "AllocateIpv6InternetBandwidth",
        of(Ipv6AddressId="$six", Ipv6GatewayId="$v6", Bandwidth=10, InternetChargeType="PayByBandwidth"),
        {"public": "InternetBandwidthId"},
    ),
    Step("ModifyIpv6InternetBandwidth", of(Ipv6InternetBandwidthId="$public", Ipv6AddressId="$six", Bandwidth=20)),
    Step("DescribeIpv6Addresses", of(Ipv6InternetBandwidthId="$public")),
    *EGRESS_ONLY,
    Step("DeleteIpv6InternetBandwidth", of(Ipv6InternetBandwidthId="$public", Ipv6AddressId="$six")),
    Step("ReleaseIpv6Address", of(Ipv6AddressId="$six")),
]
