"""The emulator's certificate: made once, kept beside the state, valid on loopback only.

`SSL_CERT_FILE` replaces a process's list of roots, so clients are given a bundle: the system's roots and ours.
"""

import ipaddress
import os
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LIFETIME = timedelta(days=365)
NAMES: tuple[x509.GeneralName, ...] = (
    x509.DNSName("localhost"),
    x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    x509.IPAddress(ipaddress.ip_address("::1")),
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Three PEM files: certificate, private key (0600), and bundle = system roots + certificate."""

    cert: Path
    key: Path
    bundle: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.cert, self.key)
        return context


def certificate_in(folder: Path) -> Certificate:
    """The folder's certificate; made anew when there is none or it ends within a week."""
    found = Certificate(folder / "cert.pem", folder / "key.pem", folder / "bundle.pem")
    if not is_fresh(found):
        folder.mkdir(parents=True, exist_ok=True)
        make(found)
    return found


def is_fresh(found: Certificate) -> bool:
    if not (found.cert.is_file() and found.key.is_file() and found.bundle.is_file()):
        return False
    ends = x509.load_pem_x509_certificate(found.cert.read_bytes()).not_valid_after_utc
    return ends > datetime.now(UTC) + timedelta(days=7)


def make(target: Certificate) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = signed(key).public_bytes(serialization.Encoding.PEM)
    write_private(target.key, private_pem(key))
    target.cert.write_bytes(pem)
    target.bundle.write_bytes(system_roots() + b"\n" + pem)


def signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """Self-signed, and its own authority: Go and OpenSSL accept it as a root only when it says so."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "yett emulator (loopback only)")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LIFETIME)
        .add_extension(x509.SubjectAlternativeName(NAMES), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(usage(), critical=True)
    )
    return builder.sign(key, hashes.SHA256())


def usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, and that was never readable by others."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def system_roots() -> bytes:
    """The roots that this machine trusts (OpenSSL's default file), else certifi's."""
    default = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().openssl_cafile
    path = Path(default or "")
    return path.read_bytes() if path.is_file() else Path(certifi.where()).read_bytes()
