"""The official ALB SDK's way through policies, health check templates, scripts and what is added to an instance."""

from typing import Any

from tests.emulator.conformance import Step
from tests.emulator.ground import MAPPINGS
from tests.emulator.wording import TAG, of


def asked(**wanted: Any) -> Any:
    """ALB requests carry no region."""
    plain = of(**wanted)
    return lambda kept: {name: value for name, value in plain(kept).items() if name != "RegionId"}


VPC = "alibabacloud_vpc20160428"
ONE, LISTENER = {"LoadBalancerId": "$alb"}, {"ListenerId": "$listener"}
POLICY, TEMPLATE = {"SecurityPolicyId": "$policy"}, {"HealthCheckTemplateId": "$template"}
MORE = [{"CertificateId": "9"}]
TLS = {"TLSVersions": ["TLSv1.2"], "Ciphers": ["ECDHE-ECDSA-AES128-SHA"]}
SCRIPT = {"AScriptName": "a", "ScriptContent": "time()", "Position": "RequestHead", "Enabled": True}
POLICIES = [
    Step("CreateSecurityPolicy", asked(SecurityPolicyName="p", Tag=TAG, **TLS), {"policy": "SecurityPolicyId"}),
    Step("UpdateSecurityPolicyAttribute", asked(SecurityPolicyName="q", **POLICY)),
    Step("UpdateListenerAttribute", asked(**POLICY, **LISTENER)),
    Step("ListSecurityPolicies", asked()),
    Step("ListSystemSecurityPolicies"),
    Step("ListSecurityPolicyRelations", asked(SecurityPolicyIds=["$policy"])),
    Step("UpdateListenerAttribute", asked(SecurityPolicyId="tls_cipher_policy_1_2", **LISTENER)),
    Step("DeleteSecurityPolicy", asked(**POLICY)),
    Step(
        "CreateHealthCheckTemplate",
        asked(HealthCheckTemplateName="h", HealthCheckInterval=5, Tag=TAG),
        {"template": "HealthCheckTemplateId"},
    ),
    Step("UpdateHealthCheckTemplateAttribute", asked(HealthCheckPath="/up", **TEMPLATE)),
    Step("GetHealthCheckTemplateAttribute", asked(**TEMPLATE)),
    Step("ListHealthCheckTemplates", asked()),
    Step("ApplyHealthCheckTemplateToServerGroup", asked(ServerGroupId="$servers", **TEMPLATE)),
    Step("DeleteHealthCheckTemplates", asked(HealthCheckTemplateIds=["$template"])),
    Step("CreateAScripts", asked(AScripts=[SCRIPT], **LISTENER), {"script": "AScriptIds.0.AScriptId"}),
    Step("UpdateAScripts", asked(AScripts=[{"AScriptId": "$script", "AScriptName": "b"}])),
    Step("ListAScripts", asked()),
    Step("DeleteAScripts", asked(AScriptIds=["$script"])),
]
REACH = [
    Step("AssociateAdditionalCertificatesWithListener", asked(Certificates=MORE, **LISTENER)),
    Step("ListListenerCertificates", asked(**LISTENER)),
    Step("DissociateAdditionalCertificatesFromListener", asked(Certificates=MORE, **LISTENER)),
    Step("StartShiftLoadBalancerZones", asked(ZoneMappings=[MAPPINGS[0]], **ONE)),
    Step("CancelShiftLoadBalancerZones", asked(ZoneMappings=[MAPPINGS[0]], **ONE)),
    Step("EnableLoadBalancerAccessLog", asked(LogProject="p", LogStore="s", **ONE)),
    Step("DisableLoadBalancerAccessLog", asked(**ONE)),
    Step("CreateCommonBandwidthPackage", of(Bandwidth=100), {"package": "BandwidthPackageId"}, VPC),
    Step("AttachCommonBandwidthPackageToLoadBalancer", of(BandwidthPackageId="$package", **ONE)),
    Step("DetachCommonBandwidthPackageFromLoadBalancer", of(BandwidthPackageId="$package", **ONE)),
    Step("DeleteCommonBandwidthPackage", of(BandwidthPackageId="$package"), sdk=VPC),
]
TWO = {"LoadBalancerId": "$dual"}
DUAL_STACK = {
    "AddressType": "Internet",
    "AddressIpVersion": "DualStack",
    "LoadBalancerEdition": "Standard",
    "LoadBalancerBillingConfig": {"PayType": "PostPay"},
    "VpcId": "$vpc",
    "ZoneMappings": MAPPINGS,
}
DUAL = [
    Step("CreateLoadBalancer", asked(**DUAL_STACK), {"dual": "LoadBalancerId"}),
    Step("EnableLoadBalancerIpv6Internet", asked(**TWO)),
    Step("DisableLoadBalancerIpv6Internet", asked(**TWO)),
    Step("DeleteLoadBalancer", asked(**TWO)),
]
