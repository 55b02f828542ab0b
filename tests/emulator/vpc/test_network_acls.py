"""Network ACLs and flow logs through HTTP."""

from typing import Any

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import ZONE, Network
from yett_emulator.handle import EmulatorHandle

ENTRY = {"Policy": "accept", "Protocol": "tcp", "Port": "80/80", "SourceCidrIp": "10.0.0.0/8"}


@pytest.fixture
def acl(vpc: Api, network: Network) -> str:
    return str(vpc("CreateNetworkAcl", VpcId=network.vpc, NetworkAclName="a")["NetworkAclId"])


@pytest.fixture
def log(vpc: Api, network: Network) -> str:
    return str(vpc("CreateFlowLog", **flow_log(network))["FlowLogId"])


def flow_log(network: Network, **changes: str) -> dict[str, Any]:
    wanted = {"ResourceType": "VPC", "ResourceId": network.vpc, "TrafficType": "All"}
    return {**wanted, "ProjectName": "p", "LogStoreName": "s", **changes}


def shown(vpc: Api, acl: str) -> dict[str, Any]:
    return dict(vpc("DescribeNetworkAclAttributes", NetworkAclId=acl)["NetworkAclAttribute"])


def bound(network: Network) -> list[dict[str, str]]:
    return [{"ResourceId": network.vswitch, "ResourceType": "VSwitch"}]


def write(vpc: Api, acl: str, *entries: dict[str, str]) -> None:
    wanted = {"UpdateIngressAclEntries": True, "IngressAclEntries": list(entries)}
    vpc("UpdateNetworkAclEntries", NetworkAclId=acl, **wanted)


def ports(vpc: Api, acl: str) -> list[str]:
    return [entry["Port"] for entry in shown(vpc, acl)["IngressAclEntries"]["IngressAclEntry"]]


@pytest.mark.parametrize(("has_ipv6", "everyone"), [(False, ["0.0.0.0/0"]), (True, ["0.0.0.0/0", "::/0"])])
def test_an_acl_starts_with_rows_that_accept_everything(
    vpc: Api, network: Network, has_ipv6: bool, everyone: list[str]
) -> None:
    if has_ipv6:
        vpc("ModifyVpcAttribute", VpcId=network.vpc, EnableIPv6="true")
    made = shown(vpc, vpc("CreateNetworkAcl", VpcId=network.vpc)["NetworkAclId"])
    for side, peer in (("Ingress", "SourceCidrIp"), ("Egress", "DestinationCidrIp")):
        rows = made[f"{side}AclEntries"][f"{side}AclEntry"]
        assert [row[peer] for row in rows] == everyone
        assert {(row["Policy"], row["Protocol"], row["Port"]) for row in rows} == {("accept", "all", "-1/-1")}


def test_entries_are_replaced_as_a_whole_in_their_order(vpc: Api, acl: str) -> None:
    write(vpc, acl, ENTRY, {**ENTRY, "Port": "22/22", "Policy": "drop"})
    assert ports(vpc, acl) == ["80/80", "22/22"]
    write(vpc, acl, {**ENTRY, "Port": "443/443"})
    assert ports(vpc, acl) == ["443/443"]


def test_a_direction_without_its_flag_stays_as_it_is(vpc: Api, acl: str) -> None:
    write(vpc, acl, ENTRY)
    vpc("UpdateNetworkAclEntries", NetworkAclId=acl, IngressAclEntries=[{**ENTRY, "Port": "1/1"}])
    assert ports(vpc, acl) == ["80/80"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Protocol": "sctp"}, "InvalidParameter.IngressAclEntries.Protocol"),
        ({"Policy": "maybe"}, "InvalidParameter.IngressAclEntries.Policy"),
        ({"Port": "80"}, "InvalidParameter.IngressAclEntries.Port"),
        ({"Port": "0/70000"}, "InvalidParameter.IngressAclEntries.Port"),
        ({"Port": "90/80"}, "InvalidParameter.IngressAclEntries.Port"),
        ({"Protocol": "icmp", "Port": "80/80"}, "InvalidParameter.IngressAclEntries.Port"),
        ({"SourceCidrIp": "everybody"}, "InvalidParameter.IngressAclEntries.SourceCidrIp"),
    ],
)
def test_an_entry_is_checked(vpc: Api, acl: str, changes: dict[str, str], code: str) -> None:
    wanted = {"UpdateIngressAclEntries": True, "IngressAclEntries": [{**ENTRY, **changes}]}
    assert vpc.code("UpdateNetworkAclEntries", NetworkAclId=acl, **wanted) == code


def test_the_quota_of_entries_holds(emulator: EmulatorHandle, vpc: Api, acl: str) -> None:
    emulator.quotas(network_acl_entries=1)
    wanted = {"UpdateIngressAclEntries": True, "IngressAclEntries": [ENTRY, ENTRY]}
    assert vpc.code("UpdateNetworkAclEntries", NetworkAclId=acl, **wanted) == "QuotaExceeded.NetworkAclEntry"


def test_entries_are_copied_and_stay_apart(vpc: Api, network: Network, acl: str) -> None:
    write(vpc, acl, ENTRY)
    other = vpc("CreateNetworkAcl", VpcId=network.vpc)["NetworkAclId"]
    vpc("CopyNetworkAclEntries", NetworkAclId=other, SourceNetworkAclId=acl)
    write(vpc, acl)
    assert (ports(vpc, other), ports(vpc, acl)) == (["80/80"], [])


