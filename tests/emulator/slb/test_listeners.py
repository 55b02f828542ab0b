"""Listeners: stopped until started, one to a port, and made of values that make sense together."""

from typing import Any

import pytest

from tests.emulator.slb.account import Account
from tests.emulator.slb.keys import Pair

NUMBERS = [
    "ListenerPort",
    "BackendServerPort",
    "Bandwidth",
    "HealthyThreshold",
    "UnhealthyThreshold",
    "HealthCheckInterval",
    "HealthCheckConnectPort",
]


def certificate(account: Account, pair: Pair) -> str:
    given = {"ServerCertificate": pair.certificate, "PrivateKey": pair.key}
    return str(account.call("UploadServerCertificate", **given)["ServerCertificateId"])


def extra(account: Account, protocol: str, pair: Pair) -> dict[str, object]:
    return {"ServerCertificateId": certificate(account, pair)} if protocol == "https" else {}


@pytest.mark.parametrize("protocol", ["tcp", "udp", "http", "https"])
def test_a_listener_is_created_stopped_and_its_numbers_are_numbers(account: Account, protocol: str, pair: Pair) -> None:
    key = account.balancer()
    account.listener(key, protocol, 443, **extra(account, protocol, pair))
    shown = account.described(key, protocol, 443)
    assert (shown["Status"], shown["ListenerPort"], shown["BackendServerPort"]) == ("stopped", 443, 8080)
    assert {name: type(shown[name]) for name in NUMBERS} == dict.fromkeys(NUMBERS, int)
    listed = account.call("DescribeLoadBalancerAttribute", LoadBalancerId=key)["ListenerPortsAndProtocol"]
    assert [(row["ListenerPort"], row["ListenerProtocol"]) for row in listed["ListenerPortAndProtocol"]] == [
        (443, protocol)
    ]


def test_a_listener_runs_after_start_and_rests_after_stop(account: Account) -> None:
    key = account.balancer()
    account.listener(key)
    states = []
    for action in ("StartLoadBalancerListener", "StopLoadBalancerListener"):
        account.call(action, LoadBalancerId=key, ListenerPort=80, ListenerProtocol="http")
        states.append(account.described(key)["Status"])
    assert states == ["running", "stopped"]


@pytest.mark.parametrize("second", ["tcp", "http"])
def test_tcp_and_http_share_the_ports_of_tcp(account: Account, second: str) -> None:
    key = account.balancer()
    account.listener(key, "http", 80)
    refusal = account.refusal(
        f"CreateLoadBalancer{second.upper()}Listener", LoadBalancerId=key, ListenerPort=80, BackendServerPort=80
    )
    assert refusal == ("ListenerAlreadyExists", "A listener with the specified port already exists")


def test_udp_has_ports_of_its_own(account: Account) -> None:
    key = account.balancer()
    account.listener(key, "tcp", 53)
    account.listener(key, "udp", 53)
    code, _ = account.refusal("StartLoadBalancerListener", LoadBalancerId=key, ListenerPort=53)
    assert code == "MissingParameter"
    account.call("StartLoadBalancerListener", LoadBalancerId=key, ListenerPort=53, ListenerProtocol="udp")
    assert (account.described(key, "udp", 53)["Status"], account.described(key, "tcp", 53)["Status"]) == (
        "running",
        "stopped",
    )


@pytest.mark.parametrize(
    ("protocol", "query", "code", "message"),
    [
        ("http", {"ListenerPort": 0}, "InvalidParameter", "The specified port is not valid."),
        ("http", {"ListenerPort": 65536}, "InvalidParameter", "The specified port is not valid."),
        ("http", {"BackendServerPort": ""}, "MissingParameter.BackendServerPort", "BackendServerPort"),
        ("http", {"BackendServerPort": 70000}, "InvalidParameter", "1..65535"),
        ("http", {"Bandwidth": 0}, "InvalidParameter", "The specified bandwidth is not valid."),
        ("http", {"Bandwidth": 5121}, "InvalidParameter", "The specified bandwidth is not valid."),
        ("http", {"Scheduler": "sch"}, "InvalidParameter", "wrr, wlc, rr"),
        ("http", {"StickySession": "on"}, "MissingParameter", "StickySessionType is required"),
        ("http", {"StickySession": "on", "StickySessionType": "insert"}, "MissingParameter", "CookieTimeout"),
        ("http", {"StickySession": "on", "StickySessionType": "server"}, "MissingParameter", "Cookie"),
        ("http", {"HealthyThreshold": 11}, "InvalidParameter", "1..10"),
        ("http", {"HealthCheckHttpCode": "http_2xx,http_9xx"}, "InvalidParameter", "http_5xx"),
        ("http", {"IdleTimeout": 61}, "InvalidParameter", "1..60"),
        ("http", {"AclStatus": "on"}, "MissingParameter.AclType", "AclType"),
        ("http", {"AclStatus": "on", "AclType": "white"}, "MissingParameter.AclId", "AclId"),
        ("http", {"AclStatus": "on", "AclType": "white", "AclId": "acl-none"}, "AclNotExist", "does not exist"),
        ("http", {"ListenerForward": "on"}, "MissingParameter.ForwardPort", "ForwardPort"),
        ("http", {"VServerGroupId": "rsp-none"}, "InvalidParameter", "The specified VServerGroupId does not exist."),
        ("tcp", {"MasterSlaveServerGroupId": "rsp-0"}, "InvalidParameter", "MasterSlaveGroupId does not exist"),
        ("tcp", {"EstablishedTimeout": 901}, "InvalidParameter", "10..900"),
        ("tcp", {"PersistenceTimeout": 3601}, "InvalidParameter", "0..3600"),
        ("tcp", {"ProxyProtocolV2Enabled": "yes"}, "InvalidParameter", "true, false"),
        ("udp", {"Scheduler": "best"}, "InvalidParameter", "qch"),
        ("https", {}, "MissingParameter.ServerCertificateId", "ServerCertificateId"),
        ("https", {"ServerCertificateId": "none"}, "ServerCertificateId.NotFound", "does not exist"),
    ],
)
def test_a_listener_that_makes_no_sense_is_refused(
    account: Account, protocol: str, query: dict[str, object], code: str, message: str
) -> None:
    given = {"LoadBalancerId": account.balancer(), "ListenerPort": 80, "BackendServerPort": 8080} | query
    got, text = account.refusal(f"CreateLoadBalancer{protocol.upper()}Listener", **given)
    assert (got, message in text) == (code, True), text
    assert account.store.find("listener") == []


