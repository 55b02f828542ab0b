"""Egress-only rules of an IPv6 gateway: an address may open connections, nobody may open one to it.

Source: help.aliyun.com, IPv6 gateway, `CreateIpv6EgressOnlyRule`.
"""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, not_found
from yett_emulator.ids import new_id
from yett_emulator.store import Record, public
from yett_emulator.vpc import ipv6_addresses
from yett_emulator.vpc.common import labels, listed, matching, needed
from yett_emulator.vpc.ip_gateways import V6_NOT_FOUND

KIND = "ipv6_egress_rule"


def gateway_of(call: Call) -> Record:
    return needed(call, "ipv6_gateway", "Ipv6GatewayId", V6_NOT_FOUND)


def create(call: Call) -> Answer:
    gateway, address = gateway_of(call), call.required("InstanceId")
    if not any(ipv6_addresses.id_of(one) == address for one in ipv6_addresses.addresses(call.store)):
        raise not_found("InvalidIpv6AddressId.NotFound", "IPv6 address", address)
    if call.store.first(KIND, InstanceId=address):
        raise CloudError("InvalidInstanceId.RuleExist", f"The IPv6 address {address} has an egress-only rule.")
    key = new_id("ipv6py")
    record = {
        "Ipv6EgressOnlyRuleId": key,
        "InstanceId": address,
        "InstanceType": call.choice("InstanceType", ("Ipv6Address",), "Ipv6Address"),
        "Status": "Available",
        "_gateway": gateway["Ipv6GatewayId"],
        **labels(call, Name="Name", Description="Description"),
    }
    call.store.insert(KIND, key, record)
    return {"Ipv6EgressRuleId": key}


def describe(call: Call) -> Answer:
    same = ("Ipv6EgressOnlyRuleId", "InstanceId", "InstanceType", "Name")
    found = matching(call, call.store.find(KIND, _gateway=call.required("Ipv6GatewayId")), **{n: n for n in same})
    return listed(call, [public(one) for one in found], "Ipv6EgressOnlyRules", "Ipv6EgressOnlyRule")


def delete(call: Call) -> Answer:
    rule = needed(call, KIND, "Ipv6EgressOnlyRuleId", "InvalidIpv6EgressOnlyRuleId.NotFound")
    call.store.delete(KIND, rule["Ipv6EgressOnlyRuleId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateIpv6EgressOnlyRule": create,
    "DescribeIpv6EgressOnlyRules": describe,
    "DeleteIpv6EgressOnlyRule": delete,
}