def test_a_vswitch_has_one_acl(vpc: Api, network: Network, acl: str) -> None:
    vpc("AssociateNetworkAcl", NetworkAclId=acl, Resource=bound(network))
    assert shown(vpc, acl)["Resources"]["Resource"][0]["ResourceId"] == network.vswitch
    assert vpc("DescribeVSwitchAttributes", VSwitchId=network.vswitch)["NetworkAclId"] == acl
    other = vpc("CreateNetworkAcl", VpcId=network.vpc)["NetworkAclId"]
    refused = vpc.code("AssociateNetworkAcl", NetworkAclId=other, Resource=bound(network))
    assert refused == "OperationDenied.ResourceAssociated"


def test_a_bound_acl_stays(vpc: Api, network: Network, acl: str) -> None:
    vpc("AssociateNetworkAcl", NetworkAclId=acl, Resource=bound(network))
    assert vpc.code("DeleteNetworkAcl", NetworkAclId=acl) == "NetworkAclExistBinding"
    vpc("UnassociateNetworkAcl", NetworkAclId=acl, Resource=bound(network))
    again = vpc.code("UnassociateNetworkAcl", NetworkAclId=acl, Resource=bound(network))
    assert again == "ResourceNotAssociated"
    vpc("DeleteNetworkAcl", NetworkAclId=acl)
    refused = vpc.refused("DescribeNetworkAclAttributes", NetworkAclId=acl)
    assert (refused.status, refused.code) == (404, "InvalidNetworkAcl.NotFound")


def test_an_acl_guards_vswitches_of_its_own_vpc(vpc: Api, acl: str) -> None:
    other = vpc("CreateVpc", CidrBlock="10.9.0.0/16")["VpcId"]
    vswitch = vpc("CreateVSwitch", VpcId=other, ZoneId=ZONE, CidrBlock="10.9.1.0/24")["VSwitchId"]
    wanted = [{"ResourceId": vswitch, "ResourceType": "VSwitch"}]
    assert vpc.code("AssociateNetworkAcl", NetworkAclId=acl, Resource=wanted) == "InvalidVSwitchId.NotFound"


def test_acls_are_renamed_and_found(vpc: Api, network: Network, acl: str) -> None:
    vpc("ModifyNetworkAclAttributes", NetworkAclId=acl, NetworkAclName="b", Description="d")
    vpc("AssociateNetworkAcl", NetworkAclId=acl, Resource=bound(network))
    for wanted in ({"NetworkAclName": "b"}, {"VpcId": network.vpc}, {"ResourceId": network.vswitch}):
        rows = vpc("DescribeNetworkAcls", **wanted)["NetworkAcls"]["NetworkAcl"]
        assert [row["NetworkAclId"] for row in rows] == [acl]
    assert vpc("DescribeNetworkAcls", NetworkAclName="a")["TotalCount"] == "0"


def test_a_vpc_with_an_acl_stays(vpc: Api, network: Network, acl: str) -> None:
    vpc("DeleteVSwitch", VSwitchId=network.vswitch)
    assert vpc.code("DeleteVpc", VpcId=network.vpc) == "DependencyViolation.NetworkAcl"


def test_a_flow_log_is_switched_changed_and_deleted(vpc: Api, log: str) -> None:
    vpc("ModifyFlowLogAttribute", FlowLogId=log, FlowLogName="f", AggregationInterval=1)
    vpc("DeactiveFlowLog", FlowLogId=log)
    row = vpc("DescribeFlowLogs", FlowLogId=log)["FlowLogs"]["FlowLog"][0]
    assert (row["Status"], row["FlowLogName"], row["AggregationInterval"]) == ("Inactive", "f", 1)
    assert vpc.code("DeactiveFlowLog", FlowLogId=log) == "IncorrectStatus.flowlog"
    vpc("ActiveFlowLog", FlowLogId=log)
    vpc("DeleteFlowLog", FlowLogId=log)
    refused = vpc.refused("DeleteFlowLog", FlowLogId=log)
    assert (refused.status, refused.code) == (404, "InvalidFlowLogId.NotFound")


def test_flow_logs_are_found_by_source(vpc: Api, network: Network, log: str) -> None:
    assert vpc("DescribeFlowLogs", ResourceId=network.vpc)["TotalCount"] == "1"
    assert vpc("DescribeFlowLogs", ResourceType="VSwitch")["TotalCount"] == "0"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ResourceId": "vpc-none"}, "InvalidVpcId.NotFound"),
        ({"ResourceType": "Disk"}, "InvalidParameter.ResourceType"),
        ({"TrafficType": "Some"}, "InvalidParameter.TrafficType"),
        ({"AggregationInterval": "7"}, "InvalidParameter.AggregationInterval"),
        ({"ProjectName": ""}, "MissingParameter.ProjectName"),
    ],
)
def test_a_flow_log_is_checked(vpc: Api, network: Network, changes: dict[str, str], code: str) -> None:
    assert vpc.code("CreateFlowLog", **flow_log(network, **changes)) == code
