"""ClientToken: asked twice, done once."""

from pathlib import Path

from tests.emulator.api import VPC, Api
from yett_emulator.handle import EmulatorHandle, started


def test_the_same_request_with_one_token_acts_once(vpc: Api) -> None:
    first = vpc("CreateVpc", VpcName="a", ClientToken="t-1")
    again = vpc("CreateVpc", VpcName="a", ClientToken="t-1")
    assert first["VpcId"] == again["VpcId"]
    assert first["RequestId"] != again["RequestId"]
    assert vpc("DescribeVpcs")["TotalCount"] == 1


def test_another_request_with_the_same_token_is_refused(vpc: Api) -> None:
    vpc("CreateVpc", VpcName="a", ClientToken="t-1")
    refused = vpc.refused("CreateVpc", VpcName="b", ClientToken="t-1")
    assert (refused.status, refused.code) == (400, "IdempotentParameterMismatch")
    assert "t-1" in refused.message


def test_a_token_counts_within_its_action(vpc: Api) -> None:
    vpc("CreateVpc", ClientToken="t-1")
    assert vpc("AllocateEipAddress", ClientToken="t-1")["AllocationId"]


def test_a_refusal_is_not_remembered(emulator: EmulatorHandle, vpc: Api) -> None:
    emulator.quotas(vpcs=0)
    assert vpc.code("CreateVpc", ClientToken="t-1") == "QuotaExceeded.Vpc"
    emulator.quotas(vpcs=1)
    assert vpc("CreateVpc", ClientToken="t-1")["VpcId"]


def test_an_answer_that_was_lost_comes_with_the_retry(emulator: EmulatorHandle, vpc: Api) -> None:
    emulator.fault("CreateVpc", code="ServiceUnavailable", status=503, committed=True)
    assert vpc.refused("CreateVpc", ClientToken="t-1").status == 503
    made = vpc("CreateVpc", ClientToken="t-1")["VpcId"]
    assert [row["VpcId"] for row in vpc("DescribeVpcs")["Vpcs"]["Vpc"]] == [made]


def test_a_token_outlives_the_process(tmp_path: Path) -> None:
    state = str(tmp_path / "state.db")
    with started(tmp_path, state=state) as before:
        first = Api(before, VPC)("CreateVpc", ClientToken="t-1")["VpcId"]
    with started(tmp_path, state=state) as after:
        assert Api(after, VPC)("CreateVpc", ClientToken="t-1")["VpcId"] == first


def test_a_read_is_never_answered_from_memory(vpc: Api) -> None:
    assert vpc("DescribeVpcs", ClientToken="t-1")["TotalCount"] == 0
    vpc("CreateVpc")
    assert vpc("DescribeVpcs", ClientToken="t-1")["TotalCount"] == 1
