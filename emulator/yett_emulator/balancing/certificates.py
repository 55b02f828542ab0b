"""More certificates of an https listener, beside its own one (`AssociateAdditionalCertificatesWithListener`)."""

from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import Product, illegal, in_use
from yett_emulator.call import Call
from yett_emulator.errors import CloudError, missing
from yett_emulator.paging import tokened
from yett_emulator.store import Record

LIMIT = 25
"""Additional certificates of a listener, by default."""


def associate(product: Product, call: Call, given: list[str]) -> Record:
    listener = product.asked(call, "listener")
    if not given:
        raise missing("Certificates")
    if listener["ListenerProtocol"] not in ("HTTPS", "QUIC", "TCPSSL"):
        raise illegal("ListenerId", listener["ListenerId"], "a listener that speaks TLS")
    if taken := set(given) & {*own(listener), *more(listener)}:
        raise in_use("Certificate", ", ".join(sorted(taken)))
    if len(more(listener)) + len(given) > LIMIT:
        raise CloudError("QuotaExceeded.CertificatesPerListener", f"At most {LIMIT} additional certificates.")
    return put(product, call, listener, [*more(listener), *given])


def dissociate(product: Product, call: Call, given: list[str]) -> Record:
    listener = product.asked(call, "listener")
    if not given:
        raise missing("Certificates")
    if unknown := set(given) - set(more(listener)):
        raise CloudError("ResourceNotAssociated.Certificate", f"Not associated: {', '.join(sorted(unknown))}.")
    return put(product, call, listener, [one for one in more(listener) if one not in given])


def put(product: Product, call: Call, listener: Record, keys: list[str]) -> Record:
    product.save(call.store, "listener", listener | {"_more_certificates": keys})
    return job()


def own(listener: Record) -> list[str]:
    """ALB keeps objects, NLB ids."""
    alb = [str(one.get("CertificateId")) for one in listener.get("Certificates", [])]
    return alb or [str(one) for one in listener.get("CertificateIds", [])]


def authorities(listener: Record) -> list[str]:
    alb = [str(one.get("CertificateId")) for one in listener.get("CaCertificates", [])]
    return alb or [str(one) for one in listener.get("CaCertificateIds", [])]


def more(listener: Record) -> list[str]:
    return list(listener.get("_more_certificates", []))


def page(product: Product, call: Call, kind: str) -> tuple[list[Record], Record]:
    """The wanted page of a listener's certificates; `kind` is the parameter of their type (server or CA)."""
    listener, named = product.asked(call, "listener"), call.names("CertificateIds")
    rows = [
        *(row(key, "Server", True) for key in own(listener)),
        *(row(key, "Server", False) for key in more(listener)),
        *(row(key, "CA", True) for key in authorities(listener)),
    ]
    wanted = call.text(kind).upper()
    found = [
        one
        for one in rows
        if (not named or one["CertificateId"] in named) and wanted in ("", one["CertificateType"].upper())
    ]
    return tokened(call, found, default=20, largest=100)


def row(key: str, kind: str, default: bool) -> Record:
    return {"CertificateId": key, "CertificateType": kind, "IsDefault": default, "Status": "Associated"}
