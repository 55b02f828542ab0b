"""ALB alone: HTTP listeners, rules by priority, white and black lists, deletion protection."""

from typing import Any

import pytest

from tests.emulator.balancing.conftest import Ground


def forward(group: str) -> list[dict[str, Any]]:
    return [{"Type": "ForwardGroup", "ForwardGroupConfig": {"ServerGroupTuples": [{"ServerGroupId": group}]}}]


def listener(alb: Ground, balancer: str, group: str, port: int = 80, **more: Any) -> str:
    given = {"LoadBalancerId": balancer, "ListenerPort": port, "ListenerProtocol": "HTTP"}
    return str(alb.api("CreateListener", DefaultActions=forward(group), **{**given, **more})["ListenerId"])


def test_a_listener_runs_at_once_and_keeps_typed_values(alb: Ground) -> None:
    key = listener(alb, alb.balancer(), alb.servers(), IdleTimeout=20, GzipEnabled=False)
    shown = alb.api("GetListenerAttribute", ListenerId=key)
    assert (shown["ListenerStatus"], shown["IdleTimeout"], shown["GzipEnabled"]) == ("Running", 20, False)
    alb.api("UpdateListenerAttribute", ListenerId=key, ListenerDescription="web")
    alb.api("StopListener", ListenerId=key)
    shown = alb.api("GetListenerAttribute", ListenerId=key)
    assert (shown["ListenerDescription"], shown["ListenerStatus"]) == ("web", "Stopped")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ListenerPort": 70000}, "InvalidParameter.ListenerPort"),
        ({"ListenerProtocol": "TCP"}, "IllegalParam.ListenerProtocol"),
        ({"ListenerProtocol": "HTTPS"}, "MissingParameter.Certificates"),
        ({"IdleTimeout": 601}, "IllegalParam.IdleTimeout"),
        ({"LoadBalancerId": "alb-none"}, "ResourceNotFound.LoadBalancer"),
        ({"DefaultActions": forward("sgp-none")}, "ResourceNotFound.ServerGroup"),
        ({"DefaultActions": None}, "MissingParameter.DefaultActions"),
    ],
)
def test_a_listener_that_makes_no_sense_is_refused(alb: Ground, change: dict[str, Any], code: str) -> None:
    given = {"LoadBalancerId": alb.balancer(), "ListenerPort": 80, "ListenerProtocol": "HTTP"}
    given |= {"DefaultActions": forward(alb.servers())}
    assert alb.api.code("CreateListener", **{**given, **change}) == code


def test_a_port_is_used_once(alb: Ground) -> None:
    balancer, group = alb.balancer(), alb.servers()
    listener(alb, balancer, group)
    given = {"LoadBalancerId": balancer, "ListenerPort": 80, "ListenerProtocol": "HTTP"}
    refused = alb.api.refused("CreateListener", DefaultActions=forward(group), **given)
    assert (refused.code, "already exists" in refused.message) == ("ResourceAlreadyExist.Listener", True)


def test_a_server_group_in_use_stays(alb: Ground) -> None:
    group = alb.servers()
    key = listener(alb, alb.balancer(), group)
    assert alb.api.code("DeleteServerGroup", ServerGroupId=group) == "ResourceInUse.ServerGroup"
    alb.api("DeleteListener", ListenerId=key)
    alb.api("DeleteServerGroup", ServerGroupId=group)
    assert alb.api("ListServerGroups", ServerGroupIds=[group])["ServerGroups"] == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Protocol": "TCP"}, "IllegalParam.Protocol"),
        ({"Scheduler": "Best"}, "IllegalParam.Scheduler"),
        ({"HealthCheckConfig": {"HealthCheckEnabled": True, "HealthyThreshold": 11}}, "IllegalParam.HealthyThreshold"),
        ({"VpcId": "vpc-none"}, "ResourceNotFound.Vpc"),
    ],
)
def test_a_server_group_that_makes_no_sense_is_refused(alb: Ground, change: dict[str, Any], code: str) -> None:
    given = {"ServerGroupName": "web", "VpcId": alb.network.vpc} | change
    assert alb.api.code("CreateServerGroup", **given) == code


