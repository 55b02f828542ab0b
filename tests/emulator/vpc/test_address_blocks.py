"""Blocks of addresses: public pools, contiguous EIPs, and what a vSwitch reserves."""

import ipaddress

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Network


def pool(vpc: Api, *blocks: str) -> str:
    key = str(vpc("CreatePublicIpAddressPool", Name="p")["PublicIpAddressPoolId"])
    for block in blocks:
        vpc("AddPublicIpAddressPoolCidrBlock", PublicIpAddressPoolId=key, CidrBlock=block)
    return key


def test_eips_of_a_pool_come_from_its_blocks_until_there_are_none(vpc: Api) -> None:
    key = pool(vpc, "203.0.113.8/31")
    made = [vpc("AllocateEipAddress", PublicIpAddressPoolId=key) for _ in range(2)]
    assert [one["EipAddress"] for one in made] == ["203.0.113.8", "203.0.113.9"]
    assert vpc.code("AllocateEipAddress", PublicIpAddressPoolId=key) == "InsufficientIpAddress"
    [shown] = vpc("ListPublicIpAddressPools", PublicIpAddressPoolIds=[key])["PublicIpAddressPoolList"]
    assert (shown["TotalIpNum"], shown["UsedIpNum"], shown["IpAddressRemaining"]) == (2, 2, False)


def test_a_block_or_a_pool_that_is_in_use_stays(vpc: Api) -> None:
    key = pool(vpc, "203.0.113.0/28")
    eip = vpc("AllocateEipAddress", PublicIpAddressPoolId=key)["AllocationId"]
    block = {"PublicIpAddressPoolId": key, "CidrBlock": "203.0.113.0/28"}
    assert vpc.code("AddPublicIpAddressPoolCidrBlock", **block) == "InvalidCidrBlock.Overlapped"
    assert vpc.code("DeletePublicIpAddressPoolCidrBlock", **block) == "OperationDenied.CidrBlockInUse"
    assert vpc.code("DeletePublicIpAddressPool", PublicIpAddressPoolId=key) == "DependencyViolation.CidrBlock"
    vpc("ReleaseEipAddress", AllocationId=eip)
    vpc("DeletePublicIpAddressPoolCidrBlock", **block)
    vpc("DeletePublicIpAddressPool", PublicIpAddressPoolId=key)


def test_blocks_that_are_asked_for_by_mask_never_overlap(vpc: Api) -> None:
    key = pool(vpc)
    given = [
        ipaddress.ip_network(
            vpc("AddPublicIpAddressPoolCidrBlock", PublicIpAddressPoolId=key, CidrMask=mask)["CidrBlock"]
        )
        for mask in (28, 28, 24, 27, 24)
    ]
    assert [one.prefixlen for one in given] == [28, 28, 24, 27, 24]
    assert not any(one.overlaps(other) for one in given for other in given if one is not other)


def test_eips_of_a_segment_come_and_go_together(vpc: Api) -> None:
    key = vpc("AllocateEipSegmentAddress", EipMask="28")["EipSegmentInstanceId"]
    [segment] = vpc("DescribeEipSegment", SegmentInstanceId=key)["EipSegments"]["EipSegment"]
    eips = vpc("DescribeEipAddresses", SegmentInstanceId=key, PageSize=50)["EipAddresses"]["EipAddress"]
    assert {one["IpAddress"] for one in eips} == {str(one) for one in ipaddress.ip_network(segment["Segment"])}
    assert vpc.code("ReleaseEipAddress", AllocationId=eips[0]["AllocationId"]) == "OperationDenied.EipSegment"
    vpc("ReleaseEipSegmentAddress", SegmentInstanceId=key)
    assert vpc("DescribeEipAddresses")["TotalCount"] == 0


def test_a_reservation_lies_in_its_vswitch_and_clear_of_the_others(vpc: Api, network: Network) -> None:
    mask = {"VSwitchId": network.vswitch, "VSwitchCidrReservationMask": "28"}
    keys = [vpc("CreateVSwitchCidrReservation", **mask)["VSwitchCidrReservationId"] for _ in range(2)]
    rows = vpc("ListVSwitchCidrReservations", VSwitchCidrReservationIds=keys)["VSwitchCidrReservations"]
    one, two = (ipaddress.ip_network(row["VSwitchCidrReservationCidr"]) for row in rows)
    assert not one.overlaps(two)
    outside = {"VSwitchId": network.vswitch, "VSwitchCidrReservationCidr": "203.0.113.0/28"}
    code = vpc.code("CreateVSwitchCidrReservation", **outside)
    assert code == "InvalidVSwitchCidrReservation.CidrConflict"
    taken = {**outside, "VSwitchCidrReservationCidr": str(one)}
    assert vpc.code("CreateVSwitchCidrReservation", **taken) == "InvalidVSwitchCidrReservation.CidrConflict"
