"""What holds for ALB and for NLB: zones, servers, security groups, protection, jobs, tags."""

import pytest

from tests.emulator.balancing.conftest import Ground


def test_a_balancer_is_active_in_both_zones(either: Ground) -> None:
    shown = either.api("GetLoadBalancerAttribute", LoadBalancerId=either.balancer(LoadBalancerName="front"))
    assert (shown["LoadBalancerStatus"], shown["LoadBalancerName"]) == ("Active", "front")
    assert [zone["ZoneId"] for zone in shown["ZoneMappings"]] == ["cn-hangzhou-h", "cn-hangzhou-i"]
    assert shown["DNSName"].startswith(shown["LoadBalancerId"])


def test_one_zone_is_not_enough(either: Ground) -> None:
    given = {"AddressType": "Intranet", "LoadBalancerEdition": "Basic", "VpcId": either.network.vpc}
    one = either.network.mappings[:1]
    assert either.api.code("CreateLoadBalancer", ZoneMappings=one, **given) == "IllegalParam.ZoneMappings"
    assert either.api.code("CreateLoadBalancer", ZoneMappings=one * 2, **given) == "IllegalParam.ZoneMappings"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"VSwitchId": "vsw-none"}, "ResourceNotFound.VSwitch"),
        ({"ZoneId": "cn-hangzhou-b"}, "IllegalParam.ZoneId"),
    ],
)
def test_a_zone_needs_a_vswitch_of_its_own(either: Ground, change: dict[str, str], code: str) -> None:
    first, second = either.network.mappings
    given = {"AddressType": "Intranet", "LoadBalancerEdition": "Basic", "VpcId": either.network.vpc}
    assert either.api.code("CreateLoadBalancer", ZoneMappings=[first, second | change], **given) == code


def test_the_vpc_must_exist(either: Ground) -> None:
    given = {"AddressType": "Intranet", "LoadBalancerEdition": "Basic", "ZoneMappings": either.network.mappings}
    assert either.api.code("CreateLoadBalancer", VpcId="vpc-none", **given) == "ResourceNotFound.Vpc"


def test_a_security_group_is_joined_and_left(either: Ground) -> None:
    key = either.balancer()
    given = {"LoadBalancerId": key, "SecurityGroupIds": [either.network.group]}
    either.api("LoadBalancerJoinSecurityGroup", **given)
    joined = either.api("GetLoadBalancerAttribute", LoadBalancerId=key)["SecurityGroupIds"]
    either.api("LoadBalancerLeaveSecurityGroup", **given)
    left = either.api("GetLoadBalancerAttribute", LoadBalancerId=key)["SecurityGroupIds"]
    assert (joined, left) == ([either.network.group], [])
    unknown = {"LoadBalancerId": key, "SecurityGroupIds": ["sg-none"]}
    assert either.api.code("LoadBalancerJoinSecurityGroup", **unknown) == "ResourceNotFound.SecurityGroup"


def test_servers_are_added_weighed_and_removed(either: Ground) -> None:
    instance = either.network.instance
    group = either.servers({"ServerId": instance, "ServerType": "Ecs", "Port": 80, "Weight": 10})
    one = {"ServerId": instance, "ServerType": "Ecs", "Port": 80}
    either.api("AddServersToServerGroup", ServerGroupId=group, Servers=[one])
    again = either.members(group)
    either.api("UpdateServerGroupServersAttribute", ServerGroupId=group, Servers=[one | {"Weight": 0}])
    weighed = either.members(group)
    either.api("RemoveServersFromServerGroup", ServerGroupId=group, Servers=[one])
    assert (again, weighed, either.members(group)) == ([(instance, 80, 10)], [(instance, 80, 0)], [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ServerId": "i-none"}, "ResourceNotFound.BackendServer"),
        ({"Weight": 101}, "IllegalParam.Weight"),
        ({"Port": 65536}, "IllegalParam.Port"),
        ({"Port": 0}, "IllegalParam.Port"),
        ({"ServerType": "Pod"}, "IllegalParam.ServerType"),
    ],
)
def test_a_server_that_cannot_serve_is_refused(either: Ground, change: dict[str, object], code: str) -> None:
    server = {"ServerId": either.network.instance, "ServerType": "Ecs", "Port": 80} | change
    assert either.api.code("AddServersToServerGroup", ServerGroupId=either.servers(), Servers=[server]) == code


