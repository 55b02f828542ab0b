"""`yett certificate PATH`: a self-signed certificate for a try-out, so that an https listener needs no authority.

Writes PATH.crt and PATH.key (PEM; the key is readable by its owner only). For a real site use a real certificate.
"""

import ipaddress
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID


@click.command("certificate")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--name",
    "names",
    multiple=True,
    default=("localhost", "127.0.0.1"),
    show_default=True,
    help="DNS name or IP address; repeatable.",
)
@click.option("--days", type=click.IntRange(1, 825), default=365, show_default=True, help="Days it is valid for.")
@click.option("--if-missing", is_flag=True, help="Keep what is there while it is still valid for a day.")
def certificate(path: Path, names: tuple[str, ...], days: int, if_missing: bool) -> None:
    """Make a self-signed certificate: PATH.crt and PATH.key."""
    files = path.with_name(path.name + ".crt"), path.with_name(path.name + ".key")
    if if_missing and all(file.exists() for file in files) and still_valid(files[0]):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    public, private = self_signed(list(names), days)
    write(files[0], public, 0o644)
    write(files[1], private, 0o600)
    click.echo(f"yett: made {files[0]} and {files[1]} (self-signed, {days} days, for {', '.join(names)})")


def still_valid(file: Path) -> bool:
    found = x509.load_pem_x509_certificate(file.read_bytes())
    return found.not_valid_after_utc > datetime.now(UTC) + timedelta(days=1)


def write(file: Path, content: bytes, mode: int) -> None:
    """Replace a file at once, never readable by more than `mode` allows."""
    temporary = file.with_name(file.name + ".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as stream:
        stream.write(content)
    temporary.replace(file)


def self_signed(names: list[str], days: int) -> tuple[bytes, bytes]:
    """Certificate and private key as PEM: RSA 2048 (CLB takes it in every region), SHA-256."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([general_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return built.public_bytes(serialization.Encoding.PEM), private


def general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
