"""The official NLB SDK's way through every implemented action."""

from tests.emulator.conformance import Step
from tests.emulator.ground import GROUND, MAPPINGS
from tests.emulator.wording import TAG, of

SDK = "alibabacloud_nlb20220430"
VERSION = "2022-04-30"
NOT_IN_SDK = ["UnTagResources"]
NOT_SHOWN: dict[str, str] = {}
ONE = {"LoadBalancerId": "$nlb"}
LISTENER = {"ListenerId": "$listener"}
GROUP = {"ServerGroupId": "$servers"}
SERVER = {"ServerId": "$i_1", "ServerType": "Ecs", "Port": 80}
TAGGED = {"ResourceType": "loadbalancer", "ResourceId": ["$nlb"]}
MADE = {"AddressType": "Internet", "VpcId": "$vpc", "ZoneMappings": MAPPINGS, "Tag": TAG}
TLS = {"ListenerPort": 443, "ListenerProtocol": "TCPSSL", "CertificateIds": ["1"], "CaCertificateIds": ["2"]}

BUILD = [
    Step("DescribeRegions", of()),
    Step("DescribeZones", of()),
    Step("CreateLoadBalancer", of(**MADE), {"nlb": "LoadbalancerId"}),
    Step(
        "CreateServerGroup",
        of(ServerGroupName="tcp", VpcId="$vpc", Tag=TAG),
        {"servers": "ServerGroupId", "job": "JobId"},
    ),
    Step("AddServersToServerGroup", of(Servers=[SERVER], **GROUP)),
    Step("CreateListener", of(ServerGroupId="$servers", Tag=TAG, **TLS, **ONE), {"listener": "ListenerId"}),
    Step("LoadBalancerJoinSecurityGroup", of(SecurityGroupIds=["$group"], **ONE)),
    Step("GetJobStatus", of(JobId="$job")),
    Step("ListAsynJobs", of(JobIds=["$job"])),
]
CHANGE = [
    Step("UpdateLoadBalancerAttribute", of(LoadBalancerName="front", **ONE)),
    Step("UpdateLoadBalancerZones", of(ZoneMappings=MAPPINGS, **ONE)),
    Step("UpdateLoadBalancerAddressTypeConfig", of(AddressType="Intranet", **ONE)),
    Step("UpdateLoadBalancerProtection", of(DeletionProtectionEnabled=False, **ONE)),
    Step("UpdateListenerAttribute", of(IdleTimeout=20, **LISTENER)),
    Step("StopListener", of(**LISTENER)),
    Step("StartListener", of(**LISTENER)),
    Step("UpdateServerGroupAttribute", of(ServerGroupName="udp", **GROUP)),
    Step("UpdateServerGroupServersAttribute", of(Servers=[{**SERVER, "Weight": 7}], **GROUP)),
    Step("MoveResourceGroup", of(ResourceType="loadbalancer", ResourceId="$nlb", NewResourceGroupId="rg-2")),
    Step("TagResources", of(Tag=TAG, **TAGGED)),
    Step("UntagResources", of(TagKey=["other"], **TAGGED)),
]
LOOK = [
    Step("GetLoadBalancerAttribute", of(**ONE)),
    Step("ListLoadBalancers", of()),
    Step("GetListenerAttribute", of(**LISTENER)),
    Step("ListListeners", of()),
    Step("ListServerGroups", of()),
    Step("ListServerGroupServers", of(**GROUP)),
    Step("ListTagResources", of(**TAGGED)),
]
TAKE_DOWN = [
    Step("DeleteListener", of(**LISTENER)),
    Step("RemoveServersFromServerGroup", of(Servers=[SERVER], **GROUP)),
    Step("DeleteServerGroup", of(**GROUP)),
    Step("LoadBalancerLeaveSecurityGroup", of(SecurityGroupIds=["$group"], **ONE)),
    Step("DeleteLoadBalancer", of(**ONE)),
]
VPC = "alibabacloud_vpc20160428"
POLICY = {"SecurityPolicyId": "$policy"}
SUITE = {"TlsVersions": ["TLSv1.2"], "Ciphers": ["ECDHE-ECDSA-AES128-SHA"]}
REACH = [
    Step("CreateSecurityPolicy", of(SecurityPolicyName="p", Tag=TAG, **SUITE), {"policy": "SecurityPolicyId"}),
    Step("UpdateSecurityPolicyAttribute", of(SecurityPolicyName="q", **POLICY)),
    Step("UpdateListenerAttribute", of(**POLICY, **LISTENER)),
    Step("ListSecurityPolicy", of()),
    Step("ListSystemSecurityPolicy", of()),
    Step("UpdateListenerAttribute", of(SecurityPolicyId="tls_cipher_policy_1_2", **LISTENER)),
    Step("DeleteSecurityPolicy", of(**POLICY)),
    Step("AssociateAdditionalCertificatesWithListener", of(AdditionalCertificateIds=["9"], **LISTENER)),
    Step("ListListenerCertificates", of(**LISTENER)),
    Step("DisassociateAdditionalCertificatesWithListener", of(AdditionalCertificateIds=["9"], **LISTENER)),
    Step("StartShiftLoadBalancerZones", of(ZoneMappings=[MAPPINGS[0]], **ONE)),
    Step("CancelShiftLoadBalancerZones", of(ZoneMappings=[MAPPINGS[0]], **ONE)),
    Step("UpdateLoadBalancerAddressTypeConfig", of(AddressType="Internet", **ONE)),
    Step("CreateCommonBandwidthPackage", of(Bandwidth=100), {"package": "BandwidthPackageId"}, VPC),
    Step("AttachCommonBandwidthPackageToLoadBalancer", of(BandwidthPackageId="$package", **ONE)),
    Step("DetachCommonBandwidthPackageFromLoadBalancer", of(BandwidthPackageId="$package", **ONE)),
    Step("DeleteCommonBandwidthPackage", of(BandwidthPackageId="$package"), sdk=VPC),
]
TWO = {"LoadBalancerId": "$dual"}
DUAL = [
    Step("CreateLoadBalancer", of(**{**MADE, "AddressIpVersion": "DualStack"}), {"dual": "LoadbalancerId"}),
    Step("EnableLoadBalancerIpv6Internet", of(**TWO)),
    Step("DisableLoadBalancerIpv6Internet", of(**TWO)),
    Step("DeleteLoadBalancer", of(**TWO)),
]
STEPS = [*GROUND, *BUILD, *CHANGE, *REACH, *DUAL, *LOOK, *TAKE_DOWN]
