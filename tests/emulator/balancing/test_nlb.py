"""NLB alone: TCP, UDP and TCPSSL listeners, ranges of ports, protection."""

from typing import Any

import pytest

from tests.emulator.balancing.conftest import Ground


def listener(nlb: Ground, balancer: str, group: str, **more: Any) -> str:
    given = {"LoadBalancerId": balancer, "ServerGroupId": group, "ListenerPort": 22, "ListenerProtocol": "TCP"}
    return str(nlb.api("CreateListener", **{**given, **more})["ListenerId"])


def test_a_listener_runs_at_once_and_changes(nlb: Ground) -> None:
    key = listener(nlb, nlb.balancer(), nlb.servers())
    nlb.api("UpdateListenerAttribute", ListenerId=key, IdleTimeout=30)
    shown = nlb.api("GetListenerAttribute", ListenerId=key)
    assert (shown["ListenerStatus"], shown["ListenerPort"], shown["IdleTimeout"]) == ("Running", 22, 30)
    nlb.api("StopListener", ListenerId=key)
    assert nlb.api("GetListenerAttribute", ListenerId=key)["ListenerStatus"] == "Stopped"
    nlb.api("DeleteListener", ListenerId=key)
    assert nlb.api.code("GetListenerAttribute", ListenerId=key) == "ResourceNotFound.listener"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ListenerProtocol": "HTTP"}, "IllegalParam.ListenerProtocol"),
        ({"ListenerProtocol": "TCPSSL"}, "MissingParameter.CertificateIds"),
        ({"ListenerPort": 0}, "IllegalParam.StartPort"),
        ({"ListenerPort": 0, "StartPort": 9, "EndPort": 8}, "IllegalParam.StartPort"),
        ({"ServerGroupId": "sgp-none"}, "ResourceNotFound.serverGroup"),
        ({"ServerGroupId": None}, "MissingParameter.ServerGroupId"),
        ({"IdleTimeout": 901}, "IllegalParam.IdleTimeout"),
        ({"LoadBalancerId": "nlb-none"}, "ResourceNotFound.loadBalancer"),
    ],
)
def test_a_listener_that_makes_no_sense_is_refused(nlb: Ground, change: dict[str, Any], code: str) -> None:
    given = {"LoadBalancerId": nlb.balancer(), "ServerGroupId": nlb.servers(), "ListenerPort": 22}
    assert nlb.api.code("CreateListener", **{**given, "ListenerProtocol": "TCP", **change}) == code


def test_ranges_of_ports_do_not_overlap(nlb: Ground) -> None:
    balancer, group = nlb.balancer(), nlb.servers()
    span = {"ListenerPort": 0, "StartPort": 1000, "EndPort": 1010}
    listener(nlb, balancer, group, **span)
    inside = {"LoadBalancerId": balancer, "ServerGroupId": group, "ListenerPort": 1010, "ListenerProtocol": "TCP"}
    assert nlb.api.code("CreateListener", **inside) == "ResourceAlreadyExist.listener"
    listener(nlb, balancer, group, ListenerPort=1010, ListenerProtocol="UDP")
    listener(nlb, balancer, group, ListenerPort=1011)


def test_a_server_group_in_use_stays(nlb: Ground) -> None:
    group = nlb.servers()
    key = listener(nlb, nlb.balancer(), group)
    assert nlb.api.code("DeleteServerGroup", ServerGroupId=group) == "ResourceInUse.serverGroup"
    nlb.api("DeleteListener", ListenerId=key)
    nlb.api("DeleteServerGroup", ServerGroupId=group)


def test_protection_comes_and_goes(nlb: Ground) -> None:
    key = nlb.balancer(DeletionProtectionConfig={"Enabled": True, "Reason": "prod"})
    assert nlb.api.code("DeleteLoadBalancer", LoadBalancerId=key) == "OperationDenied.DeletionProtection"
    given = {"DeletionProtectionEnabled": False, "ModificationProtectionStatus": "ConsoleProtection"}
    nlb.api("UpdateLoadBalancerProtection", LoadBalancerId=key, ModificationProtectionReason="audit", **given)
    shown = nlb.api("GetLoadBalancerAttribute", LoadBalancerId=key)
    assert shown["ModificationProtectionConfig"]["Reason"] == "audit"
    assert shown["DeletionProtectionConfig"]["Enabled"] is False
    nlb.api("DeleteLoadBalancer", LoadBalancerId=key)


def test_a_public_address_is_shown_in_each_zone(nlb: Ground) -> None:
    key = nlb.balancer(AddressType="Internet")
    zones = nlb.api("GetLoadBalancerAttribute", LoadBalancerId=key)["ZoneMappings"]
    addresses = [zone["LoadBalancerAddresses"][0]["PublicIPv4Address"] for zone in zones]
    assert all(address.startswith("198.18.") for address in addresses)
    assert len(set(addresses)) == 2


def test_a_job_has_a_status(nlb: Ground) -> None:
    made = nlb.api("CreateServerGroup", ServerGroupName="a", VpcId=nlb.network.vpc)
    assert nlb.api("GetJobStatus", JobId=made["JobId"])["Status"] == "Succeeded"
    assert nlb.api.code("GetJobStatus", JobId="mine") == "ResourceNotFound.Job"


@pytest.mark.parametrize("written", ["ipv4", "Ipv4", "DualStack"])
def test_an_ip_version_reads_as_it_was_written(nlb: Ground, written: str) -> None:
    """The provider writes Ipv4, the API's own pages ipv4; whoever reads another spelling would replace the group."""
    wanted = {"ServerGroupName": "g", "VpcId": nlb.network.vpc, "AddressIPVersion": written}
    made = nlb.api("CreateServerGroup", **wanted)["ServerGroupId"]
    [group] = nlb.api("ListServerGroups", ServerGroupIds=[made])["ServerGroups"]
    assert group["AddressIPVersion"] == written
    assert (
        nlb.api.code("CreateServerGroup", **{**wanted, "AddressIPVersion": "ipv5"}) == "IllegalParam.AddressIPVersion"
    )
