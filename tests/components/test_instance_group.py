"""Machines: how many and where, from which image, with which disks, and what never stands in the state in clear."""

from typing import Any

import pytest
from pulumi.runtime.mocks import MockCallArgs

from tests.components.recorder import Recorded, record
from yett import InstanceGroup, SpecError
from yett.instance_group import first_image
from yett.specs.image_query import ImageQuery

BASE = {"image_id": "linux", "instance_type": "ecs.c7.large"}
ZONES = {"zone-a": "vsw-a", "zone-b": "vsw-b"}


class Images(Recorded):
    """An account with some images, newest first, as the provider's data source gives them."""

    def call(self, args: MockCallArgs) -> Any:
        assert args.token == "alicloud:ecs/getImages:getImages"
        assert (args.args["mostRecent"], args.args["owners"]) == (True, "self")
        return {"images": [{"id": f"m-{name}", "name": name} for name in ("linux_2", "linux_1")]}


def machines(args: dict[str, Any] | None = None, into: Recorded | None = None, **spec: Any) -> Recorded:
    given: Any = {"spec": {**BASE, **spec}, "vswitch_ids": ZONES, "security_group_ids": ["sg-1"], **(args or {})}
    return record(lambda: InstanceGroup("app", given), into)


def places(**spec: Any) -> dict[str, str]:
    return {name: found["vswitchId"] for name, found in machines(**spec).of("Instance").items()}


def test_a_count_is_spread_over_the_zones_and_more_move_none() -> None:
    assert places(count=3) == {"app-zone-a-1": "vsw-a", "app-zone-b-1": "vsw-b", "app-zone-a-2": "vsw-a"}
    assert places(count=5).items() > places(count=3).items()
    assert places(count=2, zones=["zone-b"]) == {"app-zone-b-1": "vsw-b", "app-zone-b-2": "vsw-b"}


def test_named_machines_stand_where_they_are_told_and_come_and_go_alone() -> None:
    found = places(machines={"lobby": "zone-b", "arena-1": "zone-a", "arena-2": "zone-a"})
    assert found == {"app-lobby": "vsw-b", "app-arena-1": "vsw-a", "app-arena-2": "vsw-a"}
    assert places(machines={"arena-2": "zone-a"}).items() < found.items()


def test_no_machine_ever_has_a_public_address_of_its_own() -> None:
    for spec in ({"count": 3}, {"machines": {"one": "zone-a"}}, {"per_zone": 2}):
        assert {found["internetMaxBandwidthOut"] for found in machines(**spec).of("Instance").values()} == {0}


def test_an_image_is_looked_up_and_a_newer_one_replaces_nothing() -> None:
    query = {"name_regex": "^linux", "owner": "self"}
    made = machines(into=Images(), image_id=None, image=query, count=1)
    assert made.of("Instance")["app-zone-a-1"]["imageId"] == "m-linux_2"
    request = made.requests["alicloud:ecs/instance:Instance", "app-zone-a-1"]
    assert list(request.ignoreChanges) == ["imageId"]
    assert list(machines(count=1).requests["alicloud:ecs/instance:Instance", "app-zone-a-1"].ignoreChanges) == []


def test_an_image_that_nobody_has_is_refused() -> None:
    query = ImageQuery.parse({"name_regex": "^linux", "owner": "self"})
    with pytest.raises(SpecError, match=r'^image.name_regex: no image matches, got "\^linux", allowed is the name of'):
        first_image([], query)


def test_every_machine_has_the_disks_that_are_said() -> None:
    disks = [{"size": 100, "encrypted": True, "kept": True}, {"size": 50, "category": "cloud_efficiency"}]
    found = machines(data_disks=disks, system_disk_performance_level="PL0", count=1).of("Instance")["app-zone-a-1"]
    assert found["systemDiskPerformanceLevel"] == "PL0"
    assert found["dataDisks"] == [
        {
            "size": 100,
            "category": "cloud_essd",
            "encrypted": True,
            "deleteWithInstance": False,
            "performanceLevel": "PL1",
        },
        {"size": 50, "category": "cloud_efficiency", "encrypted": False, "deleteWithInstance": True},
    ]


def test_user_data_of_the_program_is_a_secret_and_stands_nowhere_in_clear() -> None:
    made = machines({"user_data": "token=abc"}, count=1)
    assert made.of("Instance")["app-zone-a-1"]["userData"] == "[secret]"
    assert "token=abc" not in repr(made.inputs)


def test_machines_have_a_role_a_key_and_protection_when_it_is_said() -> None:
    made = machines(ram_role_name="reader", key_pair_name="ops", deletion_protection=True)
    found = made.of("Instance")["app-zone-a-1"]
    assert (found["roleName"], found["keyName"], found["deletionProtection"]) == ("reader", "ops", True)
    plain = machines().of("Instance")["app-zone-a-1"]
    assert plain["deletionProtection"] is False
    assert not {"roleName", "keyName", "password", "dataDisks", "userData"} & plain.keys()


ROWS: list[tuple[dict[str, Any], str]] = [
    ({"image_id": None}, "app.image_id: is missing, allowed is the id of an image, or image to look one up"),
    ({"image": {"name_regex": "a"}}, "app.image: image_id says it already; leave one of the two out"),
    (
        {"image_id": None, "image": {"name_regex": "("}},
        'app.image.name_regex: got "(", allowed is a regular',
    ),
    ({"count": 0}, "app.count: got 0, allowed is 1..500"),
    ({"count": 2, "per_zone": 3}, "app.per_zone: is said by count, got 3; leave it out"),
    ({"machines": {"a": "zone-a"}, "count": 2}, "app.count: is said by machines; leave it out"),
    ({"machines": {"a": "zone-a"}, "zones": ["zone-a"]}, "app.zones: is said by machines; leave it out"),
    ({"machines": {"A b": "zone-a"}}, 'app.machines.A b: got "A b", allowed is 1..40 characters of a-z, 0-9 and -'),
    ({"machines": {}}, "app.machines: is empty, allowed is at least one machine with its zone"),
    ({"machines": {"a": "zone-z"}}, 'app.machines.a: no vSwitch there, got "zone-z", allowed is zone-a, zone-b'),
    ({"zones": []}, "app.zones: is empty, allowed is at least one zone, or leave it out for all"),
    ({"data_disks": [{"size": 19}]}, "app.data_disks[0].size: got 19, allowed is 20..32768 GiB"),
    ({"data_disks": [{"size": 20}] * 17}, "app.data_disks: got 17, allowed is at most 16 disks"),
    (
        {"data_disks": [{"size": 20, "category": "cloud_ssd", "performance_level": "PL1"}]},
        'app.data_disks[0].performance_level: cloud_ssd has no level, got "PL1"',
    ),
    ({"user_data": "x" * 32769}, "app.user_data: got 32769 bytes, allowed is at most 32768 bytes"),
]


@pytest.mark.parametrize(("spec", "message"), ROWS, ids=[row[1][:50] for row in ROWS])
def test_machines_that_cannot_be_meant_are_refused(spec: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        machines(**spec)
    assert str(caught.value).startswith(message)


def test_two_scripts_for_one_boot_are_refused() -> None:
    with pytest.raises(SpecError, match=r"^app.user_data: args.user_data is there too; give one of the two$"):
        machines({"user_data": "b"}, user_data="a")
