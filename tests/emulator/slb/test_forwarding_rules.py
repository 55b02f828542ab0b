"""Forwarding rules: a domain, a URL, a group; with the listener's checks and sessions or with their own."""

import pytest

from tests.emulator.slb.account import Account


def made(account: Account, balancer: str, group: str, port: int = 80, **rule: str) -> str:
    written = {"RuleName": "api", "Domain": "api.example.com", "VServerGroupId": group} | rule
    listed = ",".join(f'"{name}":"{value}"' for name, value in written.items())
    answer = account.call("CreateRules", LoadBalancerId=balancer, ListenerPort=port, RuleList=f"[{{{listed}}}]")
    return str(answer["Rules"]["Rule"][0]["RuleId"])


@pytest.fixture
def balancer(account: Account) -> str:
    key = account.balancer()
    account.listener(key, Scheduler="rr")
    return key


def test_a_rule_has_the_listeners_values_until_it_has_its_own(account: Account, balancer: str) -> None:
    rule = made(account, balancer, account.group(balancer), Url="/v1")
    shared = account.call("DescribeRuleAttribute", RuleId=rule)
    account.call("SetRule", RuleId=rule, ListenerSync="off", Scheduler="wlc", HealthCheck="on", HealthCheckURI="/up")
    own = account.call("DescribeRuleAttribute", RuleId=rule)
    assert (shared["ListenerSync"], shared["Scheduler"], shared["ListenerPort"]) == ("on", "rr", "80")
    assert (own["ListenerSync"], own["Scheduler"], own["HealthCheckURI"]) == ("off", "wlc", "/up")


def test_a_rule_moves_to_another_group_and_name(account: Account, balancer: str) -> None:
    rule = made(account, balancer, account.group(balancer))
    other = account.group(balancer)
    account.call("SetRule", RuleId=rule, RuleName="web", VServerGroupId=other)
    rows = account.call("DescribeRules", LoadBalancerId=balancer, ListenerPort=80)["Rules"]["Rule"]
    assert [(row["RuleName"], row["VServerGroupId"]) for row in rows] == [("web", other)]
    assert account.described(balancer)["Rules"]["Rule"][0]["RuleName"] == "web"


def test_sessions_of_a_rule_must_be_complete(account: Account, balancer: str) -> None:
    rule = made(account, balancer, account.group(balancer))
    given = {"RuleId": rule, "ListenerSync": "off", "StickySession": "on"}
    assert account.refusal("SetRule", **given)[0] == "MissingParameter"
    assert account.refusal("SetRule", StickySessionType="insert", **given)[0] == "MissingParameter"
    account.call("SetRule", StickySessionType="insert", CookieTimeout=60, **given)
    assert account.call("DescribeRuleAttribute", RuleId=rule)["CookieTimeout"] == 60


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"Domain": "", "Url": ""}, "RuleListMalformed"),
        ({"RuleName": ""}, "RuleListMalformed"),
        ({"Domain": "a b"}, "DomainMalformed"),
        ({"Url": "api"}, "UrlMalformed"),
        ({"Url": "/"}, "UrlMalformed"),
        ({"VServerGroupId": "rsp-none"}, "InvalidParameter"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(
    account: Account, balancer: str, rule: dict[str, str], code: str
) -> None:
    written = {"RuleName": "a", "Domain": "a.example.com", "VServerGroupId": account.group(balancer)} | rule
    listed = ",".join(f'"{name}":"{value}"' for name, value in written.items())
    given = {"LoadBalancerId": balancer, "ListenerPort": 80, "RuleList": f"[{{{listed}}}]"}
    assert account.refusal("CreateRules", **given)[0] == code


@pytest.mark.parametrize("written", ["[]", "{}", "nonsense", '["a"]'])
def test_a_list_of_rules_must_hold_rules(account: Account, balancer: str, written: str) -> None:
    given = {"LoadBalancerId": balancer, "ListenerPort": 80, "RuleList": written}
    assert account.refusal("CreateRules", **given) == (
        "RuleListMalformed",
        "the specified parameter RuleList is unavailable.",
    )


def test_domain_and_url_name_a_rule_once(account: Account, balancer: str) -> None:
    group = account.group(balancer)
    made(account, balancer, group)
    made(account, balancer, group, Url="/v1")
    twice = f'[{{"RuleName":"b","Domain":"api.example.com","VServerGroupId":"{group}"}}]'
    assert account.refusal("CreateRules", LoadBalancerId=balancer, ListenerPort=80, RuleList=twice) == (
        "DomainExist",
        "rule with same domain and url already exists in specified vip",
    )


def test_tcp_listeners_have_no_rules(account: Account, balancer: str) -> None:
    account.listener(balancer, "tcp", 22)
    rule = f'[{{"RuleName":"b","Domain":"a.example.com","VServerGroupId":"{account.group(balancer)}"}}]'
    refusal = account.refusal("CreateRules", LoadBalancerId=balancer, ListenerPort=22, RuleList=rule)
    assert refusal[0] == "RuleNotSupport"


def test_deleted_rules_are_gone(account: Account, balancer: str) -> None:
    rule = made(account, balancer, account.group(balancer))
    account.call("DeleteRules", RuleIds=f"['{rule}']")
    assert account.refusal("DescribeRuleAttribute", RuleId=rule) == ("InvalidRuleId.NotFound", "Rule does not exist.")
    assert account.refusal("DeleteRules", RuleIds=f'["{rule}"]')[0] == "InvalidRuleId.NotFound"


def test_the_quota_of_rules_holds(account: Account, balancer: str) -> None:
    account.handle.quotas(clb_rules_per_listener=0)
    try:
        rule = f'[{{"RuleName":"b","Domain":"a.example.com","VServerGroupId":"{account.group(balancer)}"}}]'
        refusal = account.refusal("CreateRules", LoadBalancerId=balancer, ListenerPort=80, RuleList=rule)
        assert refusal[0] == "TooManyRules"
    finally:
        account.handle.quotas(clb_rules_per_listener=40)


def test_a_rule_that_is_left_behind_is_counted(account: Account, balancer: str) -> None:
    made(account, balancer, account.group(balancer))
    assert account.handle.state()["kinds"]["forwarding_rule"] == 1
