"""What is added to an NLB instance from outside: bandwidth packages, shifted zones, more certificates."""

from yett_emulator.balancing import certificates, packages, zone_shift
from yett_emulator.balancing.product import bound, illegal
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.nlb.nouns import NLB


def given(call: Call) -> list[str]:
    return call.texts("AdditionalCertificateIds")


def list_certificates(call: Call) -> Answer:
    page, rest = certificates.page(NLB, call, "CertType")
    return {"Certificates": page, "CertificateIds": [one["CertificateId"] for one in page], **rest}


def ipv6_reach(kind: str, call: Call) -> Answer:
    """A dual-stack balancer's IPv6 addresses are private until they are let out."""
    balancer = NLB.asked(call, "load_balancer")
    if balancer["AddressIpVersion"].lower() != "dualstack":
        raise illegal("LoadBalancerId", balancer["LoadBalancerId"], "a dual-stack instance")
    NLB.save(call.store, "load_balancer", balancer | {"Ipv6AddressType": kind})
    return {}


OPERATIONS: dict[str, Operation] = {
    "EnableLoadBalancerIpv6Internet": lambda call: ipv6_reach("Internet", call),
    "DisableLoadBalancerIpv6Internet": lambda call: ipv6_reach("Intranet", call),
    "AssociateAdditionalCertificatesWithListener": lambda call: certificates.associate(NLB, call, given(call)),
    "DisassociateAdditionalCertificatesWithListener": lambda call: certificates.dissociate(NLB, call, given(call)),
    "ListListenerCertificates": list_certificates,
    **bound(
        NLB,
        {
            "AttachCommonBandwidthPackageToLoadBalancer": packages.attach,
            "DetachCommonBandwidthPackageFromLoadBalancer": packages.detach,
            "StartShiftLoadBalancerZones": zone_shift.start,
            "CancelShiftLoadBalancerZones": zone_shift.cancel,
        },
    ),
}
