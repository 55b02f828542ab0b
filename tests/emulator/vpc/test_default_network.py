"""The default VPC: modules that ask for it find it, and it is nobody's leftover."""

from tests.emulator.api import VPC, Api
from yett_emulator.handle import EmulatorHandle
from yett_emulator.regions import zone_ids


def test_who_asks_for_the_default_vpc_finds_one_with_a_vswitch_in_each_zone(emulator: EmulatorHandle) -> None:
    api = Api(emulator, VPC)
    for _ in range(2):
        [vpc] = api("DescribeVpcs", IsDefault=True, VpcName="")["Vpcs"]["Vpc"]
        found = api("DescribeVSwitches", IsDefault=True, PageSize=50)["VSwitches"]["VSwitch"]
        assert [one["ZoneId"] for one in found] == zone_ids("cn-hangzhou")
        assert {one["VpcId"] for one in found} == {vpc["VpcId"]}
    assert len({one["CidrBlock"] for one in found}) == len(found)


def test_the_default_vpc_is_not_counted_as_somebodys(emulator: EmulatorHandle) -> None:
    api = Api(emulator, VPC)
    [vpc] = api("DescribeVpcs", IsDefault=True)["Vpcs"]["Vpc"]
    assert emulator.state()["kinds"] == {}
    made = api("CreateVSwitch", VpcId=vpc["VpcId"], ZoneId="cn-hangzhou-i", CidrBlock="172.31.0.0/24")["VSwitchId"]
    assert [one["VSwitchId"] for one in emulator.state()["records"]["vswitch"]] == [made]


def test_who_does_not_ask_has_no_default_vpc(emulator: EmulatorHandle) -> None:
    api = Api(emulator, VPC)
    assert api("DescribeVpcs")["Vpcs"]["Vpc"] == []
    assert api("DescribeVpcs", IsDefault=False)["Vpcs"]["Vpc"] == []


def test_a_default_vpc_of_ones_own_is_made_once_and_counted(emulator: EmulatorHandle) -> None:
    api = Api(emulator, VPC)
    assert api.refused("CreateDefaultVSwitch", ZoneId="cn-hangzhou-i").code == "OperationDenied.DefaultVpcNotExist"
    made = api("CreateDefaultVpc")
    assert api.refused("CreateDefaultVpc").code == "OperationDenied.DefaultVpcExist"
    api("CreateDefaultVSwitch", ZoneId="cn-hangzhou-i")
    assert api.refused("CreateDefaultVSwitch", ZoneId="cn-hangzhou-i").code == "OperationDenied.DefaultVSwitchExist"
    assert [one["VpcId"] for one in api("DescribeVpcs", IsDefault=True)["Vpcs"]["Vpc"]] == [made["VpcId"]]
    assert emulator.state()["kinds"] == {"route_table": 1, "vpc": 1, "vswitch": 1}
