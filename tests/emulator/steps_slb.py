"""The official SLB SDK's way through every action of Classic Load Balancer."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.emulator.conformance import Kept, Step
from tests.emulator.ground import GROUND
from tests.emulator.slb.keys import Pair, made_pair
from tests.emulator.wording import TAG, filled, of

SDK = "alibabacloud_slb20140515"
VERSION = "2014-05-15"
NOT_IN_SDK: list[str] = []
ATTRIBUTE = "DescribeLoadBalancerAttribute"
LISTED = "DescribeLoadBalancerListeners:Listeners"
NOT_SHOWN = {
    **{f"{ATTRIBUTE}:{one}": "only on prepaid balancers" for one in ("RenewalCycUnit", "RenewalDuration")},
    f"{ATTRIBUTE}:RenewalStatus": "only on prepaid balancers",
    f"{ATTRIBUTE}:AutoReleaseTime": "only where a release is planned",
    **{
        f"{ATTRIBUTE}:ListenerPortsAndProtocol.ListenerPortAndProtocol.{one}": "only on http listeners"
        for one in ("ForwardPort", "ListenerForward")
    },
    "DescribeLoadBalancerHTTPListenerAttribute:ForwardPort": "only on redirects",
    f"{LISTED}.BackendServerPort": "a redirect has none",
    f"{LISTED}.HTTPListenerConfig.ForwardPort": "only on redirects",
    **{f"{LISTED}.{one}ListenerConfig": "a listener is of one protocol" for one in ("TCP", "UDP", "HTTP", "HTTPS")},
    **{
        f"{LISTED}.{protocol}ListenerConfig.{one}": "only with sessions"
        for protocol in ("HTTP", "HTTPS")
        for one in ("Cookie", "CookieTimeout", "StickySessionType")
    },
    **{
        f"{LISTED}.UDPListenerConfig.{one}": "not in the attribute of a UDP listener either"
        for one in ("ConnectionDrain", "ConnectionDrainTimeout")
    },
}
"""Fields of the SDK's models that the emulator leaves out, and why that is right."""


@cache
def pair() -> Pair:
    return made_pair("www.example.com")


def written(name: str, value: Any, **wanted: Any) -> Callable[[Kept], dict[str, Any]]:
    """A request with JSON in one of its parameters."""
    return lambda kept: of(**wanted)(kept) | {name: json.dumps(filled(value, kept))}


def pem(**names: str) -> Callable[[Kept], dict[str, Any]]:
    """A request with PEM texts: `pem(PrivateKey="key")`."""
    return lambda kept: of(Tag=TAG)(kept) | {name: getattr(pair(), field) for name, field in names.items()}


def servers(action: str, balancer: dict[str, str], *given: Any, name: str = "BackendServers") -> Step:
    return Step(action, written(name, list(given), **balancer))


ONE = {"LoadBalancerId": "$lb"}
GROUP = {"VServerGroupId": "$rsp"}
FIRST, SECOND = {"ServerId": "$i_1", "Port": 80}, {"ServerId": "$i_2", "Port": 81}
WHITE = {"AclStatus": "on", "AclType": "white", "AclId": "$acl"}
MADE = {**ONE, "BackendServerPort": 80, "Bandwidth": -1, "Tag": TAG}
INSERT = {"StickySession": "on", "StickySessionType": "insert", "CookieTimeout": 5, "Cookie": "x"}
SERVER = {"StickySession": "on", "StickySessionType": "server", "CookieTimeout": 5, "Cookie": "x"}
DRAIN = {"ConnectionDrain": "on", "ConnectionDrainTimeout": 10}
SECURE = {"ServerCertificateId": "$certificate", "CACertificateId": "$ca"}
LISTENERS: dict[int, tuple[str, dict[str, Any]]] = {
    22: ("TCP", {**MADE, **WHITE, **DRAIN, "MasterSlaveServerGroupId": "$pair"}),
    53: ("UDP", {**MADE, **WHITE, "healthCheckReq": "hello", "healthCheckExp": "ok"}),
    80: ("HTTP", {**MADE, **WHITE, **INSERT, "VServerGroupId": "$rsp"}),
    81: ("HTTP", {**MADE, "ListenerForward": "on", "ForwardPort": 443}),
    443: ("HTTPS", {**MADE, **WHITE, **SERVER, **SECURE}),
}
DESCRIBED = {port: one for port, one in LISTENERS.items() if port != 81}
PORT = {**ONE, "ListenerPort": 80}
TAGGED = {"ResourceType": "instance", "ResourceId": ["$lb"]}
OLD_TAG = [{"TagKey": "team", "TagValue": "web"}]
POLICY = {"Name": "modern", "TLSVersions": ["TLSv1.2"], "Ciphers": ["AES128-GCM-SHA256"]}
RULE = {"RuleName": "api", "Domain": "api.example.com", "Url": "/v1", "VServerGroupId": "$rsp"}
OWN = {"ListenerSync": "off", **SERVER, "HealthCheckConnectPort": 81}
ENTRIES = [{"entry": "10.0.0.0/8", "comment": "a"}, {"entry": "11.0.0.0/8", "comment": "b"}]
MASTER_AND_SLAVE = [{**FIRST, "ServerType": "Master"}, {**SECOND, "ServerType": "Slave"}]

