"""RAM roles and policies: what instances carry, and what keeps what from being deleted."""

import pytest

from tests.emulator.api import Api
from tests.emulator.steps_ram import POLICY, TRUST
from yett_emulator.handle import EmulatorHandle

BOTH = {"PolicyName": "read", "PolicyType": "Custom"}


@pytest.fixture
def ram(emulator: EmulatorHandle) -> Api:
    api = Api(emulator, "2015-05-01")
    api("CreateRole", RoleName="web", AssumeRolePolicyDocument=TRUST, Tag='[{"Key": "stack", "Value": "dev"}]')
    api("CreatePolicy", PolicyName="read", PolicyDocument=POLICY)
    return api


def test_a_role_keeps_its_policies_until_they_are_detached(ram: Api) -> None:
    ram("AttachPolicyToRole", RoleName="web", **BOTH)
    ram("AttachPolicyToRole", RoleName="web", PolicyName="AliyunOSSReadOnlyAccess", PolicyType="System")
    names = [one["PolicyName"] for one in ram("ListPoliciesForRole", RoleName="web")["Policies"]["Policy"]]
    assert names == ["read", "AliyunOSSReadOnlyAccess"]
    assert ram("GetPolicy", **BOTH)["Policy"]["AttachmentCount"] == 1
    assert ram.code("AttachPolicyToRole", RoleName="web", **BOTH) == "EntityAlreadyExists.Role.Policy"
    assert ram.code("DeleteRole", RoleName="web") == "DeleteConflict.Role.Policy"
    assert ram.code("DeletePolicy", PolicyName="read") == "DeleteConflict.Policy.Role"
    ram("DetachPolicyFromRole", RoleName="web", **BOTH)
    ram("DetachPolicyFromRole", RoleName="web", PolicyName="AliyunOSSReadOnlyAccess", PolicyType="System")
    ram("DeletePolicy", PolicyName="read")
    ram("DeleteRole", RoleName="web")
    assert ram.code("GetRole", RoleName="web") == "EntityNotExist.Role"


def test_a_role_is_made_once_changed_and_listed_with_its_tags(ram: Api) -> None:
    again = ram.code("CreateRole", RoleName="web", AssumeRolePolicyDocument=TRUST)
    assert again == "EntityAlreadyExists.Role"
    ram("UpdateRole", RoleName="web", NewDescription="servers", NewMaxSessionDuration=7200)
    [row] = ram("ListRoles")["Roles"]["Role"]
    assert (row["Description"], row["MaxSessionDuration"]) == ("servers", 7200)
    assert row["Tags"]["Tag"] == [{"TagKey": "stack", "TagValue": "dev"}]


def test_lists_say_whether_there_is_more(ram: Api) -> None:
    ram("CreateRole", RoleName="db", AssumeRolePolicyDocument=TRUST)
    first = ram("ListRoles", MaxItems=1)
    rest = ram("ListRoles", MaxItems=1, Marker=first["Marker"])
    assert (first["IsTruncated"], rest["IsTruncated"]) == (True, False)
    assert [one["RoleName"] for page in (first, rest) for one in page["Roles"]["Role"]] == ["web", "db"]


def test_a_policy_has_five_versions_and_one_in_force(ram: Api) -> None:
    for _ in range(4):
        ram("CreatePolicyVersion", PolicyName="read", PolicyDocument=POLICY, SetAsDefault=True)
    full = {"PolicyName": "read", "PolicyDocument": POLICY}
    assert ram.code("CreatePolicyVersion", **full) == "LimitExceeded.Policy.Version"
    ram("CreatePolicyVersion", **full, RotateStrategy="DeleteOldestNonDefaultVersionWhenLimitExceeded")
    rows = ram("ListPolicyVersions", **BOTH)["PolicyVersions"]["PolicyVersion"]
    assert [row["VersionId"] for row in rows] == ["v2", "v3", "v4", "v5", "v6"]
    assert [row["VersionId"] for row in rows if row["IsDefaultVersion"]] == ["v5"]
    assert ram.code("DeletePolicyVersion", PolicyName="read", VersionId="v5") == "DeleteConflict.Policy.Version"


def test_what_is_no_policy_document_is_refused(ram: Api) -> None:
    code = ram.code("CreatePolicy", PolicyName="x", PolicyDocument="{}")
    assert code == "InvalidParameter.PolicyDocument"
    assert ram.code("CreateRole", RoleName="a b", AssumeRolePolicyDocument=TRUST).startswith("InvalidParameter")
