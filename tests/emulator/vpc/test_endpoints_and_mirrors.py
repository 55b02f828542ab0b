"""Gateway endpoints, gateway route tables and traffic mirrors: what refers to what."""

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Network

RULE = {"Action": "accept", "Protocol": "TCP", "Priority": 1}


def table(vpc: Api, network: Network, **more: str) -> str:
    return str(vpc("CreateRouteTable", VpcId=network.vpc, **more)["RouteTableId"])


def test_an_endpoint_serves_route_tables_of_its_vpc_once(vpc: Api, network: Network) -> None:
    service = vpc("ListVpcEndpointServicesByEndUser")["Services"][0]["ServiceName"]
    one, two = (
        str(vpc("CreateVpcGatewayEndpoint", VpcId=network.vpc, ServiceName=service)["EndpointId"]) for _ in range(2)
    )
    tables = [table(vpc, network)]
    vpc("AssociateRouteTablesWithVpcGatewayEndpoint", EndpointId=one, RouteTableIds=tables)
    assert vpc("GetVpcGatewayEndpointAttribute", EndpointId=one)["RouteTables"] == tables
    again = {"EndpointId": two, "RouteTableIds": tables}
    assert vpc.code("AssociateRouteTablesWithVpcGatewayEndpoint", **again) == "ResourceAssociated.RouteTable"
    assert vpc.code("DeleteVpcGatewayEndpoint", EndpointId=one) == "DependencyViolation.RouteTable"
    assert vpc.code("DissociateRouteTablesFromVpcGatewayEndpoint", **again) == "ResourceNotAssociated.RouteTable"
    vpc("DissociateRouteTablesFromVpcGatewayEndpoint", EndpointId=one, RouteTableIds=tables)
    vpc("DeleteVpcGatewayEndpoint", EndpointId=one)
    assert vpc.code("GetVpcGatewayEndpointAttribute", EndpointId=one) == "ResourceNotFound.GatewayEndpoint"


def test_an_endpoint_leads_to_a_service_that_there_is(vpc: Api, network: Network) -> None:
    wanted = {"VpcId": network.vpc, "ServiceName": "com.aliyun.cn-hangzhou.nothing"}
    assert vpc.code("CreateVpcGatewayEndpoint", **wanted) == "InvalidParameter.ServiceName"


def test_a_gateway_takes_a_table_that_was_made_for_gateways_when_it_is_on(vpc: Api, network: Network) -> None:
    gateway = vpc("CreateIpv4Gateway", VpcId=network.vpc)["Ipv4GatewayId"]
    edge, plain = table(vpc, network, AssociateType="Gateway"), table(vpc, network)
    wanted = {"RouteTableId": edge, "GatewayId": gateway, "GatewayType": "IPv4Gateway"}
    assert vpc.code("AssociateRouteTableWithGateway", **wanted) == "OperationDenied.Ipv4GatewayNotActive"
    vpc("EnableVpcIpv4Gateway", Ipv4GatewayId=gateway)
    wrong = {**wanted, "RouteTableId": plain}
    assert vpc.code("AssociateRouteTableWithGateway", **wrong) == "OperationDenied.RouteTableType"
    vpc("AssociateRouteTableWithGateway", **wanted)
    assert vpc("GetIpv4GatewayAttribute", Ipv4GatewayId=gateway)["Ipv4GatewayRouteTableId"] == edge
    assert vpc.code("DeleteRouteTable", RouteTableId=edge) == "DependencyViolation.Gateway"
    vpc("DissociateRouteTableFromGateway", **wanted)
    vpc("DeleteRouteTable", RouteTableId=edge)


def test_rules_of_a_mirror_filter_have_priorities_of_their_own(vpc: Api) -> None:
    key = vpc("CreateTrafficMirrorFilter", IngressRules=[RULE], EgressRules=[RULE])["TrafficMirrorFilterId"]
    again = {"TrafficMirrorFilterId": key, "IngressRules": [RULE]}
    assert vpc.code("CreateTrafficMirrorFilterRules", **again) == "Duplicated.RulePriority"
    made = vpc("CreateTrafficMirrorFilterRules", **{**again, "IngressRules": [{**RULE, "Priority": 2}]})
    [rule] = [one["InstanceId"] for one in made["IngressRules"]]
    vpc("UpdateTrafficMirrorFilterRuleAttribute", TrafficMirrorFilterRuleId=rule, RuleAction="drop")
    [shown] = vpc("ListTrafficMirrorFilters", TrafficMirrorFilterIds=[key])["TrafficMirrorFilters"]
    assert [one["Action"] for one in shown["IngressRules"]] == ["accept", "drop"]


def test_a_filter_that_a_session_uses_stays(vpc: Api, ecs: Api, network: Network) -> None:
    group = ecs("CreateSecurityGroup", VpcId=network.vpc)["SecurityGroupId"]
    card = {"VSwitchId": network.vswitch, "SecurityGroupId": group}
    source, target = (ecs("CreateNetworkInterface", **card)["NetworkInterfaceId"] for _ in range(2))
    key = vpc("CreateTrafficMirrorFilter")["TrafficMirrorFilterId"]
    wanted = {
        "TrafficMirrorFilterId": key,
        "TrafficMirrorTargetId": target,
        "TrafficMirrorTargetType": "NetworkInterface",
        "TrafficMirrorSourceIds": [source],
        "Priority": 1,
    }
    session = vpc("CreateTrafficMirrorSession", **wanted)["TrafficMirrorSessionId"]
    assert vpc.code("CreateTrafficMirrorSession", **wanted) == "QuotaExceeded.SessionPerSource"
    assert (
        vpc.code("DeleteTrafficMirrorFilter", TrafficMirrorFilterId=key) == "DependencyViolation.TrafficMirrorSession"
    )
    unknown = {**wanted, "TrafficMirrorSourceIds": ["eni-none"]}
    assert vpc.code("CreateTrafficMirrorSession", **unknown) == "ResourceNotFound.TrafficMirrorSource"
    vpc("DeleteTrafficMirrorSession", TrafficMirrorSessionId=session)
    vpc("DeleteTrafficMirrorFilter", TrafficMirrorFilterId=key)