BUILD = [
    Step("DescribeRegions"),
    Step("DescribeZones", of()),
    Step("DescribeAvailableResource", of()),
    Step("CreateLoadBalancer", of(AddressType="internet", Tag=TAG), {"lb": "LoadBalancerId"}),
    Step("CreateLoadBalancer", of(VSwitchId="$vswitch_1", Tag=TAG), {"intranet": "LoadBalancerId"}),
    Step(
        "UploadServerCertificate",
        pem(ServerCertificate="certificate", PrivateKey="key"),
        {"certificate": "ServerCertificateId"},
    ),
    Step("UploadCACertificate", pem(CACertificate="certificate"), {"ca": "CACertificateId"}),
    Step("CreateAccessControlList", of(AclName="partners", Tag=TAG), {"acl": "AclId"}),
    Step("AddAccessControlListEntry", written("AclEntrys", ENTRIES, AclId="$acl")),
    Step("CreateVServerGroup", written("BackendServers", [FIRST], Tag=TAG, **ONE), {"rsp": "VServerGroupId"}),
    Step(
        "CreateMasterSlaveServerGroup",
        written("MasterSlaveBackendServers", MASTER_AND_SLAVE, Tag=TAG, **ONE),
        {"pair": "MasterSlaveServerGroupId"},
    ),
    servers("AddBackendServers", ONE, {"ServerId": "$i_1"}, {"ServerId": "$i_2"}),
    *(
        Step(f"CreateLoadBalancer{protocol}Listener", of(ListenerPort=port, **given))
        for port, (protocol, given) in LISTENERS.items()
    ),
    Step("StartLoadBalancerListener", of(**PORT)),
    Step("CreateRules", written("RuleList", [RULE], **PORT), {"rule": "Rules.Rule.0.RuleId"}),
    Step(
        "CreateDomainExtension",
        of(ListenerPort=443, Domain="b.example.com", ServerCertificateId="$certificate", **ONE),
        {"extension": "DomainExtensionId"},
    ),
    Step("CreateTLSCipherPolicy", of(**POLICY), {"policy": "TLSCipherPolicyId"}),
]
CHANGE = [
    Step("RemoveAccessControlListEntry", written("AclEntrys", ENTRIES[1:], AclId="$acl")),
    Step("SetAccessControlListAttribute", of(AclId="$acl", AclName="friends")),
    servers("SetBackendServers", ONE, {"ServerId": "$i_1", "Weight": 1}),
    servers("RemoveBackendServers", ONE, "$i_2"),
    servers("AddVServerGroupBackendServers", GROUP, SECOND),
    Step("SetVServerGroupAttribute", of(VServerGroupName="web", **GROUP)),
    Step(
        "ModifyVServerGroupBackendServers",
        lambda kept: {
            **written("OldBackendServers", [SECOND], **GROUP)(kept),
            **written("NewBackendServers", [{**SECOND, "Port": 82}])(kept),
        },
    ),
    servers("RemoveVServerGroupBackendServers", GROUP, {**SECOND, "Port": 82}),
    *(
        Step(f"SetLoadBalancer{protocol}ListenerAttribute", of(ListenerPort=port, Description="d", **ONE))
        for port, (protocol, _) in DESCRIBED.items()
    ),
    Step("SetLoadBalancerHTTPSListenerAttribute", of(ListenerPort=443, TLSCipherPolicy="$policy", **ONE)),
    Step("SetRule", of(RuleId="$rule", **OWN)),
    Step("SetDomainExtensionAttribute", of(DomainExtensionId="$extension", ServerCertificateId="$certificate")),
    Step("SetTLSCipherPolicyAttribute", of(TLSCipherPolicyId="$policy", **POLICY)),
    Step("SetServerCertificateName", of(ServerCertificateId="$certificate", ServerCertificateName="www")),
    Step("SetCACertificateName", of(CACertificateId="$ca", CACertificateName="root")),
    Step("AddListenerWhiteListItem", of(SourceItems="10.0.0.0/8,11.0.0.0/8", **PORT)),
    Step("RemoveListenerWhiteListItem", of(SourceItems="11.0.0.0/8", **PORT)),
    Step("SetListenerAccessControlStatus", of(AccessControlStatus="close", **PORT)),
    Step("SetLoadBalancerName", of(LoadBalancerName="front", **ONE)),
    Step("SetLoadBalancerStatus", of(LoadBalancerStatus="active", **ONE)),
    Step("SetLoadBalancerDeleteProtection", of(DeleteProtection="off", **ONE)),
    Step("SetLoadBalancerModificationProtection", of(ModificationProtectionStatus="NonProtection", **ONE)),
    Step("ModifyLoadBalancerInstanceSpec", of(LoadBalancerSpec="slb.s1.small", **ONE)),
    Step("ModifyLoadBalancerInternetSpec", of(Bandwidth=3, **ONE)),
    Step("ModifyLoadBalancerPayType", of(PayType="PayOnDemand", **ONE)),
    Step("ModifyLoadBalancerInstanceChargeType", of(InstanceChargeType="PayBySpec", **ONE)),
    Step("MoveResourceGroup", of(ResourceType="loadBalancer", ResourceId="$lb", NewResourceGroupId="rg-2")),
    Step("TagResources", of(Tag=TAG, **TAGGED)),
    Step("UntagResources", of(TagKey=["other"], **TAGGED)),
    Step("AddTags", written("Tags", OLD_TAG, **ONE)),
]
LOOK = [
    Step("DescribeLoadBalancers", of()),
    Step(ATTRIBUTE, of(**ONE)),
    Step("DescribeLoadBalancerListeners", of()),
    *(
        Step(f"DescribeLoadBalancer{protocol}ListenerAttribute", of(ListenerPort=port, **ONE))
        for port, (protocol, _) in DESCRIBED.items()
    ),
    Step("DescribeListenerAccessControlAttribute", of(**PORT)),
    Step("DescribeHealthStatus", of(**ONE)),
    Step("DescribeVServerGroups", of(IncludeListener=True, IncludeRule=True, **ONE)),
    Step("DescribeVServerGroupAttribute", of(**GROUP)),
    Step("DescribeMasterSlaveServerGroups", of(IncludeListener=True, **ONE)),
    Step("DescribeMasterSlaveServerGroupAttribute", of(MasterSlaveServerGroupId="$pair")),
    Step("DescribeAccessControlLists", of()),
    Step("DescribeAccessControlListAttribute", of(AclId="$acl")),
    Step("DescribeServerCertificates", of()),
    Step("DescribeCACertificates", of()),
    Step("DescribeRules", of(**PORT)),
    Step("DescribeRuleAttribute", of(RuleId="$rule")),
    Step("DescribeDomainExtensions", of(ListenerPort=443, **ONE)),
    Step("DescribeDomainExtensionAttribute", of(DomainExtensionId="$extension")),
    Step("ListTLSCipherPolicies", of(IncludeListener=True)),
    Step("ListTagResources", of(**TAGGED)),
    Step("DescribeTags", of()),
    Step("RemoveTags", written("Tags", OLD_TAG, **ONE)),
]
TAKE_DOWN = [
    Step("DeleteRules", written("RuleIds", ["$rule"])),
    Step("DeleteDomainExtension", of(DomainExtensionId="$extension")),
    Step("StopLoadBalancerListener", of(**PORT)),
    *(Step("DeleteLoadBalancerListener", of(ListenerPort=port, **ONE)) for port in LISTENERS),
    Step("DeleteVServerGroup", of(**GROUP)),
    Step("DeleteMasterSlaveServerGroup", of(MasterSlaveServerGroupId="$pair")),
    Step("DeleteAccessControlList", of(AclId="$acl")),
    Step("DeleteServerCertificate", of(ServerCertificateId="$certificate")),
    Step("DeleteCACertificate", of(CACertificateId="$ca")),
    Step("DeleteTLSCipherPolicy", of(TLSCipherPolicyId="$policy")),
    Step("DeleteLoadBalancer", of(**ONE)),
]
STEPS = [*GROUND, *BUILD, *CHANGE, *LOOK, *TAKE_DOWN]
