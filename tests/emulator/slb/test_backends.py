"""Backend servers: the default group, vServer groups and master-slave groups, and their health."""

from typing import Any

import pytest

from tests.emulator.slb.account import Account


def default_group(account: Account, key: str) -> list[tuple[str, int]]:
    shown = account.call("DescribeLoadBalancerAttribute", LoadBalancerId=key)
    return [(row["ServerId"], row["Weight"]) for row in shown["BackendServers"]["BackendServer"]]


def members(account: Account, group: str) -> list[tuple[str, int, int]]:
    shown = account.call("DescribeVServerGroupAttribute", VServerGroupId=group)
    return [(row["ServerId"], row["Port"], row["Weight"]) for row in shown["BackendServers"]["BackendServer"]]


def test_the_providers_single_quoted_list_is_understood(account: Account) -> None:
    key = account.balancer()
    answer = account.call(
        "AddBackendServers",
        LoadBalancerId=key,
        BackendServers=f"[{{'ServerId':'{account.instance()}','Weight':'80', 'Type': 'ecs'}}]",
    )
    assert answer["LoadBalancerId"] == key
    assert default_group(account, key) == [("i-1", 80)]


def test_a_member_shows_an_address_only_where_one_was_named(account: Account) -> None:
    key = account.balancer()
    servers = (
        f'[{{"ServerId":"{account.instance()}"}},{{"ServerId":"{account.instance("i-2")}","ServerIp":"10.0.1.8"}}]'
    )
    account.call("AddBackendServers", LoadBalancerId=key, BackendServers=servers)
    rows = account.call("DescribeLoadBalancerAttribute", LoadBalancerId=key)["BackendServers"]["BackendServer"]
    assert [row["ServerIp"] for row in rows] == ["", "10.0.1.8"]


def test_weights_change_and_servers_leave(account: Account) -> None:
    key = account.balancer()
    for name in ("i-1", "i-2"):
        account.call(
            "AddBackendServers", LoadBalancerId=key, BackendServers=f'[{{"ServerId":"{account.instance(name)}"}}]'
        )
    account.call("SetBackendServers", LoadBalancerId=key, BackendServers='[{"ServerId":"i-1","Weight":0}]')
    changed = default_group(account, key)
    account.call("RemoveBackendServers", LoadBalancerId=key, BackendServers='["i-1"]')
    assert (changed, default_group(account, key)) == ([("i-1", 0), ("i-2", 100)], [("i-2", 100)])


@pytest.mark.parametrize(
    ("written", "code", "message"),
    [
        ('[{"ServerId":"i-9"}]', "ObtainIpFail", "some of the specified backend servers do not exist"),
        ('[{"ServerId":"i-off"}]', "ObtainIpFail", "are not running"),
        ('[{"ServerId":"i-1","Weight":101}]', "InvalidWeight.Malformed", "A specified weight is not valid."),
        ('[{"ServerId":"i-1","Weight":-1}]', "InvalidWeight.Malformed", "A specified weight is not valid."),
        ('[{"ServerId":"i-1","Type":"pod"}]', "InvalidParameter", "ecs, eni, eci"),
        ('[{"ServerId":"eni-9","Type":"eni"}]', "ObtainIpFail", "do not exist"),
        ('[{}, {"Weight":1}]', "InvalidParameter", "The VmName is emtpy."),
        ("nonsense", "BackendServersMalformed", "BackendServers is unavailable"),
        ("[" + ",".join(f'{{"ServerId":"i-{i}"}}' for i in range(21)) + "]", "TooManyBackendServers", "20"),
    ],
)
def test_a_server_that_cannot_serve_is_refused(account: Account, written: str, code: str, message: str) -> None:
    key = account.balancer()
    account.instance()
    account.instance("i-off", status="Stopped")
    got, text = account.refusal("AddBackendServers", LoadBalancerId=key, BackendServers=written)
    assert (got, message in text) == (code, True), text
    assert default_group(account, key) == []


def test_a_server_is_added_to_the_default_group_once(account: Account) -> None:
    key, given = account.balancer(), f'[{{"ServerId":"{account.instance()}"}}]'
    account.call("AddBackendServers", LoadBalancerId=key, BackendServers=given)
    assert account.refusal("AddBackendServers", LoadBalancerId=key, BackendServers=given)[0] == "InvalidParameter"
    unknown = account.refusal("SetBackendServers", LoadBalancerId=key, BackendServers='[{"ServerId":"i-2","Weight":1}]')
    assert unknown[0] == "InvalidServerId.NotFound"


