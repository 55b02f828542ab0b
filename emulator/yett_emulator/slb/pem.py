"""Certificates as the cloud reads them: `read_certificate(pem)` gives names, fingerprint and expiry, or a refusal."""

import re
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from yett_emulator.ids import timestamp
from yett_emulator.slb import refusals
from yett_emulator.store import Record


def read_certificate(pem: str) -> x509.Certificate:
    """The first certificate of a chain."""
    try:
        return x509.load_pem_x509_certificates(cleaned(pem))[0]
    except (ValueError, IndexError):
        raise refusals.CERTIFICATE_MALFORMED() from None


def cleaned(pem: str) -> bytes:
    """PEM without blanks around its lines, as files pasted into programs have them."""
    return "\n".join(line.strip() for line in pem.strip().splitlines() if line.strip()).encode() + b"\n"


def check_key(pem: str, certificate: x509.Certificate) -> None:
    """The key is readable, in clear, and the certificate's own."""
    if re.search("ENCRYPTED", pem):
        raise refusals.KEY_ENCRYPTED()
    try:
        key = serialization.load_pem_private_key(cleaned(pem), password=None)
    except (ValueError, TypeError):
        raise refusals.KEY_MALFORMED() from None
    if spki(key.public_key()) != spki(certificate.public_key()):
        raise refusals.CERTIFICATE_MISMATCH()


def spki(key: object) -> bytes:
    der, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(der, form)  # type: ignore[attr-defined, no-any-return]


def facts(certificate: x509.Certificate, now: float) -> Record:
    """What the cloud shows of a certificate; the fingerprint is SHA-1, colon-separated."""
    digest = certificate.fingerprint(hashes.SHA1()).hex()  # noqa: S303 - the cloud's own form
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    expires = certificate.not_valid_after_utc
    return {
        "CommonName": str(names[0].value) if names else "",
        "Fingerprint": ":".join(digest[i : i + 2] for i in range(0, len(digest), 2)),
        "CreateTime": timestamp(now),
        "CreateTimeStamp": int(now * 1000),
        "ExpireTime": in_words(expires),
        "ExpireTimeStamp": int(expires.timestamp() * 1000),
    }


def in_words(moment: datetime) -> str:
    return timestamp(moment.timestamp())


def alternative_names(certificate: x509.Certificate) -> list[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(name.value) for name in found]