def test_a_redirect_needs_no_backend_and_shows_none(account: Account) -> None:
    key = account.balancer()
    account.listener(key, "http", 80, ListenerForward="on", ForwardPort=443, BackendServerPort=80)
    shown = account.described(key)
    assert (shown["ListenerForward"], shown["ForwardPort"]) == ("on", 443)
    assert "BackendServerPort" not in shown


def test_values_of_every_protocol_are_kept(account: Account, pair: Pair) -> None:
    key = account.balancer()
    account.listener(
        key,
        "https",
        443,
        ServerCertificateId=certificate(account, pair),
        TLSCipherPolicy="tls_cipher_policy_1_2_strict",
        EnableHttp2="off",
        StickySession="on",
        StickySessionType="insert",
        CookieTimeout=60,
        XForwardedFor_SLBIP="on",
        HealthCheckURI="/health",
    )
    shown = account.described(key, "https", 443)
    assert (shown["TLSCipherPolicy"], shown["EnableHttp2"]) == ("tls_cipher_policy_1_2_strict", "off")
    assert (shown["CookieTimeout"], shown["XForwardedFor_SLBIP"], shown["HealthCheckURI"]) == (60, "on", "/health")


def test_what_the_provider_sends_to_a_tcp_listener_changes_what_concerns_it(account: Account) -> None:
    key = account.balancer()
    account.listener(key, "tcp", 22)
    account.call(
        "SetLoadBalancerTCPListenerAttribute",
        LoadBalancerId=key,
        ListenerPort=22,
        BackendServerPort=8080,
        Bandwidth=-1,
        Scheduler="rr",
        StickySession="",
        HealthCheck="on",
        RequestTimeout=0,
        IdleTimeout=0,
        Gzip="on",
        HealthCheckURI="/",
        HealthyThreshold=4,
        UnhealthyThreshold=3,
        HealthCheckTimeout=5,
        HealthCheckInterval=9,
        HealthCheckConnectTimeout=6,
        HealthCheckHttpCode="http_2xx",
        HealthCheckType="tcp",
        EstablishedTimeout=100,
        PersistenceTimeout=0,
        AclStatus="off",
    )
    shown = account.described(key, "tcp", 22)
    assert {"Gzip", "IdleTimeout", "StickySession"} & set(shown) == set()
    assert (shown["Scheduler"], shown["HealthyThreshold"], shown["EstablishedTimeout"]) == ("rr", 4, 100)
    assert (shown["HealthCheckInterval"], shown["HealthCheckConnectTimeout"]) == (9, 6)


def test_a_server_group_can_be_put_behind_a_listener_and_taken_away(account: Account) -> None:
    key = account.balancer()
    account.listener(key)
    group = account.group(key)
    change = "SetLoadBalancerHTTPListenerAttribute"
    account.call(change, LoadBalancerId=key, ListenerPort=80, VServerGroup="on", VServerGroupId=group)
    with_group = account.described(key)["VServerGroupId"]
    account.call(change, LoadBalancerId=key, ListenerPort=80, VServerGroup="off")
    assert (with_group, account.described(key)["VServerGroupId"]) == (group, "")


