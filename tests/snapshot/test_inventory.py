"""What an account holds for a stack, by tags, by name and by parent, read by the official client."""

import json

from tests.emulator.api import ECS, SLB, VPC, Api
from tests.emulator.ess.conftest import ESS, IMAGE
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


def test_a_rule_that_somebody_added_to_the_stacks_group_is_found(alicloud_emulator: EmulatorHandle) -> None:
    ecs, vpc = Api(alicloud_emulator, ECS), Api(alicloud_emulator, VPC)
    network = vpc("CreateVpc", VpcName="shop-test-vpc", CidrBlock="10.0.0.0/8")["VpcId"]
    group = ecs("CreateSecurityGroup", SecurityGroupName="any", VpcId=network, Tag=TAGS)["SecurityGroupId"]
    other = ecs("CreateSecurityGroup", SecurityGroupName="other", VpcId=network)["SecurityGroupId"]
    rule = {"IpProtocol": "TCP", "PortRange": "22/22", "Policy": "accept", "Priority": "3", "Description": "by hand"}
    ecs("AuthorizeSecurityGroup", SecurityGroupId=group, **rule, Ipv6SourceCidrIp="::/0")
    ecs("AuthorizeSecurityGroup", SecurityGroupId=other, **rule, SourceCidrIp="0.0.0.0/0")
    found = held(CloudApi.from_environment(alicloud_emulator.env), "shop", "test")
    rules = [one for one in found if one.type.endswith(":SecurityGroupRule")]
    assert [(one.id, one.name, one.why) for one in rules] == [
        (f"{group}:ingress:tcp:22/22:intranet:__/0:accept:3", "by hand", "parent")
    ]
    assert rules[0].alias.startswith("sgr-")


def test_what_the_newer_products_hold_is_found_by_its_tags(alicloud_emulator: EmulatorHandle) -> None:
    vpc, ecs = Api(alicloud_emulator, VPC), Api(alicloud_emulator, ECS)
    network = vpc("CreateVpc", VpcName="net", CidrBlock="10.0.0.0/8")["VpcId"]
    acl = vpc("CreateNetworkAcl", VpcId=network, NetworkAclName="walls")["NetworkAclId"]
    vpc("TagResources", ResourceType="NETWORKACL", ResourceId=[acl], Tag=TAGS)
    vpc("CreateRouteTable", VpcId=network, RouteTableName="ways", Tag=TAGS)
    vpc("CreateIpv6Gateway", VpcId=vpc("CreateVpc", EnableIpv6="true")["VpcId"], Name="six", Tag=TAGS)
    entry = [{"Cidr": "192.0.2.0/24"}]
    ecs("CreatePrefixList", PrefixListName="partners", MaxEntries=1, AddressFamily="IPv4", Entry=entry, Tag=TAGS)
    assert kinds(alicloud_emulator) == {
        ("NetworkAcl", "walls", "tags"),
        ("RouteTable", "ways", "tags"),
        ("Ipv6Gateway", "six", "tags"),
        ("EcsPrefixList", "partners", "tags"),
    }


def test_the_machines_of_a_scaling_group_are_the_groups(alicloud_emulator: EmulatorHandle) -> None:
    ecs, vpc, ess = (Api(alicloud_emulator, one) for one in (ECS, VPC, ESS))
    network = vpc("CreateVpc", VpcName="net", CidrBlock="10.0.0.0/8")["VpcId"]
    where = {"VpcId": network, "CidrBlock": "10.0.0.0/24", "ZoneId": "cn-hangzhou-h"}
    vswitch = vpc("CreateVSwitch", **where)["VSwitchId"]
    security = ecs("CreateSecurityGroup", VpcId=network)["SecurityGroupId"]
    group = {"MinSize": 1, "MaxSize": 1, "VSwitchId": vswitch, "ScalingGroupName": "fleet", "Tag": TAGS}
    fleet = ess("CreateScalingGroup", **group)["ScalingGroupId"]
    machine = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "SecurityGroupId": security}
    tags = json.dumps({row["Key"]: row["Value"] for row in TAGS})
    made = ess("CreateScalingConfiguration", ScalingGroupId=fleet, Tags=tags, **machine)
    ess("EnableScalingGroup", ScalingGroupId=fleet, ActiveScalingConfigurationId=made["ScalingConfigurationId"])
    assert len(ecs("DescribeInstances")["Instances"]["Instance"]) == 1
    assert kinds(alicloud_emulator) == {("ScalingGroup", "fleet", "tags")}