def test_servers_of_another_vpc_are_refused(account: Account) -> None:
    inside = account.balancer(VSwitchId=account.vswitch(), AddressType="intranet")
    account.instance("i-2", vpc="vpc-2")
    code, message = account.refusal("AddBackendServers", LoadBalancerId=inside, BackendServers='[{"ServerId":"i-2"}]')
    assert (code, "does not support the network type" in message) == ("InvalidParameter", True)
    account.instance("i-1")
    outside = account.balancer()
    both = '[{"ServerId":"i-1"},{"ServerId":"i-2"}]'
    mixed = account.refusal("AddBackendServers", LoadBalancerId=outside, BackendServers=both)
    assert mixed[0] == "InvalidBackendServers.Inconsistent"


def test_a_released_instance_leaves_every_group(account: Account) -> None:
    key = account.balancer()
    group = account.group(key, f'[{{"ServerId":"{account.instance()}","Port":80}}]')
    account.call("AddBackendServers", LoadBalancerId=key, BackendServers='[{"ServerId":"i-1"}]')
    account.store.delete("instance", "i-1")
    assert (default_group(account, key), members(account, group)) == ([], [])


def test_a_group_has_members_by_server_and_port(account: Account) -> None:
    group = account.group(account.balancer(), f'[{{"ServerId":"{account.instance()}","Port":80,"Weight":10}}]')
    account.call(
        "AddVServerGroupBackendServers",
        VServerGroupId=group,
        BackendServers='[{"ServerId":"i-1","Port":81},{"ServerId":"i-1","Port":80,"Weight":5}]',
    )
    assert members(account, group) == [("i-1", 80, 10), ("i-1", 81, 100)]
    account.call(
        "RemoveVServerGroupBackendServers", VServerGroupId=group, BackendServers='[{"ServerId":"i-1","Port":80}]'
    )
    assert members(account, group) == [("i-1", 81, 100)]


def test_a_group_changes_name_and_weights(account: Account) -> None:
    group = account.group(account.balancer(), f'[{{"ServerId":"{account.instance()}","Port":80}}]')
    answer = account.call(
        "SetVServerGroupAttribute",
        VServerGroupId=group,
        VServerGroupName="api",
        BackendServers='[{"ServerId":"i-1","Port":80,"Weight":7}]',
    )
    assert (answer["VServerGroupName"], members(account, group)) == ("api", [("i-1", 80, 7)])
    account.call("SetVServerGroupAttribute", VServerGroupId=group, VServerGroupName="api", BackendServers="[]")
    unknown = account.refusal(
        "SetVServerGroupAttribute", VServerGroupId=group, BackendServers='[{"ServerId":"i-1","Port":9,"Weight":7}]'
    )
    assert unknown[0] == "InvalidServerId.NotFound"


def test_members_are_replaced_in_one_call(account: Account) -> None:
    group = account.group(account.balancer(), f'[{{"ServerId":"{account.instance()}","Port":80}}]')
    account.instance("i-2")
    account.call(
        "ModifyVServerGroupBackendServers",
        VServerGroupId=group,
        OldBackendServers='[{"ServerId":"i-1","Port":80}]',
        NewBackendServers='[{"ServerId":"i-2","Port":90,"Weight":3}]',
    )
    assert members(account, group) == [("i-2", 90, 3)]


@pytest.mark.parametrize("port", ["0", "65536", '"x"', "null"])
def test_a_member_needs_a_port(account: Account, port: str) -> None:
    given = f'[{{"ServerId":"{account.instance()}","Port":{port}}}]'
    code, message = account.refusal("CreateVServerGroup", LoadBalancerId=account.balancer(), BackendServers=given)
    assert (code, "[1, 65535]" in message) == ("InvalidParameter", True)


def test_a_group_in_use_stays(account: Account) -> None:
    key = account.balancer()
    behind_listener, behind_rule = account.group(key), account.group(key)
    account.listener(key, VServerGroupId=behind_listener)
    rule = f'[{{"RuleName":"a","Url":"/api","VServerGroupId":"{behind_rule}"}}]'
    account.call("CreateRules", LoadBalancerId=key, ListenerPort=80, RuleList=rule)
    assert account.refusal("DeleteVServerGroup", VServerGroupId=behind_listener) == (
        "RspoolVipExist",
        "there are vips associating with this vServer group.",
    )
    assert account.refusal("DeleteVServerGroup", VServerGroupId=behind_rule)[0] == "RspoolRuleExist"
    account.call("DeleteLoadBalancerListener", LoadBalancerId=key, ListenerPort=80)
    account.call("DeleteVServerGroup", VServerGroupId=behind_listener)
    gone = account.refusal("DescribeVServerGroupAttribute", VServerGroupId=behind_listener)
    assert gone == ("InvalidParameter", "The specified VServerGroupId does not exist.")


