"""What is added to an NLB instance from outside: bandwidth packages, shifted zones, more certificates."""

from yett_emulator.balancing import certificates, packages, zone_shift
from yett_emulator.balancing.product import bound
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.nlb.nouns import NLB


def given(call: Call) -> list[str]:
    return call.texts("AdditionalCertificateIds")


def list_certificates(call: Call) -> Answer:
    page, rest = certificates.page(NLB, call, "CertType")
    return {"Certificates": page, "CertificateIds": [one["CertificateId"] for one in page], **rest}


OPERATIONS: dict[str, Operation] = {
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
