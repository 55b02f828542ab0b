"""The certificate of an https listener: one that the account holds, or a pair of PEM files; never the key itself."""

from collections.abc import Iterator
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.problems import ProblemError, refuse


class Certificate(Spec):
    """One of `id`, `service_id`, or `certificate_file` with `private_key_file`; a key reaches the engine as a secret.

    Source: alibabacloud_slb20140515, UploadServerCertificate (AliCloudCertificateId, AliCloudCertificateRegionId).
    """

    id: Optional[str] = None
    """The id of a server certificate that the balancer service holds already; default: one is uploaded."""
    service_id: Optional[str] = None
    """The id of a certificate of the certificate service, which keeps the key; default: none."""
    service_region: Optional[str] = None
    """The region of the certificate service that holds service_id; default: cn-hangzhou."""
    certificate_file: Optional[str] = None
    """PEM file of the certificate and its chain, from the folder the program runs in."""
    private_key_file: Optional[str] = None
    """PEM file of its private key, from the folder the program runs in."""

    @field_validator("id", "service_id", "service_region", "certificate_file", "private_key_file")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @model_validator(mode="after")
    def _one_source(self) -> "Certificate":
        refuse(self._problems())
        return self

    @property
    def is_uploaded(self) -> bool:
        """Whether its files are read."""
        return self.certificate_file is not None

    def _problems(self) -> Iterator[ProblemError]:
        files = [self.certificate_file, self.private_key_file]
        sources = [self.id is not None, self.service_id is not None, any(files)]
        if sum(sources) != 1 or any(files) != all(files):
            allowed = "either id, or service_id, or certificate_file and private_key_file"
            yield ProblemError("names no whole certificate", allowed=allowed)
        if self.service_region is not None and self.service_id is None:
            yield ProblemError("is where service_id lies", fix="give service_id", at=("service_region",))
