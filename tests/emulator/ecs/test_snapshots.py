"""Snapshots, the policies that make them, and what is lent or kept apart."""

from typing import Any

from tests.emulator.api import Api

REGION = "cn-hangzhou"
TIMES = {"regionId": REGION, "timePoints": '["1"]', "repeatWeekdays": '["1","7"]', "retentionDays": -1}


def disk(ecs: Api, **more: Any) -> str:
    made: dict[str, Any] = {"ZoneId": "cn-hangzhou-h", "Size": 20, "DiskCategory": "cloud_essd"}
    return str(ecs("CreateDisk", **{**made, **more})["DiskId"])


def test_a_snapshot_shows_the_disk_it_is_of_and_is_found_by_it(ecs: Api) -> None:
    one, other = disk(ecs), disk(ecs)
    key = ecs("CreateSnapshot", DiskId=one, SnapshotName="nightly", RetentionDays=7)["SnapshotId"]
    ecs("CreateSnapshot", DiskId=other)
    [shown] = ecs("DescribeSnapshots", DiskId=one)["Snapshots"]["Snapshot"]
    assert (shown["SnapshotId"], shown["SourceDiskSize"], shown["RetentionDays"]) == (key, "20", 7)
    assert ecs("DescribeSnapshots", SnapshotName="night*")["TotalCount"] == 1
    assert ecs("DescribeSnapshots", PageSize=1)["TotalCount"] == 2


def test_a_snapshot_that_a_disk_was_made_from_goes_only_by_force(ecs: Api) -> None:
    key = ecs("CreateSnapshot", DiskId=disk(ecs))["SnapshotId"]
    disk(ecs, SnapshotId=key)
    assert ecs.code("DeleteSnapshot", SnapshotId=key) == "SnapshotCreatedDisk"
    ecs("DeleteSnapshot", SnapshotId=key, Force=True)
    assert ecs.code("DeleteSnapshot", SnapshotId=key) == "InvalidSnapshotId.NotFound"


def test_disks_follow_a_policy_until_it_is_cancelled_or_gone(ecs: Api) -> None:
    one, two = disk(ecs), disk(ecs)
    key = ecs("CreateAutoSnapshotPolicy", **TIMES)["AutoSnapshotPolicyId"]
    named = {"regionId": REGION, "autoSnapshotPolicyId": key}
    ecs("ApplyAutoSnapshotPolicy", **named, diskIds=f'["{one}", "{two}"]')
    [shown] = ecs("DescribeAutoSnapshotPolicyEx", AutoSnapshotPolicyId=key)["AutoSnapshotPolicies"][
        "AutoSnapshotPolicy"
    ]
    assert (shown["DiskNums"], shown["RepeatWeekdays"], shown["RetentionDays"]) == (2, '["1","7"]', -1)
    ecs("CancelAutoSnapshotPolicy", regionId=REGION, diskIds=f'["{one}"]')
    rows = ecs("DescribeDisks", AutoSnapshotPolicyId=key)["Disks"]["Disk"]
    assert [row["DiskId"] for row in rows] == [two]
    ecs("DeleteAutoSnapshotPolicy", **named)
    assert ecs("DescribeDisks", EnableAutomatedSnapshotPolicy=True)["TotalCount"] == 0


def test_a_disk_follows_one_policy(ecs: Api) -> None:
    one = disk(ecs)
    first, second = (ecs("CreateAutoSnapshotPolicy", **TIMES)["AutoSnapshotPolicyId"] for _ in range(2))
    ecs("ApplyAutoSnapshotPolicy", regionId=REGION, autoSnapshotPolicyId=first, diskIds=f'["{one}"]')
    other = {"regionId": REGION, "autoSnapshotPolicyId": second, "diskIds": f'["{one}"]'}
    assert ecs.code("ApplyAutoSnapshotPolicy", **other) == "InvalidOperation.Conflict"


def test_hours_and_days_of_a_policy_are_checked(ecs: Api) -> None:
    wrong = {**TIMES, "timePoints": '["24"]'}
    assert ecs.code("CreateAutoSnapshotPolicy", **wrong) == "InvalidParameter.timePoints"
    assert ecs.code("CreateAutoSnapshotPolicy", **{**TIMES, "retentionDays": 0}) == "InvalidParameter.retentionDays"
