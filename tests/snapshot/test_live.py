"""A live account, played by the emulator and read by the official client, gives the same answers as a state."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from tests.emulator.api import ECS, SLB, VPC, Api
from yett_cli.main import main
from yett_emulator.handle import EmulatorHandle
from yett_policies.exposure import Analysis, analyse, rows
from yett_policies.snapshot.cloud_api import CloudApi
from yett_policies.snapshot.live import read_live

ZONE = "cn-hangzhou-h"
SERVER = {"ImageId": "ubuntu_22_04_x64_20G_alibase_20250113.vhd", "InstanceType": "ecs.g7.large"}


class Account:
    """An account of the emulator with a VPC, a vswitch and a group, and what the tests add to it."""

    def __init__(self, emulator: EmulatorHandle) -> None:
        self.emulator = emulator
        self.vpc, self.ecs, self.slb = (Api(emulator, version) for version in (VPC, ECS, SLB))
        self.vpc_id = self.vpc("CreateVpc", CidrBlock="10.0.0.0/16")["VpcId"]
        place = {"VpcId": self.vpc_id, "CidrBlock": "10.0.0.0/24", "ZoneId": ZONE}
        self.vswitch_id = self.vpc("CreateVSwitch", **place)["VSwitchId"]
        self.group_id = self.group()

    def group(self, **values: Any) -> str:
        return str(self.ecs("CreateSecurityGroup", VpcId=self.vpc_id, **values)["SecurityGroupId"])

    def admit(self, group: str, **rule: Any) -> None:
        base = {"IpProtocol": "TCP", "PortRange": "22/22", "Policy": "accept", "Priority": "1"}
        permission = {**base, **rule}
        if not set(permission) & {"SourceCidrIp", "SourceGroupId", "Ipv6SourceCidrIp"}:
            permission["SourceCidrIp"] = "0.0.0.0/0"
        self.ecs("AuthorizeSecurityGroup", SecurityGroupId=group, Permissions=[permission])

    def instance(self, name: str, **values: Any) -> str:
        wanted = {"VSwitchId": self.vswitch_id, "SecurityGroupId": self.group_id, "ZoneId": ZONE, **SERVER, **values}
        disk = {"SystemDisk": {"Category": "cloud_essd"}}
        made = self.ecs("RunInstances", InstanceName=name, **wanted, **disk)
        return str(made["InstanceIdSets"]["InstanceIdSet"][0])

    def eip(self, target: str, kind: str) -> str:
        made = self.vpc("AllocateEipAddress")
        self.vpc("AssociateEipAddress", AllocationId=made["AllocationId"], InstanceId=target, InstanceType=kind)
        return str(made["EipAddress"])

    def private_ip(self, instance: str) -> str:
        (found,) = self.ecs("DescribeInstances", InstanceIds=json.dumps([instance]))["Instances"]["Instance"]
        return str(found["VpcAttributes"]["PrivateIpAddress"]["IpAddress"][0])

    def judged(self) -> Analysis:
        return analyse(read_live(CloudApi.from_environment(self.emulator.env)))


@pytest.fixture
def account(alicloud_emulator: EmulatorHandle) -> Account:
    return Account(alicloud_emulator)


def said(found: Analysis) -> set[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    """(name, address, protocol and ports, ports that arrive, sources) of every row that is reachable."""
    return {
        (e.name, e.address, f"{row.protocol} {','.join(row.ports)}".strip(), row.target_ports, row.cidrs)
        for e in found.exposures
        if e.verdict == "reachable"
        for row in rows(e)
    }


def test_an_empty_account_is_clean(alicloud_emulator: EmulatorHandle) -> None:
    found = analyse(read_live(CloudApi.from_environment(alicloud_emulator.env)))
    assert (found.exposures, found.unmodelled) == ((), ())


def test_an_instance_with_an_eip_is_reached_on_what_its_group_admits(account: Account) -> None:
    address = account.eip(account.instance("web"), "EcsInstance")
    account.admit(account.group_id)
    account.admit(account.group_id, Policy="drop", SourceCidrIp="128.0.0.0/1")
    assert said(account.judged()) == {("web", address, "tcp 22", ("22",), ("0.0.0.0/1",))}


def test_a_forward_entry_exposes_only_its_internal_port(account: Account) -> None:
    instance = account.instance("jump")
    account.admit(account.group_id, PortRange="1/65535")
    nat = account.vpc("CreateNatGateway", VpcId=account.vpc_id, VSwitchId=account.vswitch_id, NatType="Enhanced")
    address = account.eip(nat["NatGatewayId"], "Nat")
    account.vpc(
        "CreateForwardEntry",
        ForwardTableId=nat["ForwardTableIds"]["ForwardTableId"][0],
        ExternalIp=address,
        ExternalPort="10022",
        IpProtocol="tcp",
        InternalIp=account.private_ip(instance),
        InternalPort="22",
    )
    assert said(account.judged()) == {("jump", address, "tcp 10022", ("22",), ("0.0.0.0/0",))}


def test_a_listener_is_exposed_to_its_white_list(account: Account) -> None:
    acl = account.slb("CreateAccessControlList", AclName="office", AddressIPVersion="ipv4")["AclId"]
    entries = json.dumps([{"entry": "198.51.100.0/24", "comment": ""}])
    account.slb("AddAccessControlListEntry", AclId=acl, AclEntrys=entries)
    spec = {"AddressType": "internet", "LoadBalancerSpec": "slb.s2.small", "LoadBalancerName": "site"}
    clb = account.slb("CreateLoadBalancer", **spec)
    guard = {"AclStatus": "on", "AclType": "white", "AclId": acl}
    front = {"ListenerPort": "443", "BackendServerPort": "8443", "Bandwidth": "-1"}
    account.slb("CreateLoadBalancerTCPListener", LoadBalancerId=clb["LoadBalancerId"], **front, **guard)
    account.slb("StartLoadBalancerListener", LoadBalancerId=clb["LoadBalancerId"], ListenerPort="443")
    assert said(account.judged()) == {("site", clb["Address"], "tcp 443", ("443",), ("198.51.100.0/24",))}


def test_a_network_acl_is_read_row_by_row(account: Account) -> None:
    account.eip(account.instance("web"), "EcsInstance")
    account.admit(account.group_id)
    acl = account.vpc("CreateNetworkAcl", VpcId=account.vpc_id)["NetworkAclId"]
    bound = [{"ResourceId": account.vswitch_id, "ResourceType": "VSwitch"}]
    account.vpc("AssociateNetworkAcl", NetworkAclId=acl, Resource=bound)
    row = {"NetworkAclEntryName": "all", "Policy": "accept", "Protocol": "all", "Port": "-1/-1"}
    rows_of = {
        "IngressAclEntries": [{**row, "SourceCidrIp": "8.0.0.0/8"}],
        "EgressAclEntries": [{**row, "DestinationCidrIp": "0.0.0.0/0"}],
    }
    account.vpc(
        "UpdateNetworkAclEntries",
        NetworkAclId=acl,
        UpdateIngressAclEntries="true",
        UpdateEgressAclEntries="true",
        **rows_of,
    )
    assert {cidrs for *_, cidrs in said(account.judged())} == {("8.0.0.0/8",)}


def test_the_command_reads_the_account_of_the_environment(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    account.eip(account.instance("web"), "EcsInstance")
    account.admit(account.group_id)
    for name, value in account.emulator.env.items():
        monkeypatch.setenv(name, value)
    found = CliRunner().invoke(main, ["exposure", "--live", "--json"])
    assert found.exit_code == 1
    assert [row["name"] for row in json.loads(found.stdout)["exposures"]] == ["web"]


def test_an_account_without_keys_is_refused_with_the_variable_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_ID"):
        monkeypatch.delenv(name, raising=False)
    found = CliRunner().invoke(main, ["exposure", "--live"])
    assert found.exit_code == 2
    assert "set ALICLOUD_ACCESS_KEY" in found.stderr


def test_a_call_that_the_cloud_refuses_is_told_in_its_words(account: Account) -> None:
    account.emulator.fault("DescribeVpcs", code="Forbidden.RAM", status=403, message="not authorised")
    with pytest.raises(Exception, match="DescribeVpcs"):
        account.judged()
