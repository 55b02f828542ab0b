"""A live account, played by the emulator and read by the official client, gives the same answers as a state."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from tests.emulator.api import PEER, Api
from tests.snapshot.account import ZONE, Account
from yett_cli.main import main
from yett_emulator.handle import EmulatorHandle
from yett_policies.exposure import Analysis, analyse, rows, vpc_zone
from yett_policies.snapshot.cloud_api import CloudApi
from yett_policies.snapshot.live import NOT_READ, read_live

ALB, NLB = "2020-06-16", "2022-04-30"


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
    assert (found.exposures, found.unmodelled) == ((), (NOT_READ,))


def test_an_instance_with_an_eip_is_reached_on_what_its_group_admits(account: Account) -> None:
    address = account.eip(account.instance("web"), "EcsInstance")
    account.admit(account.group_id)
    account.admit(account.group_id, Policy="drop", SourceCidrIp="128.0.0.0/1")
    assert said(account.judged()) == {("web", address, "tcp 22", ("22",), ("0.0.0.0/1",))}


def test_an_eip_on_the_first_interface_of_an_instance_reaches_the_instance(account: Account) -> None:
    instance = account.instance("web")
    account.admit(account.group_id)
    found = account.ecs("DescribeNetworkInterfaces", InstanceId=instance, Type="Primary")["NetworkInterfaceSets"]
    address = account.eip(found["NetworkInterfaceSet"][0]["NetworkInterfaceId"], "NetworkInterface")
    judged = account.judged()
    assert said(judged) == {("web", address, "tcp 22", ("22",), ("0.0.0.0/0",))}
    assert {e.verdict for e in judged.exposures} == {"reachable"}


def forwarded(account: Account, inside: str) -> str:
    """Lead tcp 10022 of a new NAT gateway to ssh at a private address; its public address."""
    nat = account.vpc("CreateNatGateway", VpcId=account.vpc_id, VSwitchId=account.vswitch_id, NatType="Enhanced")
    address = account.eip(nat["NatGatewayId"], "Nat")
    account.vpc(
        "CreateForwardEntry",
        ForwardTableId=nat["ForwardTableIds"]["ForwardTableId"][0],
        ExternalIp=address,
        ExternalPort="10022",
        IpProtocol="tcp",
        InternalIp=inside,
        InternalPort="22",
    )
    return address


def test_a_forward_entry_exposes_only_its_internal_port(account: Account) -> None:
    instance = account.instance("jump")
    account.admit(account.group_id, PortRange="1/65535")
    address = forwarded(account, account.private_ip(instance))
    assert said(account.judged()) == {("jump", address, "tcp 10022", ("22",), ("0.0.0.0/0",))}


@pytest.mark.parametrize("is_primary", [True, False])
def test_a_forward_entry_leads_to_any_private_address_of_an_interface(account: Account, is_primary: bool) -> None:
    instance = account.instance("jump")
    account.admit(account.group_id)
    if not is_primary:
        account.interface("second", instance)
    kind = "Primary" if is_primary else "Secondary"
    interface = account.ecs("DescribeNetworkInterfaces", InstanceId=instance, Type=kind)["NetworkInterfaceSets"]
    ident = interface["NetworkInterfaceSet"][0]["NetworkInterfaceId"]
    more = account.ecs("AssignPrivateIpAddresses", NetworkInterfaceId=ident, SecondaryPrivateIpAddressCount="1")
    (inside,) = more["AssignedPrivateIpAddressesSet"]["PrivateIpSet"]["PrivateIpAddress"]
    address = forwarded(account, inside)
    name = "jump" if is_primary else "second"
    assert said(account.judged()) == {(name, address, "tcp 10022", ("22",), ("0.0.0.0/0",))}


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


def test_both_kinds_of_balancer_lead_to_the_servers_of_their_groups(account: Account) -> None:
    account.admit(account.group_id, PortRange="1/65535", SourceCidrIp="0.0.0.0/0")
    servers = {name: account.instance(name) for name in ("web", "api", "game")}
    alb, nlb = Api(account.emulator, ALB), Api(account.emulator, NLB)
    other = account.vpc("CreateVSwitch", VpcId=account.vpc_id, CidrBlock="10.0.1.0/24", ZoneId="cn-hangzhou-i")
    zones = [(account.vswitch_id, ZONE), (other["VSwitchId"], "cn-hangzhou-i")]
    place = {"VpcId": account.vpc_id, "ZoneMappings": [{"VSwitchId": v, "ZoneId": z} for v, z in zones]}
    spec = {**place, "AddressType": "Internet", "LoadBalancerName": "site"}
    billing = {"LoadBalancerEdition": "Standard", "LoadBalancerBillingConfig": {"PayType": "PostPay"}}
    site = alb("CreateLoadBalancer", **spec, **billing)["LoadBalancerId"]

    def group(api: Api, name: str, port: str) -> str:
        made = str(api("CreateServerGroup", ServerGroupName=name, VpcId=account.vpc_id)["ServerGroupId"])
        server = {"ServerId": servers[name], "ServerType": "Ecs", "Port": port}
        api("AddServersToServerGroup", ServerGroupId=made, Servers=[server])
        return made

    def forward(target: str, **more: str) -> list[dict[str, Any]]:
        config = {"ServerGroupTuples": [{"ServerGroupId": target}]}
        return [{"Type": "ForwardGroup", "ForwardGroupConfig": config, **more}]

    front = {"LoadBalancerId": site, "ListenerPort": "80", "ListenerProtocol": "HTTP"}
    listener = alb("CreateListener", **front, DefaultActions=forward(group(alb, "web", "8080")))["ListenerId"]
    paths = [{"Type": "Path", "PathConfig": {"Values": ["/api"]}}]
    rule = {"RuleName": "api", "Priority": "1", "RuleConditions": paths}
    alb("CreateRule", ListenerId=listener, **rule, RuleActions=forward(group(alb, "api", "9090"), Order="1"))
    play = nlb("CreateLoadBalancer", **{**spec, "LoadBalancerName": "play"})["LoadbalancerId"]
    udp = {"LoadBalancerId": play, "ListenerPort": "7000", "ListenerProtocol": "TCP"}
    nlb("CreateListener", **udp, ServerGroupId=group(nlb, "game", "7777"))
    found = {(name, ports, arriving) for name, _, ports, arriving, _ in said(account.judged())}
    assert found == {
        ("site", "tcp 80", ("80",)),
        ("web", "tcp 80", ("8080",)),
        ("api", "tcp 80", ("9090",)),
        ("play", "tcp 7000", ("7000",)),
        ("game", "tcp 7000", ("7777",)),
    }


@pytest.mark.parametrize(("kind", "reached"), [("Ip", {"play", "web"}), ("Instance", {"play"})])
def test_an_nlb_keeps_the_client_from_servers_that_are_named_by_address(
    account: Account, kind: str, reached: set[str]
) -> None:
    account.admit(account.group_id, PortRange="1/65535", SourceCidrIp="10.0.0.0/16")
    web, nlb = account.instance("web"), Api(account.emulator, NLB)
    other = account.vpc("CreateVSwitch", VpcId=account.vpc_id, CidrBlock="10.0.1.0/24", ZoneId="cn-hangzhou-i")
    zones = [(account.vswitch_id, ZONE), (other["VSwitchId"], "cn-hangzhou-i")]
    place = {"VpcId": account.vpc_id, "ZoneMappings": [{"VSwitchId": v, "ZoneId": z} for v, z in zones]}
    play = nlb("CreateLoadBalancer", **place, AddressType="Internet", LoadBalancerName="play")["LoadbalancerId"]
    made = nlb("CreateServerGroup", ServerGroupName="pool", VpcId=account.vpc_id, ServerGroupType=kind)
    address = account.private_ip(web)
    server = {"ServerType": "Ip", "ServerId": address} if kind == "Ip" else {"ServerType": "Ecs", "ServerId": web}
    nlb("AddServersToServerGroup", ServerGroupId=made["ServerGroupId"], Servers=[{**server, "Port": "7777"}])
    front = {"LoadBalancerId": play, "ListenerPort": "7000", "ListenerProtocol": "TCP"}
    nlb("CreateListener", **front, ServerGroupId=made["ServerGroupId"])
    assert {name for name, *_ in said(account.judged())} == reached


def test_a_peering_carries_what_both_sides_route(account: Account) -> None:
    account.admit(account.group_id, SourceCidrIp="172.16.0.0/16")
    account.instance("web")
    far = account.vpc("CreateVpc", CidrBlock="172.16.0.0/16", VpcName="far")["VpcId"]
    peer = Api(account.emulator, PEER)
    ends = {"VpcId": account.vpc_id, "AcceptingVpcId": far, "AcceptingRegionId": "cn-hangzhou"}
    link = peer("CreateVpcPeerConnection", **ends, AcceptingAliUid="1234567890123456")["InstanceId"]

    def route(vpc: str, destination: str) -> None:
        (table,) = account.vpc("DescribeRouteTableList", VpcId=vpc)["RouterTableList"]["RouterTableListType"]
        hop = {"NextHopType": "VpcPeer", "NextHopId": link, "DestinationCidrBlock": destination}
        account.vpc("CreateRouteEntry", RouteTableId=table["RouteTableId"], **hop)

    def from_far() -> set[str]:
        network = read_live(CloudApi.from_environment(account.emulator.env))
        (zone,) = (vpc_zone(vpc) for vpc in network.vpcs.values() if vpc.name == "far")
        return {e.name for e in analyse(network, zone).exposures if e.verdict == "reachable"}

    route(account.vpc_id, "172.16.0.0/16")
    assert from_far() == set()
    route(far, "10.0.0.0/16")
    assert from_far() == {"web"}


def test_an_ipv6_address_with_bandwidth_is_public(account: Account) -> None:
    key = account.vpc("CreateVpc", CidrBlock="10.9.0.0/16", EnableIpv6="true")["VpcId"]
    place = {"VpcId": key, "CidrBlock": "10.9.0.0/24", "ZoneId": ZONE, "Ipv6CidrBlock": "1"}
    vswitch = account.vpc("CreateVSwitch", **place)["VSwitchId"]
    group = str(account.ecs("CreateSecurityGroup", VpcId=key)["SecurityGroupId"])
    account.vpc("CreateIpv6Gateway", VpcId=key)
    account.instance("six", VSwitchId=vswitch, SecurityGroupId=group, Ipv6AddressCount="1")
    account.admit(group, Ipv6SourceCidrIp="2001:db8::/32")
    assert said(account.judged()) == set()
    (row,) = account.vpc("DescribeIpv6Addresses")["Ipv6Addresses"]["Ipv6Address"]
    account.vpc("AllocateIpv6InternetBandwidth", Ipv6AddressId=row["Ipv6AddressId"], Bandwidth="10")
    assert said(account.judged()) == {("six", row["Ipv6Address"], "tcp 22", ("22",), ("2001:db8::/32",))}


def test_a_forwarding_rule_and_a_pair_of_servers_are_behind_their_listeners(account: Account) -> None:
    account.admit(account.group_id, PortRange="1/65535", SourceCidrIp="0.0.0.0/0")
    web, first, second = (account.instance(name) for name in ("web", "first", "second"))
    spec = {"AddressType": "internet", "LoadBalancerSpec": "slb.s2.small", "LoadBalancerName": "site"}
    clb = account.slb("CreateLoadBalancer", **spec)["LoadBalancerId"]
    front = {"LoadBalancerId": clb, "BackendServerPort": "8000", "Bandwidth": "-1"}
    http = {"StickySession": "off", "HealthCheck": "off", "ListenerPort": "80"}
    account.slb("CreateLoadBalancerHTTPListener", **front, **http)
    servers = json.dumps([{"ServerId": web, "Port": "8080", "Weight": "100"}])
    group = account.slb("CreateVServerGroup", LoadBalancerId=clb, BackendServers=servers, VServerGroupName="g")
    wanted = [{"RuleName": "r", "Domain": "a.example", "VServerGroupId": group["VServerGroupId"]}]
    account.slb("CreateRules", LoadBalancerId=clb, ListenerPort="80", RuleList=json.dumps(wanted))
    pair = [
        {"ServerId": server, "Port": "9000", "Weight": "100", "ServerType": kind}
        for server, kind in ((first, "Master"), (second, "Slave"))
    ]
    made = account.slb("CreateMasterSlaveServerGroup", LoadBalancerId=clb, MasterSlaveBackendServers=json.dumps(pair))
    both = {"ListenerPort": "81", "MasterSlaveServerGroupId": made["MasterSlaveServerGroupId"]}
    account.slb("CreateLoadBalancerTCPListener", **front, **both)
    for port in ("80", "81"):
        account.slb("StartLoadBalancerListener", LoadBalancerId=clb, ListenerPort=port)
    found = {(name, ports, arriving) for name, _, ports, arriving, _ in said(account.judged())}
    assert found == {
        ("site", "tcp 80", ("80",)),
        ("web", "tcp 80", ("8080",)),
        ("site", "tcp 81", ("81",)),
        ("first", "tcp 81", ("9000",)),
        ("second", "tcp 81", ("9000",)),
    }


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
