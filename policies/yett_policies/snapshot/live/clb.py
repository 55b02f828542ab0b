"""Classic load balancers of a live account: listeners, access lists, default and vserver groups."""

from collections.abc import Iterator
from typing import Any

from yett_policies.resources import Resource

from ..cloud_api import CloudApi
from .words import Item, listed, lower, resource

DETAILS = ("TCPListenerConfig", "UDPListenerConfig", "HTTPListenerConfig", "HTTPSListenerConfig")


def classic_balancers(api: CloudApi) -> Iterator[Resource]:
    """Every CLB with all that belongs to it."""
    yield from _access_lists(api)
    for one in api.listed("Slb", "DescribeLoadBalancers", "LoadBalancers.LoadBalancer"):
        ident = one["LoadBalancerId"]
        version = lower(one, "AddressIPVersion")
        where = {
            "address_type": lower(one, "AddressType"),
            "address": one.get("Address"),
            "address_ip_version": version,
        }
        inside = {"vswitch_id": one.get("VSwitchId") or None, "vpc_id": one.get("VpcId") or None}
        yield resource("alicloud_slb_load_balancer", ident, one.get("LoadBalancerName"), **where, **inside)
        yield from _default_group(api, ident)
        yield from _vserver_groups(api, ident)
        yield from _pairs(api, ident)
        yield from _listeners(api, ident)


def _access_lists(api: CloudApi) -> Iterator[Resource]:
    for one in api.listed("Slb", "DescribeAccessControlLists", "Acls.Acl"):
        body = api.read("Slb", "DescribeAccessControlListAttribute", AclId=one["AclId"])
        entries = [{"entry": row["AclEntryIP"]} for row in listed(body, "AclEntrys", "AclEntry")]
        yield resource("alicloud_slb_acl", one["AclId"], one.get("AclName"), entry_list=entries)


def _default_group(api: CloudApi, balancer: str) -> Iterator[Resource]:
    body = api.read("Slb", "DescribeLoadBalancerAttribute", LoadBalancerId=balancer)
    servers = [{"server_id": row["ServerId"]} for row in listed(body, "BackendServers", "BackendServer")]
    if servers:
        values = {"load_balancer_id": balancer, "backend_servers": servers}
        yield resource("alicloud_slb_backend_server", f"{balancer}:default", "", **values)


def _vserver_groups(api: CloudApi, balancer: str) -> Iterator[Resource]:
    body = api.read("Slb", "DescribeVServerGroups", LoadBalancerId=balancer)
    for one in listed(body, "VServerGroups", "VServerGroup"):
        found = api.read("Slb", "DescribeVServerGroupAttribute", VServerGroupId=one["VServerGroupId"])
        servers = [
            {"server_ids": [row["ServerId"]], "port": row.get("Port")}
            for row in listed(found, "BackendServers", "BackendServer")
        ]
        values = {"load_balancer_id": balancer, "servers": servers}
        yield resource("alicloud_slb_server_group", one["VServerGroupId"], one.get("VServerGroupName"), **values)


def _pairs(api: CloudApi, balancer: str) -> Iterator[Resource]:
    body = api.read("Slb", "DescribeMasterSlaveServerGroups", LoadBalancerId=balancer)
    for one in listed(body, "MasterSlaveServerGroups", "MasterSlaveServerGroup"):
        ident = one["MasterSlaveServerGroupId"]
        found = api.read("Slb", "DescribeMasterSlaveServerGroupAttribute", MasterSlaveServerGroupId=ident)
        servers = [
            {"server_id": row["ServerId"], "port": row.get("Port")}
            for row in listed(found, "MasterSlaveBackendServers", "MasterSlaveBackendServer")
        ]
        values = {"load_balancer_id": balancer, "servers": servers}
        name = one.get("MasterSlaveServerGroupName")
        yield resource("alicloud_slb_master_slave_server_group", ident, name, **values)


def _rules(api: CloudApi, balancer: str, protocol: str, port: int) -> Iterator[Resource]:
    """The forwarding rules of a listener, which lead to server groups of their own."""
    asked = {"LoadBalancerId": balancer, "ListenerPort": str(port), "ListenerProtocol": protocol}
    for one in listed(api.read("Slb", "DescribeRules", **asked), "Rules", "Rule"):
        values = {"load_balancer_id": balancer, "frontend_port": port, "server_group_id": one.get("VServerGroupId")}
        yield resource("alicloud_slb_rule", one["RuleId"], one.get("RuleName"), **values)


def _listeners(api: CloudApi, balancer: str) -> Iterator[Resource]:
    path = "Listeners"
    for one in api.tokened("Slb", "DescribeLoadBalancerListeners", path, **{"LoadBalancerId.1": balancer}):
        if str(one.get("Status", "running")).lower() == "stopped":
            continue
        protocol, port = str(one["ListenerProtocol"]).lower(), one["ListenerPort"]
        values = {"protocol": protocol, "frontend_port": port, "backend_port": one.get("BackendServerPort") or None}
        ident = f"{balancer}:{protocol}:{port}"
        yield resource(
            "alicloud_slb_listener",
            ident,
            one.get("Description") or ident,
            load_balancer_id=balancer,
            server_group_id=one.get("VServerGroupId") or None,
            master_slave_server_group_id=_details(one).get("MasterSlaveServerGroupId") or None,
            **values,
            **_guard(one),
            **_redirect(one),
        )
        if protocol in ("http", "https"):
            yield from _rules(api, balancer, protocol, port)


def _guard(one: Item) -> dict[str, Any]:
    ids = listed(one, "AclIds") or ([one["AclId"]] if one.get("AclId") else [])
    return {"acl_status": lower(one, "AclStatus"), "acl_type": lower(one, "AclType"), "acl_ids": ids}


def _details(one: Item) -> Item:
    """What only listeners of one protocol have."""
    return next((one[key] for key in DETAILS if one.get(key)), {})


def _redirect(one: Item) -> dict[str, Any]:
    details = _details(one)
    return {"listener_forward": lower(details, "ListenerForward"), "forward_port": details.get("ForwardPort") or None}
