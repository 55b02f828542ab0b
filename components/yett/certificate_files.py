"""The PEM files of https listeners, read before the first resource, so that a missing file costs nothing."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from yett.errors import SpecError
from yett.specs.certificate import Certificate
from yett.specs.load_balancer import LoadBalancerSpec


@dataclass(frozen=True, slots=True)
class Pem:
    """A certificate and its key as text; the key is in no representation of it."""

    certificate: str
    private_key: str = field(repr=False)


def read_all(spec: LoadBalancerSpec, where: str) -> dict[str, Pem]:
    """The files of every certificate that names some, by its key.

    Raises SpecError for a file that is not there or holds no PEM block of its kind.
    """
    return {
        key: _pair(certificate, f"{where}.{path}")
        for key, path, certificate in spec.certificates()
        if certificate.is_uploaded
    }


def _pair(certificate: Certificate, where: str) -> Pem:
    return Pem(
        _pem(certificate.certificate_file, f"{where}.certificate_file", "CERTIFICATE-----"),
        _pem(certificate.private_key_file, f"{where}.private_key_file", "PRIVATE KEY-----"),
    )


def _pem(name: Optional[str], where: str, block: str) -> str:
    try:
        text = Path(name or "").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        fix = "for a try-out make one with `yett certificate`"
        raise SpecError(where, "cannot be read", got=name, allowed="a PEM file", fix=fix) from None
    if f"{block}" not in text:
        raise SpecError(where, f"holds no {block.removesuffix('-----').lower()}", got=name, allowed="a PEM file")
    return text
