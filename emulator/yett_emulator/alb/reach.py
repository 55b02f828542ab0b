"""What is added to an ALB instance from outside: packages, shifted zones, certificates, access logs, public IPv6."""

from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import certificates, packages, zone_shift
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import bound, illegal
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.store import Record


def given(call: Call) -> list[str]:
    return [str(one.get("CertificateId", "")) for one in call.items("Certificates") if isinstance(one, dict)]


def list_certificates(call: Call) -> Answer:
    page, rest = certificates.page(ALB, call, "CertificateType")
    return {"Certificates": page, **rest}


def save(call: Call, changes: Record) -> Answer:
    ALB.save(call.store, "load_balancer", ALB.asked(call, "load_balancer") | changes)
    return job()


def enable_access_log(call: Call) -> Answer:
    log = {"LogProject": call.required("LogProject"), "LogStore": call.required("LogStore")}
    return save(call, {"AccessLogConfig": log})


def disable_access_log(call: Call) -> Answer:
    save(call, {"AccessLogConfig": {}})
    return {}


def ipv6_reach(kind: str, call: Call) -> Answer:
    """A dual-stack balancer's IPv6 addresses are private until they are let out."""
    balancer = ALB.asked(call, "load_balancer")
    if balancer["AddressIpVersion"] != "DualStack":
        raise illegal("LoadBalancerId", balancer["LoadBalancerId"], "a dual-stack instance")
    return save(call, {"Ipv6AddressType": kind})


OPERATIONS: dict[str, Operation] = {
    "AssociateAdditionalCertificatesWithListener": lambda call: certificates.associate(ALB, call, given(call)),
    "DissociateAdditionalCertificatesFromListener": lambda call: certificates.dissociate(ALB, call, given(call)),
    "ListListenerCertificates": list_certificates,
    "EnableLoadBalancerAccessLog": enable_access_log,
    "DisableLoadBalancerAccessLog": disable_access_log,
    "EnableLoadBalancerIpv6Internet": lambda call: ipv6_reach("Internet", call),
    "DisableLoadBalancerIpv6Internet": lambda call: ipv6_reach("Intranet", call),
    **bound(
        ALB,
        {
            "AttachCommonBandwidthPackageToLoadBalancer": packages.attach,
            "DetachCommonBandwidthPackageFromLoadBalancer": packages.detach,
            "StartShiftLoadBalancerZones": zone_shift.start,
            "CancelShiftLoadBalancerZones": zone_shift.cancel,
        },
    ),
}
