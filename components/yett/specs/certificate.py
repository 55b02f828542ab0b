"""The certificate of an https listener: one that the account holds, or a pair of PEM files; never the key itself."""

from typing import Optional

from pydantic import model_validator

from yett.specs.base import Spec
from yett.specs.problems import ProblemError


class Certificate(Spec):
    """Either `id`, or `certificate_file` with `private_key_file`; the key reaches the engine as a secret only."""

    id: Optional[str] = None
    """The id of a server certificate that the account holds already; default: the files are uploaded."""
    certificate_file: Optional[str] = None
    """PEM file of the certificate and its chain, from the folder the program runs in."""
    private_key_file: Optional[str] = None
    """PEM file of its private key, from the folder the program runs in."""

    @model_validator(mode="after")
    def _one_source(self) -> "Certificate":
        files = [self.certificate_file, self.private_key_file]
        if (self.id is None) != all(files) or (self.id is not None and any(files)):
            raise ProblemError(
                "names no whole certificate", allowed="either id, or certificate_file and private_key_file"
            )
        return self
