"""Application and network load balancers of a live account, with their listeners and address lists."""

from collections.abc import Iterator

from yett_policies.resources import Resource

from ..cloud_api import CloudApi
from .words import listed, resource


def application_balancers(api: CloudApi) -> Iterator[Resource]:
    """Every ALB with its listeners, and every address list."""
    for one in api.tokened("Alb", "ListAcls", "Acls"):
        rows = api.tokened("Alb", "ListAclEntries", "AclEntries", AclId=one["AclId"])
        entries = [{"entry": row["Entry"]} for row in rows]
        yield resource("alicloud_alb_acl", one["AclId"], one.get("AclName"), acl_entries=entries)
    for one in api.tokened("Alb", "ListLoadBalancers", "LoadBalancers"):
        where = {"address_type": one.get("AddressType"), "dns_name": one.get("DNSName"), "vpc_id": one.get("VpcId")}
        yield resource("alicloud_alb_load_balancer", one["LoadBalancerId"], one.get("LoadBalancerName"), **where)
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
        )


def _acl_config(config: dict[str, object]) -> list[dict[str, object]]:
    relations = [{"acl_id": row["AclId"]} for row in listed(config, "AclRelations")]
    return [{"acl_type": config.get("AclType"), "acl_relations": relations}] if relations else []


def network_balancers(api: CloudApi) -> Iterator[Resource]:
    """Every NLB with its listeners."""
    for one in api.tokened("Nlb", "ListLoadBalancers", "LoadBalancers"):
        zones = [{"vswitch_id": row.get("VSwitchId")} for row in listed(one, "ZoneMappings")]
        where = {"address_type": one.get("AddressType"), "dns_name": one.get("DNSName"), "vpc_id": one.get("VpcId")}
        inside = {"zone_mappings": zones, "security_group_ids": listed(one, "SecurityGroupIds")}
        ident = one["LoadBalancerId"]
        yield resource("alicloud_nlb_load_balancer", ident, one.get("LoadBalancerName"), **where, **inside)
    for one in api.tokened("Nlb", "ListListeners", "Listeners"):
        yield resource(
            "alicloud_nlb_listener",
            one["ListenerId"],
            one.get("ListenerDescription"),
            load_balancer_id=one["LoadBalancerId"],
            listener_port=one.get("ListenerPort") or 0,
            start_port=one.get("StartPort") or None,
            end_port=one.get("EndPort") or None,
            listener_protocol=one["ListenerProtocol"],
            status=one.get("ListenerStatus"),
        )
