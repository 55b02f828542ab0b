"""KMS keys: what disks and instances name."""

import json

import pytest

from tests.emulator.api import Api
from yett_emulator.handle import EmulatorHandle


@pytest.fixture
def kms(emulator: EmulatorHandle) -> Api:
    return Api(emulator, "2016-01-20")


def test_a_key_is_found_by_its_id_its_arn_and_its_alias(kms: Api) -> None:
    made = kms("CreateKey", Description="disks", Tags='[{"TagKey": "stack", "TagValue": "dev"}]')["KeyMetadata"]
    kms("CreateAlias", AliasName="alias/disks", KeyId=made["KeyId"])
    for name in (made["KeyId"], made["Arn"], "alias/disks"):
        assert kms("DescribeKey", KeyId=name)["KeyMetadata"]["Description"] == "disks"
    rows = kms("ListTagResources", ResourceType="key", ResourceId=[made["KeyId"]])["TagResources"]["TagResource"]
    assert [(row["TagKey"], row["TagValue"]) for row in rows] == [("stack", "dev")]
    assert kms.code("DescribeKey", KeyId="alias/none") == "Forbidden.AliasNotFound"


def test_keys_are_listed_by_state_page_by_page(kms: Api) -> None:
    keys = [kms("CreateKey")["KeyMetadata"]["KeyId"] for _ in range(3)]
    kms("DisableKey", KeyId=keys[1])
    wanted = json.dumps([{"Key": "KeyState", "Values": ["Enabled"]}])
    found = kms("ListKeys", Filters=wanted, PageSize=1, PageNumber=2)
    assert ([row["KeyId"] for row in found["Keys"]["Key"]], found["TotalCount"]) == ([keys[2]], 2)


def test_a_protected_key_is_not_scheduled_for_deletion(kms: Api) -> None:
    made = kms("CreateKey")["KeyMetadata"]
    kms("SetDeletionProtection", ProtectedResourceArn=made["Arn"], EnableDeletionProtection=True)
    wanted = {"KeyId": made["KeyId"], "PendingWindowInDays": 7}
    assert kms.code("ScheduleKeyDeletion", **wanted) == "Rejected.DeletionProtectionEnabled"
    kms("SetDeletionProtection", ProtectedResourceArn=made["Arn"], EnableDeletionProtection=False)
    assert kms.code("ScheduleKeyDeletion", **{**wanted, "PendingWindowInDays": 6}).startswith("InvalidParameter")
    kms("ScheduleKeyDeletion", **wanted)
    assert kms.code("DescribeKey", KeyId=made["KeyId"]) == "Forbidden.KeyNotFound"


def test_policies_rotation_and_description_are_changed_in_place(kms: Api) -> None:
    key = kms("CreateKey", EnableAutomaticRotation=True)["KeyMetadata"]
    assert key["RotationInterval"] == "31536000s"
    kms("UpdateRotationPolicy", KeyId=key["KeyId"], EnableAutomaticRotation=False)
    kms("UpdateKeyDescription", KeyId=key["KeyId"], Description="b")
    kms("SetKeyPolicy", KeyId=key["KeyId"], PolicyName="default", Policy='{"Version": "1"}')
    shown = kms("DescribeKey", KeyId=key["KeyId"])["KeyMetadata"]
    assert (shown["AutomaticRotation"], shown["RotationInterval"], shown["Description"]) == ("Disabled", "", "b")
    assert kms("GetKeyPolicy", KeyId=key["KeyId"], PolicyName="default")["Policy"] == '{"Version": "1"}'
    assert kms.code("SetKeyPolicy", KeyId=key["KeyId"], Policy="{") == "InvalidParameter.Policy"
