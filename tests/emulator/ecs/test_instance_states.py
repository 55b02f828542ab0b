"""Instances move as the cloud lets them: pending, running, stopped, gone; and take with them what is theirs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.ecs.account import Account, Place
from yett_emulator.call import Settings
from yett_emulator.handle import started


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slow(tmp_path: Path, clock: Clock) -> Iterator[Account]:
    """An account whose pending states last ten seconds."""
    with started(tmp_path, Settings(latency=10.0)) as handle:
        handle.prepared.store.clock = clock
        yield Account.of(handle)


def status(account: Account, key: str) -> str:
    return str(account.instance(key)["Status"])


def ground(account: Account, clock: Clock) -> Place:
    vpc = account.vpc()
    clock.now += 10
    return Place(vpc, account.vswitch(vpc), account.group(vpc))


def test_an_instance_is_pending_before_it_runs(slow: Account, clock: Clock) -> None:
    place = ground(slow, clock)
    (key,) = slow.run(place.vswitch, place.group)
    assert status(slow, key) == "Pending"
    code, message = slow.refusal("DeleteInstance", InstanceId=key, Force=True)
    assert code == "IncorrectInstanceStatus.Initializing"
    assert "Pending" in message
    assert slow.refusal("StopInstance", InstanceId=key)[0] == "IncorrectInstanceStatus"
    clock.now += 10
    assert status(slow, key) == "Running"


def test_stopping_starting_and_rebooting_take_their_time(slow: Account, clock: Clock) -> None:
    place = ground(slow, clock)
    (key,) = slow.run(place.vswitch, place.group)
    clock.now += 10
    for action, through, becomes in (
        ("StopInstance", "Stopping", "Stopped"),
        ("StartInstance", "Starting", "Running"),
        ("RebootInstance", "Starting", "Running"),
    ):
        slow.call(action, InstanceId=key)
        assert status(slow, key) == through
        assert slow.refusal("ModifyInstanceAttribute", InstanceId=key)[0] == "IncorrectInstanceStatus"
        clock.now += 10
        assert status(slow, key) == becomes


def test_an_interface_is_seen_to_come_attach_and_detach(slow: Account, clock: Clock) -> None:
    place = ground(slow, clock)
    (key,) = slow.run(place.vswitch, place.group)
    face = slow.interface(place.vswitch, place.group)
    asked = {"NetworkInterfaceId": face, "InstanceId": key}

    def seen() -> str:
        return str(slow.faces(NetworkInterfaceId=[face])[0]["Status"])

    assert seen() == "Creating"
    assert slow.refusal("AttachNetworkInterface", **asked)[0] == "InvalidOperation.InvalidEniState"
    clock.now += 10
    slow.call("AttachNetworkInterface", **asked)
    assert seen() == "Attaching"
    clock.now += 10
    assert seen() == "InUse"
    assert slow.refusal("DeleteNetworkInterface", NetworkInterfaceId=face)[0] == "InvalidOperation.InvalidEniState"
    slow.call("DetachNetworkInterface", **asked)
    assert seen() == "Detaching"
    clock.now += 10
    assert seen() == "Available"


def test_stopping_twice_is_no_error_and_starting_twice_is(account: Account, server: str) -> None:
    account.call("StopInstance", InstanceId=server, StoppedMode="StopCharging")
    account.call("StopInstance", InstanceId=server)
    assert account.instance(server)["StoppedMode"] == "StopCharging"
    account.call("StartInstance", InstanceId=server)
    assert account.instance(server)["StoppedMode"] == "Not-applicable"
    assert account.refusal("StartInstance", InstanceId=server)[0] == "IncorrectInstanceStatus"


def test_many_instances_move_together_or_not_at_all(account: Account, place: Place) -> None:
    keys = account.run(place.vswitch, place.group, Amount=2)
    answer = account.call("StopInstances", InstanceId=keys)
    rows = answer["InstanceResponses"]["InstanceResponse"]
    assert [(row["InstanceId"], row["PreviousStatus"], row["CurrentStatus"]) for row in rows] == [
        (key, "Running", "Stopping") for key in keys
    ]
    account.call("StartInstance", InstanceId=keys[0])
    assert account.refusal("StartInstances", InstanceId=keys)[0] == "IncorrectInstanceStatus"
    assert status(account, keys[1]) == "Stopped"
    account.call("StartInstance", InstanceId=keys[1])
    account.call("RebootInstances", InstanceId=keys)
    assert [status(account, key) for key in keys] == ["Running", "Running"]


def test_a_running_instance_is_released_by_force_only(account: Account, server: str) -> None:
    code, message = account.refusal("DeleteInstance", InstanceId=server)
    assert code == "IncorrectInstanceStatus"
    assert server in message
    account.call("DeleteInstance", InstanceId=server, Force=True)
    assert account.refusal("StopInstance", InstanceId=server)[0] == "InvalidInstanceId.NotFound"


def test_protection_and_subscription_keep_an_instance(account: Account, server: str) -> None:
    account.call("ModifyInstanceAttribute", InstanceId=server, DeletionProtection=True)
    code, _ = account.refusal("DeleteInstance", InstanceId=server, Force=True)
    assert code == "InvalidOperation.DeletionProtection"
    account.call("ModifyInstanceAttribute", InstanceId=server, DeletionProtection=False)
    account.call("ModifyInstanceChargeType", InstanceIds=f'["{server}"]', InstanceChargeType="PrePaid", Period=1)
    code, _ = account.refusal("DeleteInstance", InstanceId=server, Force=True)
    assert code == "ChargeTypeViolation"
    account.call("DeleteInstance", InstanceId=server, Force=True, TerminateSubscription=True)


def test_one_protected_instance_keeps_the_others_of_its_call(account: Account, place: Place) -> None:
    keys = account.run(place.vswitch, place.group, Amount=2)
    account.call("ModifyInstanceAttribute", InstanceId=keys[1], DeletionProtection=True)
    account.refusal("DeleteInstances", InstanceId=keys, Force=True)
    assert [status(account, key) for key in keys] == ["Running", "Running"]


def test_a_released_instance_leaves_nothing_but_what_was_lent_to_it(account: Account, place: Place) -> None:
    before = account.handle.state()["kinds"]
    kept_disk = {"Size": 20, "DeleteWithInstance": False}
    (key,) = account.run(
        place.vswitch, place.group, DataDisk=[kept_disk, {"Size": 20}], Tag=[{"Key": "a", "Value": "b"}]
    )
    face = account.interface(place.vswitch, place.group)
    account.call("ModifyNetworkInterfaceAttribute", NetworkInterfaceId=face, DeleteOnRelease=False)
    account.call("AttachNetworkInterface", NetworkInterfaceId=face, InstanceId=key)
    eip = account.call("AllocateEipAddress")["AllocationId"]
    account.call("AssociateEipAddress", AllocationId=eip, InstanceId=key)
    account.call("DeleteInstance", InstanceId=key, Force=True)
    (disk,) = account.call("DescribeDisks")["Disks"]["Disk"]
    assert (disk["Status"], disk["InstanceId"], disk["Type"]) == ("Available", "", "data")
    (shown,) = account.faces()
    assert (shown["NetworkInterfaceId"], shown["Status"], shown["InstanceId"]) == (face, "Available", "")
    account.call("DeleteDisk", DiskId=disk["DiskId"])
    account.call("DeleteNetworkInterface", NetworkInterfaceId=face)
    account.call("ReleaseEipAddress", AllocationId=eip)
    assert account.handle.state()["kinds"] == before


def test_a_released_address_is_free_again(account: Account, place: Place) -> None:
    asked: dict[str, Any] = {"PrivateIpAddress": "10.0.1.9"}
    (key,) = account.run(place.vswitch, place.group, **asked)
    account.call("DeleteInstance", InstanceId=key, Force=True)
    assert account.run(place.vswitch, place.group, **asked)


def test_a_vswitch_with_an_instance_in_it_is_not_deleted(account: Account, place: Place, server: str) -> None:
    code, _ = account.refusal("DeleteVSwitch", VSwitchId=place.vswitch)
    assert code.startswith("DependencyViolation")
    account.call("DeleteInstance", InstanceId=server, Force=True)
    account.call("DeleteVSwitch", VSwitchId=place.vswitch)


def test_nothing_ever_happens_to_an_emulated_instance(account: Account, server: str) -> None:
    answer = account.call("DescribeInstanceHistoryEvents", InstanceId=server)
    assert answer["InstanceSystemEventSet"] == {"InstanceSystemEventType": []}
