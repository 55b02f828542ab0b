"""Application and network load balancers of a live account: listeners, rules, server groups and address lists."""

from collections.abc import Iterator
from typing import Any

from yett_policies.resources import Resource

from ..cloud_api import CloudApi
from .words import Item, listed, resource


def application_balancers(api: CloudApi) -> Iterator[Resource]:
    """Every ALB with its listeners and their rules, and every server group and address list."""
    yield from _access_lists(api)
    yield from _balancers(api, "Alb")
    yield from _server_groups(api, "Alb")
    for one in api.tokened("Alb", "ListListeners", "Listeners"):
        found = api.read("Alb", "GetListenerAttribute", ListenerId=one["ListenerId"])
        yield resource(
            "alicloud_alb_listener",
            one["ListenerId"],
            one.get("ListenerDescription"),
            load_balancer_id=one["LoadBalancerId"],
            listener_port=one["ListenerPort"],
            listener_protocol=one["ListenerProtocol"],
            status=one.get("ListenerStatus"),
            acl_config=_acl_config(found.get("AclConfig") or {}),
            default_actions=_actions(found, "DefaultActions"),
        )
    for one in api.tokened("Alb", "ListRules", "Rules"):
        actions = _actions(one, "RuleActions")
        name = one.get("RuleName")
        yield resource("alicloud_alb_rule", one["RuleId"], name, listener_id=one["ListenerId"], rule_actions=actions)


def _access_lists(api: CloudApi) -> Iterator[Resource]:
    for one in api.tokened("Alb", "ListAcls", "Acls"):
        rows = api.tokened("Alb", "ListAclEntries", "AclEntries", AclId=one["AclId"])
        entries = [{"entry": row["Entry"]} for row in rows]
        yield resource("alicloud_alb_acl", one["AclId"], one.get("AclName"), acl_entries=entries)


def _acl_config(config: Item) -> list[dict[str, object]]:
    relations = [{"acl_id": row["AclId"]} for row in listed(config, "AclRelations")]
    return [{"acl_type": config.get("AclType"), "acl_relations": relations}] if relations else []


def _actions(item: Item, key: str) -> list[dict[str, Any]]:
    """The server groups that actions forward to."""
    forwards = (action.get("ForwardGroupConfig") or {} for action in listed(item, key))
    tuples = ([{"server_group_id": t["ServerGroupId"]} for t in listed(one, "ServerGroupTuples")] for one in forwards)
    return [{"forward_group_config": [{"server_group_tuples": found}]} for found in tuples if found]


def network_balancers(api: CloudApi) -> Iterator[Resource]:
    """Every NLB with its listeners, and every server group."""
    yield from _balancers(api, "Nlb")
    yield from _server_groups(api, "Nlb")
    for one in api.tokened("Nlb", "ListListeners", "Listeners"):
        yield resource(
            "alicloud_nlb_listener",
            one["ListenerId"],
            one.get("ListenerDescription"),
            load_balancer_id=one["LoadBalancerId"],
            server_group_id=one.get("ServerGroupId") or None,
            listener_port=one.get("ListenerPort") or 0,
            start_port=one.get("StartPort") or None,
            end_port=one.get("EndPort") or None,
            listener_protocol=one["ListenerProtocol"],
            status=one.get("ListenerStatus"),
        )


def _balancers(api: CloudApi, product: str) -> Iterator[Resource]:
    for one in api.tokened(product, "ListLoadBalancers", "LoadBalancers"):
        found = api.read(product, "GetLoadBalancerAttribute", LoadBalancerId=one["LoadBalancerId"])
        yield resource(
            f"alicloud_{product.lower()}_load_balancer",
            one["LoadBalancerId"],
            one.get("LoadBalancerName"),
            address_type=found.get("AddressType"),
            address_ip_version=found.get("AddressIpVersion") or None,
            ipv6_address_type=found.get("Ipv6AddressType") or None,
            dns_name=found.get("DNSName"),
            vpc_id=found.get("VpcId"),
            zone_mappings=[{"vswitch_id": row.get("VSwitchId")} for row in listed(found, "ZoneMappings")],
            security_group_ids=listed(found, "SecurityGroupIds"),
        )


def _server_groups(api: CloudApi, product: str) -> Iterator[Resource]:
    for one in api.tokened(product, "ListServerGroups", "ServerGroups"):
        rows = api.tokened(product, "ListServerGroupServers", "Servers", ServerGroupId=one["ServerGroupId"])
        servers = [
            {"server_id": row["ServerId"], "server_type": row.get("ServerType"), "port": row.get("Port") or None}
            for row in rows
        ]
        yield resource(
            f"alicloud_{product.lower()}_server_group",
            one["ServerGroupId"],
            one.get("ServerGroupName"),
            servers=servers,
            server_group_type=one.get("ServerGroupType"),
            vpc_id=one.get("VpcId") or None,
            preserve_client_ip_enabled=one.get("PreserveClientIpEnabled"),
        )
