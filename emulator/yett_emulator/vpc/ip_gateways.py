"""IPv6 and IPv4 gateways: one of each kind in a VPC."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.paging import tokened
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, given_tags, put_tags, tags_of
from yett_emulator.vpc import route_entries
from yett_emulator.vpc.common import (
    common_fields,
    here,
    labels,
    listed,
    matching,
    needed,
    owner,
    refuse_if,
    relabel,
    shown,
    tagged,
    update,
)
from yett_emulator.vpc.vpcs import available_vpc

V6_NOT_FOUND = "InvalidIpv6GatewayId.NotFound"
V4_NOT_FOUND = "ResourceNotFound.Ipv4Gateway"


def create_ipv6_gateway(call: Call) -> Answer:
    vpc = available_vpc(call, call.required("VpcId"))
    refuse_if(not vpc["EnabledIpv6"], "OperationDenied.Ipv6NotEnabled", "IPv6 is not enabled for the VPC.")
    taken = call.store.find("ipv6_gateway", VpcId=vpc["VpcId"])
    refuse_if(taken, "QuotaExceeded.Ipv6Gateway", "The VPC has an IPv6 gateway.")
    key = new_id("ipv6gw")
    record = {
        "Ipv6GatewayId": key,
        "VpcId": vpc["VpcId"],
        "Status": "Pending",
        "BusinessStatus": "Normal",
        "InstanceChargeType": "PostPaid",
        "ExpiredTime": "",
        "OwnerId": owner(call),
        **labels(call, Name="Name", Description="Description"),
        **common_fields(call),
    }
    call.store.insert("ipv6_gateway", key, record)
    put_tags(call.store, key, given_tags(call))
    call.later("ipv6_gateway", key, {"Status": "Available"})
    # ipv6-gateway, "Manage IPv6 routes in the route table"
    route_entries.add_way_out(call, vpc["VpcId"], "::/0", ("IPv6Gateway", key), "Created with ipv6gw by system.")
    return {"Ipv6GatewayId": key, "ResourceGroupId": record["ResourceGroupId"]}


def describe_ipv6_gateway_attribute(call: Call) -> Answer:
    gateway = needed(call, "ipv6_gateway", "Ipv6GatewayId", V6_NOT_FOUND)
    return shown(call, gateway, "Ipv6GatewayId", GatewayRouteTableId="")


def describe_ipv6_gateways(call: Call) -> Answer:
    same = ("Ipv6GatewayId", "Name", "VpcId", "ResourceGroupId")
    found = matching(call, here(call, call.store.find("ipv6_gateway")), **{name: name for name in same})
    found = tagged(call, found, "Ipv6GatewayId", "Tags")
    return listed(call, [shown(call, one, "Ipv6GatewayId") for one in found], "Ipv6Gateways", "Ipv6Gateway")


def modify_ipv6_gateway_attribute(call: Call) -> Answer:
    key = needed(call, "ipv6_gateway", "Ipv6GatewayId", V6_NOT_FOUND)["Ipv6GatewayId"]
    return relabel(call, "ipv6_gateway", key, Name="Name", Description="Description")


def delete_ipv6_gateway(call: Call) -> Answer:
    key = needed(call, "ipv6_gateway", "Ipv6GatewayId", V6_NOT_FOUND)["Ipv6GatewayId"]
    rules = call.store.find("ipv6_egress_rule", _gateway=key)
    refuse_if(rules, "DependencyViolation.Ipv6EgressOnlyRule", "The IPv6 gateway has egress-only rules.")
    drop_tags(call.store, key)
    route_entries.drop_ways_to(call.store, key)
    call.store.delete("ipv6_gateway", key)
    return {}


def create_ipv4_gateway(call: Call) -> Answer:
    vpc = available_vpc(call, call.required("VpcId"))
    taken = call.store.find("ipv4_gateway", VpcId=vpc["VpcId"])
    refuse_if(taken, "QuotaExceeded.Ipv4Gateway", "The VPC has an IPv4 gateway.")
    key, common = new_id("ipv4gw"), common_fields(call)
    record = {
        "Ipv4GatewayId": key,
        "VpcId": vpc["VpcId"],
        "Status": "Creating",
        "Enabled": False,
        "Ipv4GatewayRouteTableId": "",
        "RegionId": common["RegionId"],
        "ResourceGroupId": common["ResourceGroupId"],
        "_created": common["CreationTime"],
        **labels(call, Ipv4GatewayName="Ipv4GatewayName", Ipv4GatewayDescription="Ipv4GatewayDescription"),
    }
    call.store.insert("ipv4_gateway", key, record)
    put_tags(call.store, key, given_tags(call))
    call.later("ipv4_gateway", key, {"Status": "Created"})
    return {"Ipv4GatewayId": key, "ResourceGroupId": record["ResourceGroupId"]}


def get_ipv4_gateway_attribute(call: Call) -> Answer:
    gateway = needed(call, "ipv4_gateway", "Ipv4GatewayId", V4_NOT_FOUND)
    return {**ipv4_row(call, gateway), "CreateTime": gateway["_created"]}


def ipv4_row(call: Call, gateway: Record) -> Answer:
    """Tags are a bare list in this product corner."""
    hidden = ("_created", "RegionId", "_next")
    labels_shown = [{"Key": k, "Value": v} for k, v in tags_of(call.store, gateway["Ipv4GatewayId"]).items()]
    return {**{k: v for k, v in gateway.items() if k not in hidden}, "Tags": labels_shown}


def list_ipv4_gateways(call: Call) -> Answer:
    same = ("Ipv4GatewayId", "Ipv4GatewayName", "VpcId", "ResourceGroupId")
    found = matching(call, here(call, call.store.find("ipv4_gateway")), **{name: name for name in same})
    page, about = tokened(call, tagged(call, found, "Ipv4GatewayId", "Tags"), 10, 100)
    rows = [{**ipv4_row(call, one), "GmtCreate": one["_created"]} for one in page]
    return {"Ipv4GatewayModels": rows, "NextToken": about["NextToken"], "TotalCount": str(about["TotalCount"])}


def update_ipv4_gateway_attribute(call: Call) -> Answer:
    key = needed(call, "ipv4_gateway", "Ipv4GatewayId", V4_NOT_FOUND)["Ipv4GatewayId"]
    names = {"Ipv4GatewayName": "Ipv4GatewayName", "Ipv4GatewayDescription": "Ipv4GatewayDescription"}
    return relabel(call, "ipv4_gateway", key, **names)


def enable_vpc_ipv4_gateway(call: Call) -> Answer:
    gateway = needed(call, "ipv4_gateway", "Ipv4GatewayId", V4_NOT_FOUND)
    if gateway["Enabled"]:
        raise CloudError("OperationDenied.Ipv4GatewayEnabled", "The IPv4 gateway is enabled already.")
    update(call.store, "ipv4_gateway", gateway["Ipv4GatewayId"], {"Enabled": True})
    return {}


def delete_ipv4_gateway(call: Call) -> Answer:
    key = needed(call, "ipv4_gateway", "Ipv4GatewayId", V4_NOT_FOUND)["Ipv4GatewayId"]
    routes = [e for e in call.store.find("route_entry") if key in [hop["NextHopId"] for hop in e["NextHops"]]]
    refuse_if(routes, "DependencyViolation.RouteEntry", "A route leads to the IPv4 gateway.")
    drop_tags(call.store, key)
    call.store.delete("ipv4_gateway", key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateIpv6Gateway": create_ipv6_gateway,
    "DescribeIpv6GatewayAttribute": describe_ipv6_gateway_attribute,
    "DescribeIpv6Gateways": describe_ipv6_gateways,
    "ModifyIpv6GatewayAttribute": modify_ipv6_gateway_attribute,
    "DeleteIpv6Gateway": delete_ipv6_gateway,
    "CreateIpv4Gateway": create_ipv4_gateway,
    "GetIpv4GatewayAttribute": get_ipv4_gateway_attribute,
    "ListIpv4Gateways": list_ipv4_gateways,
    "UpdateIpv4GatewayAttribute": update_ipv4_gateway_attribute,
    "EnableVpcIpv4Gateway": enable_vpc_ipv4_gateway,
    "DeleteIpv4Gateway": delete_ipv4_gateway,
}