def test_an_address_is_a_server_too(either: Ground) -> None:
    group = either.servers({"ServerId": "192.168.0.9", "ServerType": "Ip", "Port": 80}, ServerGroupType="Ip")
    assert either.api("ListServerGroupServers", ServerGroupId=group)["Servers"][0]["ServerIp"] == "192.168.0.9"


def test_a_deleted_balancer_leaves_nothing(either: Ground) -> None:
    key = either.balancer(Tag=[{"Key": "a", "Value": "b"}])
    before = either.api.handle.state()["kinds"]
    either.api("DeleteLoadBalancer", LoadBalancerId=key)
    after = either.api.handle.state()["kinds"]
    assert either.api.code("GetLoadBalancerAttribute", LoadBalancerId=key).lower() == "resourcenotfound.loadbalancer"
    assert before["private_address"] - after["private_address"] == 2
    assert not [kind for kind in after if kind.startswith(("alb_", "nlb_"))]


def test_tags_are_put_found_and_taken(either: Ground) -> None:
    key = either.balancer()
    one = {"ResourceType": "loadbalancer", "ResourceId": [key]}
    either.api("TagResources", Tag=[{"Key": "team", "Value": "web"}], **one)
    found = either.api("ListLoadBalancers", Tag=[{"Key": "team", "Value": "web"}])["LoadBalancers"]
    rows = either.api("ListTagResources", **one)["TagResources"]
    either.api("UntagResources", TagKey=["team"], **one)
    assert [balancer["LoadBalancerId"] for balancer in found] == [key]
    assert [(row["TagKey"], row["TagValue"]) for row in rows] == [("team", "web")]
    assert either.api("ListTagResources", **one)["TagResources"] == []
    none = {"ResourceType": "loadbalancer", "ResourceId": ["none"], "Tag": [{"Key": "a", "Value": "b"}]}
    assert either.api.code("TagResources", **none).lower() == "resourcenotfound.loadbalancer"


def test_a_job_has_succeeded_and_a_word_was_never_a_job(either: Ground) -> None:
    made = either.api("CreateServerGroup", ServerGroupName="a", VpcId=either.network.vpc)
    jobs = either.api("ListAsynJobs", JobIds=[made["JobId"]])["Jobs"]
    assert [job["Status"] for job in jobs] == ["Succeeded"]
    assert either.api.code("ListAsynJobs", JobIds=["mine"]) == "ResourceNotFound.Job"


def test_an_internet_balancer_becomes_intranet(either: Ground) -> None:
    key = either.balancer(AddressType="Internet")
    either.api("UpdateLoadBalancerAddressTypeConfig", LoadBalancerId=key, AddressType="Intranet")
    assert either.api("GetLoadBalancerAttribute", LoadBalancerId=key)["AddressType"] == "Intranet"


def test_lists_have_pages(either: Ground) -> None:
    keys = [either.servers() for _ in range(3)]
    first = either.api("ListServerGroups", MaxResults=2)
    second = either.api("ListServerGroups", MaxResults=2, NextToken=first["NextToken"])
    assert [group["ServerGroupId"] for group in first["ServerGroups"] + second["ServerGroups"]] == keys
    assert (first["TotalCount"], second["NextToken"]) == (3, "")


def test_resources_move_to_another_group(either: Ground) -> None:
    key = either.balancer()
    either.api("MoveResourceGroup", ResourceType="loadbalancer", ResourceId=key, NewResourceGroupId="rg-2")
    assert either.api("GetLoadBalancerAttribute", LoadBalancerId=key)["ResourceGroupId"] == "rg-2"