def test_groups_of_a_balancer_are_listed_with_what_uses_them(account: Account) -> None:
    key = account.balancer()
    group = account.group(key, **{"Tag.1.Key": "team", "Tag.1.Value": "web"})
    account.group(account.balancer())
    account.listener(key, VServerGroupId=group)
    given = {"IncludeListener": "true", "IncludeRule": "true", "Tag.1.Key": "team"}
    rows = account.call("DescribeVServerGroups", LoadBalancerId=key, **given)["VServerGroups"]["VServerGroup"]
    assert [row["VServerGroupId"] for row in rows] == [group]
    assert rows[0]["AssociatedObjects"]["Listeners"] == {"Listener": [{"Port": 80, "Protocol": "http"}]}
    assert rows[0]["Tags"] == {"Tag": [{"TagKey": "team", "TagValue": "web"}]}


def master_and_slave(account: Account, key: str, roles: tuple[str, str] = ("Master", "Slave")) -> dict[str, Any]:
    servers = ",".join(
        f'{{"ServerId":"{account.instance(name)}","Port":53,"ServerType":"{role}"}}'
        for name, role in zip(("i-1", "i-2"), roles, strict=True)
    )
    return {"LoadBalancerId": key, "MasterSlaveServerGroupName": "dns", "MasterSlaveBackendServers": f"[{servers}]"}


def test_a_master_slave_group_stands_behind_a_tcp_listener(account: Account) -> None:
    key = account.balancer()
    group = account.call("CreateMasterSlaveServerGroup", **master_and_slave(account, key))["MasterSlaveServerGroupId"]
    shown = account.call("DescribeMasterSlaveServerGroupAttribute", MasterSlaveServerGroupId=group)
    servers = shown["MasterSlaveBackendServers"]["MasterSlaveBackendServer"]
    assert [(row["ServerId"], row["ServerType"]) for row in servers] == [("i-1", "Master"), ("i-2", "Slave")]
    account.listener(key, "tcp", 53, MasterSlaveServerGroupId=group, BackendServerPort="")
    rows = account.call("DescribeMasterSlaveServerGroups", LoadBalancerId=key, IncludeListener="true")
    listed = rows["MasterSlaveServerGroups"]["MasterSlaveServerGroup"][0]
    assert listed["AssociatedObjects"]["Listeners"]["Listener"] == [{"Port": 53, "Protocol": "tcp"}]
    assert account.refusal("DeleteMasterSlaveServerGroup", MasterSlaveServerGroupId=group)[0] == "RspoolVipExist"
    account.call("DeleteLoadBalancerListener", LoadBalancerId=key, ListenerPort=53)
    account.call("DeleteMasterSlaveServerGroup", MasterSlaveServerGroupId=group)
    gone = account.refusal("DescribeMasterSlaveServerGroupAttribute", MasterSlaveServerGroupId=group)
    assert gone == ("InvalidParameter", "The specified MasterSlaveGroupId does not exist.")


def test_two_masters_are_no_master_slave_group(account: Account) -> None:
    given = master_and_slave(account, account.balancer(), ("Master", "Master"))
    assert account.refusal("CreateMasterSlaveServerGroup", **given)[0] == "InvalidParameter"


def test_health_follows_listener_and_instance(account: Account) -> None:
    key = account.balancer()
    account.listener(key)
    account.call("AddBackendServers", LoadBalancerId=key, BackendServers=f'[{{"ServerId":"{account.instance()}"}}]')

    def health() -> list[tuple[int, str]]:
        rows = account.call("DescribeHealthStatus", LoadBalancerId=key)["BackendServers"]["BackendServer"]
        return [(row["Port"], row["ServerHealthStatus"]) for row in rows]

    stopped = health()
    account.call("StartLoadBalancerListener", LoadBalancerId=key, ListenerPort=80)
    running = health()
    account.store.save("instance", "i-1", (account.store.get("instance", "i-1") or {}) | {"Status": "Stopped"})
    assert (stopped, running, health()) == ([(8080, "unavailable")], [(8080, "normal")], [(8080, "abnormal")])
    assert account.refusal("DescribeHealthStatus", LoadBalancerId=key, ListenerPort=81)[0] == "ListenerNotFound"