def test_rules_of_a_listener_have_priorities_of_their_own(alb: Ground) -> None:
    group = alb.servers()
    key = listener(alb, alb.balancer(), group)
    rule = {
        "ListenerId": key,
        "RuleName": "api",
        "Priority": 5,
        "RuleActions": [{**forward(group)[0], "Order": 1}],
        "RuleConditions": [{"Type": "Path", "PathConfig": {"Values": ["/api/*"]}}],
    }
    made = alb.api("CreateRule", **rule)["RuleId"]
    assert alb.api.code("CreateRule", **rule) == "ResourceAlreadyExist.Rule"
    assert alb.api.code("CreateRule", **(rule | {"Priority": 10001})) == "IllegalParam.Priority"
    alb.api("UpdateRuleAttribute", RuleId=made, Priority=6)
    rows = alb.api("ListRules", ListenerIds=[key])["Rules"]
    assert [(row["Priority"], row["RuleConditions"][0]["PathConfig"]) for row in rows] == [(6, {"Values": ["/api/*"]})]
    alb.api("DeleteListener", ListenerId=key)
    assert alb.api("ListRules", ListenerIds=[key])["Rules"] == []


def test_a_redirect_keeps_its_words(alb: Ground) -> None:
    key = listener(alb, alb.balancer(), alb.servers())
    action = {"Type": "Redirect", "Order": 1, "RedirectConfig": {"Port": "443", "Protocol": "HTTPS", "HttpCode": "301"}}
    alb.api("CreateRule", ListenerId=key, RuleName="tls", Priority=1, RuleActions=[action])
    shown = alb.api("ListRules", ListenerIds=[key])["Rules"][0]["RuleActions"][0]
    assert (shown["RedirectConfig"]["Port"], shown["Order"]) == ("443", 1)


def test_a_listener_has_white_or_black_lists(alb: Ground) -> None:
    key = listener(alb, alb.balancer(), alb.servers())
    white, black = (alb.api("CreateAcl", AclName=name)["AclId"] for name in ("white", "black"))
    alb.api("AssociateAclsWithListener", ListenerId=key, AclIds=[white], AclType="White")
    given = {"ListenerId": key, "AclIds": [black], "AclType": "Black"}
    assert alb.api.code("AssociateAclsWithListener", **given) == "Conflict.Acl"
    shown = alb.api("GetListenerAttribute", ListenerId=key)["AclConfig"]
    assert shown == {"AclType": "White", "AclRelations": [{"AclId": white, "Status": "Associated"}]}
    assert alb.api.code("DeleteAcl", AclId=white) == "ResourceInUse.Acl"
    alb.api("DissociateAclsFromListener", ListenerId=key, AclIds=[white])
    alb.api("DeleteAcl", AclId=white)
    assert alb.api("GetListenerAttribute", ListenerId=key)["AclConfig"] == {}


def test_entries_of_a_list_are_cidrs(alb: Ground) -> None:
    key = alb.api("CreateAcl", AclName="a")["AclId"]
    alb.api("AddEntriesToAcl", AclId=key, AclEntries=[{"Entry": "10.0.0.0/8"}, {"Entry": "192.0.2.1"}])
    entries = [row["Entry"] for row in alb.api("ListAclEntries", AclId=key)["AclEntries"]]
    assert entries == ["10.0.0.0/8", "192.0.2.1/32"]
    assert alb.api.code("AddEntriesToAcl", AclId=key, AclEntries=[{"Entry": "office"}]) == "IllegalParam.Entry"
    alb.api("RemoveEntriesFromAcl", AclId=key, Entries=["10.0.0.0/8"])
    assert alb.api.code("RemoveEntriesFromAcl", AclId=key, Entries=["10.0.0.0/8"]) == "ResourceNotFound.AclEntry"


def test_deletion_protection_refuses_the_deletion(alb: Ground) -> None:
    key = alb.balancer(DeletionProtectionEnabled=True)
    assert alb.api.code("DeleteLoadBalancer", LoadBalancerId=key) == "OperationDenied.DeletionProtectionEnabled"
    alb.api("DisableDeletionProtection", ResourceId=key)
    alb.api("DeleteLoadBalancer", LoadBalancerId=key)


def test_only_named_addresses_are_shown_as_fixed(alb: Ground) -> None:
    first, second = alb.network.mappings
    key = alb.balancer(ZoneMappings=[first | {"IntranetAddress": "10.0.1.77"}, second])
    zones = alb.api("GetLoadBalancerAttribute", LoadBalancerId=key)["ZoneMappings"]
    assert [zone["LoadBalancerAddresses"][0]["IntranetAddress"] for zone in zones] == ["10.0.1.77", ""]
