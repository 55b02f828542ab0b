"""What an account holds for a stack, by tags, by name and by parent, read by the official client."""

import json

from tests.emulator.api import SLB, VPC, Api
from tests.emulator.slb.keys import made_pair
from yett_emulator.handle import EmulatorHandle
from yett_policies.snapshot.cloud_api import CloudApi
from yett_policies.snapshot.inventory import held

TAGS = [{"Key": "yett:project", "Value": "shop"}, {"Key": "yett:stack", "Value": "test"}]


def kinds(emulator: EmulatorHandle) -> set[tuple[str, str, str]]:
    """(type, name, why) of everything that is found for shop/test."""
    found = held(CloudApi.from_environment(emulator.env), "shop", "test")
    return {(one.type.rpartition(":")[2], one.name, one.why) for one in found}


def test_packages_are_found_by_their_tags_and_by_their_names(alicloud_emulator: EmulatorHandle) -> None:
    vpc = Api(alicloud_emulator, VPC)
    vpc("CreateCommonBandwidthPackage", Bandwidth=10, Name="anything", Tag=TAGS)
    vpc("CreateCommonBandwidthPackage", Bandwidth=10, Name="shop-test-cut-off")
    vpc("CreateCommonBandwidthPackage", Bandwidth=10, Name="shop-prod-other")
    assert kinds(alicloud_emulator) == {
        ("CommonBandwithPackage", "anything", "tags"),
        ("CommonBandwithPackage", "shop-test-cut-off", "name"),
    }


def test_rules_and_further_domains_are_found_below_their_listener(alicloud_emulator: EmulatorHandle) -> None:
    slb, pair = Api(alicloud_emulator, SLB), made_pair("www.example.com")
    where = {"AddressType": "internet", "LoadBalancerSpec": "slb.s1.small", "LoadBalancerName": "shop-test-lb"}
    balancer = slb("CreateLoadBalancer", **where)["LoadBalancerId"]
    group = slb("CreateVServerGroup", LoadBalancerId=balancer, VServerGroupName="g")["VServerGroupId"]
    files = {"ServerCertificate": pair.certificate, "PrivateKey": pair.key}
    certificate = slb("UploadServerCertificate", **files)["ServerCertificateId"]
    listener = {"LoadBalancerId": balancer, "ListenerPort": 443}
    spoken = {"BackendServerPort": 8080, "Bandwidth": -1, "ServerCertificateId": certificate}
    slb("CreateLoadBalancerHTTPSListener", **listener, **spoken)
    rules = json.dumps([{"RuleName": "api", "Url": "/api", "VServerGroupId": group}])
    slb("CreateRules", **listener, RuleList=rules)
    slb("CreateDomainExtension", **listener, Domain="a.example.com", ServerCertificateId=certificate)
    assert {found for found in kinds(alicloud_emulator) if found[0] in ("Rule", "DomainExtension")} == {
        ("Rule", "api", "parent"),
        ("DomainExtension", "a.example.com", "parent"),
    }
