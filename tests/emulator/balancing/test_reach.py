"""What both products let one add to a balancer: policies, certificates, packages, shifted zones."""

import pytest

from tests.emulator.api import VPC, Api
from tests.emulator.balancing.conftest import ALB, Ground
from yett_emulator.handle import EmulatorHandle

SUITES = ["ECDHE-ECDSA-AES128-GCM-SHA256"]


def is_alb(ground: Ground) -> bool:
    return ground.api.version == ALB


def policy(ground: Ground, *versions: str, suites: list[str] = SUITES) -> str:
    parameter = "TLSVersions" if is_alb(ground) else "TlsVersions"
    wanted = {"SecurityPolicyName": "strict", parameter: list(versions), "Ciphers": suites}
    return str(ground.api("CreateSecurityPolicy", **wanted)["SecurityPolicyId"])


def listener(ground: Ground, **more: object) -> str:
    balancer, group = ground.balancer(), ground.servers()
    wanted: dict[str, object] = {"LoadBalancerId": balancer, "ListenerPort": 443}
    if is_alb(ground):
        forward = {"Type": "ForwardGroup", "ForwardGroupConfig": {"ServerGroupTuples": [{"ServerGroupId": group}]}}
        wanted |= {"ListenerProtocol": "HTTPS", "Certificates": [{"CertificateId": "1"}], "DefaultActions": [forward]}
    else:
        wanted |= {"ListenerProtocol": "TCPSSL", "CertificateIds": ["1"], "ServerGroupId": group}
    return str(ground.api("CreateListener", **wanted, **more)["ListenerId"])


def test_a_policy_that_a_listener_uses_stays(either: Ground) -> None:
    key = policy(either, "TLSv1.2")
    used = listener(either, SecurityPolicyId=key)
    word = "SecurityPolicy" if is_alb(either) else "securityPolicy"
    assert either.api.code("DeleteSecurityPolicy", SecurityPolicyId=key) == f"ResourceInUse.{word}"
    either.api("DeleteListener", ListenerId=used)
    either.api("DeleteSecurityPolicy", SecurityPolicyId=key)
    assert either.api.code("DeleteSecurityPolicy", SecurityPolicyId=key) == f"ResourceNotFound.{word}"


def test_a_listener_takes_the_systems_policies_and_ones_own_only(either: Ground) -> None:
    listener(either, SecurityPolicyId="tls_cipher_policy_1_2_strict")
    with pytest.raises(Exception, match=r"ResourceNotFound\.[sS]ecurityPolicy"):
        listener(either, SecurityPolicyId="tls-nobody")


@pytest.mark.parametrize(("versions", "suites"), [(["SSLv3"], SUITES), (["TLSv1.2"], ["RC4"]), (["TLSv1.1"], SUITES)])
def test_a_policy_has_ciphers_of_its_versions(either: Ground, versions: list[str], suites: list[str]) -> None:
    with pytest.raises(Exception, match=r"IllegalParam\.(TLSVersions|Ciphers)"):
        policy(either, *versions, suites=suites)


def test_policies_are_listed_by_name_and_id(either: Ground) -> None:
    keys = [policy(either, "TLSv1.2") for _ in range(3)]
    action = "ListSecurityPolicies" if is_alb(either) else "ListSecurityPolicy"
    assert either.api(action, SecurityPolicyNames=["strict"], MaxResults=2)["TotalCount"] == 3
    [one] = either.api(action, SecurityPolicyIds=[keys[1]])["SecurityPolicies"]
    assert one["SecurityPolicyId"] == keys[1]


def test_more_certificates_come_and_go_beside_a_listeners_own(either: Ground) -> None:
    key = listener(either)
    more: dict[str, object] = {"ListenerId": key, "Certificates": [{"CertificateId": "9"}]}
    off = "DissociateAdditionalCertificatesFromListener"
    if not is_alb(either):
        more, off = {"ListenerId": key, "AdditionalCertificateIds": ["9"]}, off.replace("Dissociate", "Disassociate")
        off = off.replace("From", "With")
    either.api("AssociateAdditionalCertificatesWithListener", **more)
    rows = either.api("ListListenerCertificates", ListenerId=key)["Certificates"]
    assert [(row["CertificateId"], row["IsDefault"]) for row in rows] == [("1", True), ("9", False)]
    assert either.api.code("AssociateAdditionalCertificatesWithListener", **more) == "ResourceInUse.Certificate"
    either.api(off, **more)
    assert either.api.code(off, **more) == "ResourceNotAssociated.Certificate"


def test_a_zone_is_shifted_and_comes_back_but_never_all_of_them(either: Ground) -> None:
    key, mappings = either.balancer(), either.network.mappings
    either.api("StartShiftLoadBalancerZones", LoadBalancerId=key, ZoneMappings=mappings[:1])
    assert statuses(either, key) == ["Shifted", "Active"]
    rest = {"LoadBalancerId": key, "ZoneMappings": mappings[1:]}
    assert either.api.code("StartShiftLoadBalancerZones", **rest) == "OperationDenied.AllZonesShifted"
    either.api("CancelShiftLoadBalancerZones", LoadBalancerId=key, ZoneMappings=mappings[:1])
    assert statuses(either, key) == ["Active", "Active"]


def statuses(ground: Ground, key: str) -> list[str]:
    shown = ground.api("GetLoadBalancerAttribute", LoadBalancerId=key)
    return [zone["Status"] for zone in shown["ZoneMappings"]]


def test_a_public_balancer_takes_one_bandwidth_package(either: Ground, emulator: EmulatorHandle) -> None:
    vpc = Api(emulator, VPC)
    one, two = (str(vpc("CreateCommonBandwidthPackage", Bandwidth=10)["BandwidthPackageId"]) for _ in range(2))
    attach, detach = "AttachCommonBandwidthPackageToLoadBalancer", "DetachCommonBandwidthPackageFromLoadBalancer"
    inner = {"LoadBalancerId": either.balancer(), "BandwidthPackageId": one}
    assert either.api.code(attach, **inner) == "OperationDenied.AddressTypeNotSupport"
    key = either.balancer(AddressType="Internet")
    either.api(attach, LoadBalancerId=key, BandwidthPackageId=one)
    [shown] = either.api("ListLoadBalancers", LoadBalancerIds=[key])["LoadBalancers"]
    assert shown["BandwidthPackageId"] == one
    other = {"LoadBalancerId": key, "BandwidthPackageId": two}
    assert either.api.code(attach, **other) == "ResourceAlreadyAssociated.BandwidthPackage"
    assert either.api.code(detach, **other) == "ResourceNotAssociated.BandwidthPackage"
    unknown = {"LoadBalancerId": key, "BandwidthPackageId": "cbwp-none"}
    assert either.api.code(attach, **unknown) == "ResourceNotFound.BandwidthPackage"
    either.api(detach, LoadBalancerId=key, BandwidthPackageId=one)
