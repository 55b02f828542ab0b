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
        where = {"address_type": lower(one, "AddressType"), "address": one.get("Address")}
        inside = {"vswitch_id": one.get("VSwitchId") or None, "vpc_id": one.get("VpcId") or None}
        yield resource("alicloud_slb_load_balancer", ident, one.get("LoadBalancerName"), **where, **inside)
        yield from _default_group(api, ident)
        yield from _vserver_groups(api, ident)
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
            **values,
            **_guard(one),
            **_redirect(one),
        )


def _guard(one: Item) -> dict[str, Any]:
    ids = listed(one, "AclIds") or ([one["AclId"]] if one.get("AclId") else [])
    return {"acl_status": lower(one, "AclStatus"), "acl_type": lower(one, "AclType"), "acl_ids": ids}


def _redirect(one: Item) -> dict[str, Any]:
    details: Item = next((one[key] for key in DETAILS if one.get(key)), {})
    return {"listener_forward": lower(details, "ListenerForward"), "forward_port": details.get("ForwardPort") or None}
