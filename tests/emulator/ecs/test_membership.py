"""Joining and leaving groups: one type, one VPC, not too many, never none."""

import pytest

from tests.emulator.ecs.account import Account, Place


def groups_of(account: Account, key: str) -> list[str]:
    return list(account.instance(key)["SecurityGroupIds"]["SecurityGroupId"])


def test_an_instance_and_its_primary_interface_carry_the_same_groups(
    account: Account, place: Place, server: str
) -> None:
    app = account.group(place.vpc)
    account.call("JoinSecurityGroup", InstanceId=server, SecurityGroupId=app)
    (face,) = account.faces(InstanceId=server)
    assert groups_of(account, server) == face["SecurityGroupIds"]["SecurityGroupId"] == [place.group, app]
    account.call("LeaveSecurityGroup", InstanceId=server, SecurityGroupId=place.group)
    (face,) = account.faces(InstanceId=server)
    assert groups_of(account, server) == face["SecurityGroupIds"]["SecurityGroupId"] == [app]


def test_a_secondary_interface_joins_by_itself(account: Account, place: Place, server: str) -> None:
    app = account.group(place.vpc)
    face = account.interface(place.vswitch, place.group)
    account.call("JoinSecurityGroup", NetworkInterfaceId=face, SecurityGroupId=app)
    (shown,) = account.faces(NetworkInterfaceId=[face])
    assert shown["SecurityGroupIds"]["SecurityGroupId"] == [place.group, app]
    assert groups_of(account, server) == [place.group]


def test_all_groups_are_replaced_at_once(account: Account, place: Place, server: str) -> None:
    app = account.group(place.vpc, SecurityGroupType="enterprise")
    account.call("ModifyInstanceAttribute", InstanceId=server, SecurityGroupIds=[app])
    assert groups_of(account, server) == [app]


def test_joining_twice_and_leaving_what_was_not_joined_are_refused(account: Account, place: Place, server: str) -> None:
    app = account.group(place.vpc)
    code, _ = account.refusal("JoinSecurityGroup", InstanceId=server, SecurityGroupId=place.group)
    assert code == "InvalidInstanceId.AlreadyExists"
    code, _ = account.refusal("LeaveSecurityGroup", InstanceId=server, SecurityGroupId=app)
    assert code == "InstanceNotInSecurityGroup"


def test_the_last_group_stays(account: Account, place: Place, server: str) -> None:
    code, message = account.refusal("LeaveSecurityGroup", InstanceId=server, SecurityGroupId=place.group)
    assert code == "InstanceLastSecurityGroup"
    assert "last" in message


def test_groups_of_two_types_do_not_mix(account: Account, place: Place, server: str) -> None:
    advanced = account.group(place.vpc, SecurityGroupType="enterprise")
    code, message = account.refusal("JoinSecurityGroup", InstanceId=server, SecurityGroupId=advanced)
    assert code == "EnterpriseGroupLimited.MutliGroupType"
    assert "multi SecurityGroup types" in message


def test_a_group_of_another_vpc_is_not_joined(account: Account, server: str) -> None:
    far = account.group(account.vpc("172.16.0.0/12"))
    code, _ = account.refusal("JoinSecurityGroup", InstanceId=server, SecurityGroupId=far)
    assert code == "InvalidOperation.VpcMismatch"


def test_an_interface_carries_at_most_five_groups(account: Account, place: Place, server: str) -> None:
    more = [account.group(place.vpc) for _ in range(5)]
    for group in more[:4]:
        account.call("JoinSecurityGroup", InstanceId=server, SecurityGroupId=group)
    code, message = account.refusal("JoinSecurityGroup", InstanceId=server, SecurityGroupId=more[4])
    assert code == "JoinedGroupLimitExceed"
    assert "6 of 5" in message
    account.handle.quotas(security_groups_per_interface=10)
    account.call("JoinSecurityGroup", InstanceId=server, SecurityGroupId=more[4])
    assert len(groups_of(account, server)) == 6


def test_an_interface_carries_at_most_1000_rules(account: Account, place: Place, server: str) -> None:
    app = account.group(place.vpc)
    rules = [{"IpProtocol": "tcp", "PortRange": f"{port}/{port}", "SourceCidrIp": "10.0.0.0/8"} for port in (1, 2)]
    account.call("AuthorizeSecurityGroup", SecurityGroupId=app, Permissions=rules)
    account.handle.quotas(rules_per_interface=1)
    code, _ = account.refusal("JoinSecurityGroup", InstanceId=server, SecurityGroupId=app)
    assert code == "AclLimitExceed"


@pytest.mark.parametrize(
    ("field", "code"), [("InstanceId", "InvalidInstanceId.NotFound"), ("NetworkInterfaceId", "InvalidEniId.NotFound")]
)
def test_who_joins_must_be_there(account: Account, place: Place, field: str, code: str) -> None:
    refused = account.refusal("JoinSecurityGroup", SecurityGroupId=place.group, **{field: "x-none"})
    assert refused[0] == code
    assert "x-none" in refused[1]