def test_the_last_backend_cannot_be_taken_away(account: Account) -> None:
    key = account.balancer()
    account.listener(key, BackendServerPort="", VServerGroupId=account.group(key))
    change = "SetLoadBalancerHTTPListenerAttribute"
    code, _ = account.refusal(change, LoadBalancerId=key, ListenerPort=80, VServerGroup="off")
    assert code == "OperationFailed.ServerGroupInUse"
    assert account.refusal(change, LoadBalancerId=key, ListenerPort=80, VServerGroup="maybe")[0] == (
        "InvalidParameter.VServerGroup"
    )


def test_a_group_of_another_balancer_is_unknown(account: Account) -> None:
    group = account.group(account.balancer())
    refusal = account.refusal(
        "CreateLoadBalancerTCPListener", LoadBalancerId=account.balancer(), ListenerPort=1, VServerGroupId=group
    )
    assert refusal == ("InvalidParameter", "The specified VServerGroupId does not exist.")


def test_two_groups_are_one_too_many(account: Account) -> None:
    key = account.balancer()
    given = {"VServerGroupId": account.group(key), "MasterSlaveServerGroupId": "rsp-2"}
    code, _ = account.refusal("CreateLoadBalancerTCPListener", LoadBalancerId=key, ListenerPort=1, **given)
    assert code == "InvalidParameter"


def test_listeners_share_the_bandwidth_that_is_paid_for(account: Account) -> None:
    key = account.balancer(InternetChargeType="paybybandwidth", Bandwidth=10)
    account.listener(key, "tcp", 1, Bandwidth=6)
    refusal = account.refusal(
        "CreateLoadBalancerTCPListener", LoadBalancerId=key, ListenerPort=2, BackendServerPort=2, Bandwidth=5
    )
    assert refusal[1].startswith("The specified Bandwidth is invalid. It exceeds the maximum bandwidth")
    account.listener(key, "tcp", 2, Bandwidth=4)


def test_a_deleted_listener_is_gone_with_its_rules(account: Account) -> None:
    key = account.balancer()
    account.listener(key)
    rule = f'[{{"RuleName":"a","Domain":"a.example.com","VServerGroupId":"{account.group(key)}"}}]'
    account.call("CreateRules", LoadBalancerId=key, ListenerPort=80, RuleList=rule)
    account.call("DeleteLoadBalancerListener", LoadBalancerId=key, ListenerPort=80, ListenerProtocol="http")
    assert account.store.find("forwarding_rule") == []
    gone = account.refusal("DescribeLoadBalancerHTTPListenerAttribute", LoadBalancerId=key, ListenerPort=80)
    assert gone == ("InvalidParameter", "The specified resource does not exist.")
    again = account.refusal("DeleteLoadBalancerListener", LoadBalancerId=key, ListenerPort=80)
    assert again[0] == "ListenerNotFound"


def test_the_quota_of_listeners_holds(account: Account) -> None:
    key = account.balancer()
    account.handle.quotas(clb_listeners_per_load_balancer=1)
    account.listener(key)
    try:
        code, _ = account.refusal(
            "CreateLoadBalancerTCPListener", LoadBalancerId=key, ListenerPort=2, BackendServerPort=2
        )
        assert code == "ListenerNumberOverLimit"
    finally:
        account.handle.quotas(clb_listeners_per_load_balancer=50)


def rows(account: Account, **query: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = account.call("DescribeLoadBalancerListeners", **query)["Listeners"]
    return found


def test_listeners_of_all_balancers_are_listed_by_what_they_are(account: Account) -> None:
    first, second = account.balancer(), account.balancer()
    account.listener(first, "tcp", 22, Description="ssh", **{"Tag.1.Key": "team", "Tag.1.Value": "ops"})
    account.listener(second, "http", 80)
    queries: dict[str, dict[str, object]] = {
        "all": {},
        "first": {"LoadBalancerId.1": first},
        "http": {"ListenerProtocol": "http"},
        "port": {"ListenerPort": 22},
        "named": {"Description": "ssh"},
        "tagged": {"Tag.1.Key": "team", "Tag.1.Value": "ops"},
        "elsewhere": {"RegionId": "cn-beijing"},
    }
    ports = {name: [row["ListenerPort"] for row in rows(account, **query)] for name, query in queries.items()}
    assert ports == {
        "all": [22, 80],
        "first": [22],
        "http": [80],
        "port": [22],
        "named": [22],
        "tagged": [22],
        "elsewhere": [],
    }


def test_a_listed_listener_has_the_configuration_of_its_protocol(account: Account) -> None:
    account.listener(account.balancer(), "tcp", 22)
    row = rows(account)[0]
    assert row["TCPListenerConfig"]["EstablishedTimeout"] == 900
    assert "HTTPListenerConfig" not in row


def test_the_list_of_listeners_has_pages(account: Account) -> None:
    key = account.balancer()
    for port in (1, 2, 3):
        account.listener(key, "tcp", port)
    first = account.call("DescribeLoadBalancerListeners", MaxResults=2)
    second = account.call("DescribeLoadBalancerListeners", MaxResults=2, NextToken=first["NextToken"])
    assert ([row["ListenerPort"] for row in second["Listeners"]], second["NextToken"]) == ([3], "")
