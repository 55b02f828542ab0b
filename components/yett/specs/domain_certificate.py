"""One more certificate of an https listener, for the visitors of one more domain (CLB: domain extension)."""

from pydantic import field_validator

from yett.specs.base import Spec
from yett.specs.bounds import domain_name
from yett.specs.certificate import Certificate


class DomainCertificate(Spec):
    """What an https listener shows to whom asks for a domain (SNI); all others see the listener's own certificate."""

    domain: str
    """The domain, such as shop.example.com or *.example.com."""
    certificate: Certificate
    """Its certificate: id, service_id, or a pair of files."""

    @field_validator("domain")
    @classmethod
    def _named(cls, text: str) -> str:
        return domain_name(text)

    @property
    def key(self) -> str:
        """What it is called below its listener: any.example.com for *.example.com."""
        return self.domain.replace("*", "any")
