"""What `yett orphans` looks for: each kind of resource that has tags, and how the account lists it."""

from typing import Literal

from yett_policies.frozen import frozen


@frozen
class Kind:
    """How one kind of tagged resource is listed."""

    type: str
    product: str
    action: str
    items: str
    id: str
    name: str
    paging: Literal["pages", "tokens", "none"] = "pages"
    """How an answer goes on: by numbered pages, by `NextToken`, or not at all."""


KINDS = (
    Kind("alicloud:vpc/network:Network", "Vpc", "DescribeVpcs", "Vpcs.Vpc", "VpcId", "VpcName"),
    Kind("alicloud:vpc/switch:Switch", "Vpc", "DescribeVSwitches", "VSwitches.VSwitch", "VSwitchId", "VSwitchName"),
    Kind(
        "alicloud:vpc/natGateway:NatGateway",
        "Vpc",
        "DescribeNatGateways",
        "NatGateways.NatGateway",
        "NatGatewayId",
        "Name",
    ),
    Kind(
        "alicloud:ecs/eipAddress:EipAddress",
        "Vpc",
        "DescribeEipAddresses",
        "EipAddresses.EipAddress",
        "AllocationId",
        "Name",
    ),
    Kind(
        "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage",
        "Vpc",
        "DescribeCommonBandwidthPackages",
        "CommonBandwidthPackages.CommonBandwidthPackage",
        "BandwidthPackageId",
        "Name",
    ),
    Kind(
        "alicloud:vpc/networkAcl:NetworkAcl",
        "Vpc",
        "DescribeNetworkAcls",
        "NetworkAcls.NetworkAcl",
        "NetworkAclId",
        "NetworkAclName",
    ),
    Kind(
        "alicloud:vpc/routeTable:RouteTable",
        "Vpc",
        "DescribeRouteTableList",
        "RouterTableList.RouterTableListType",
        "RouteTableId",
        "RouteTableName",
    ),
    Kind("alicloud:vpc/flowLog:FlowLog", "Vpc", "DescribeFlowLogs", "FlowLogs.FlowLog", "FlowLogId", "FlowLogName"),
    Kind(
        "alicloud:vpc/ipv6Gateway:Ipv6Gateway",
        "Vpc",
        "DescribeIpv6Gateways",
        "Ipv6Gateways.Ipv6Gateway",
        "Ipv6GatewayId",
        "Name",
    ),
    Kind(
        "alicloud:vpc/peerConnection:PeerConnection",
        "VpcPeer",
        "ListVpcPeerConnections",
        "VpcPeerConnects",
        "InstanceId",
        "Name",
        "tokens",
    ),
    Kind(
        "alicloud:ecs/securityGroup:SecurityGroup",
        "Ecs",
        "DescribeSecurityGroups",
        "SecurityGroups.SecurityGroup",
        "SecurityGroupId",
        "SecurityGroupName",
    ),
    Kind(
        "alicloud:ecs/ecsPrefixList:EcsPrefixList",
        "Ecs",
        "DescribePrefixLists",
        "PrefixLists.PrefixList",
        "PrefixListId",
        "PrefixListName",
        "tokens",
    ),
    Kind(
        "alicloud:ecs/instance:Instance", "Ecs", "DescribeInstances", "Instances.Instance", "InstanceId", "InstanceName"
    ),
    Kind(
        "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
        "Slb",
        "DescribeLoadBalancers",
        "LoadBalancers.LoadBalancer",
        "LoadBalancerId",
        "LoadBalancerName",
    ),
    Kind("alicloud:slb/acl:Acl", "Slb", "DescribeAccessControlLists", "Acls.Acl", "AclId", "AclName"),
    Kind(
        "alicloud:slb/serverCertificate:ServerCertificate",
        "Slb",
        "DescribeServerCertificates",
        "ServerCertificates.ServerCertificate",
        "ServerCertificateId",
        "ServerCertificateName",
        "none",
    ),
    Kind(
        "alicloud:alb/loadBalancer:LoadBalancer",
        "Alb",
        "ListLoadBalancers",
        "LoadBalancers",
        "LoadBalancerId",
        "LoadBalancerName",
        "tokens",
    ),
    Kind(
        "alicloud:nlb/loadBalancer:LoadBalancer",
        "Nlb",
        "ListLoadBalancers",
        "LoadBalancers",
        "LoadBalancerId",
        "LoadBalancerName",
        "tokens",
    ),
    Kind(
        "alicloud:ess/scalingGroup:ScalingGroup",
        "Ess",
        "DescribeScalingGroups",
        "ScalingGroups.ScalingGroup",
        "ScalingGroupId",
        "ScalingGroupName",
    ),
)
