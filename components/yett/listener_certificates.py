"""The server certificates of a balancer's listeners: used by id, taken from the certificate service, or uploaded."""

from collections.abc import Mapping

import pulumi

from yett.certificate_files import Pem
from yett.naming import display_name, tags
from yett.sdk import alicloud
from yett.specs.certificate import Certificate

SERVICE_REGION = "cn-hangzhou"
"""Where the certificate service keeps certificates unless it is told otherwise."""


def certificate_id(name: str, certificate: Certificate, pem: Pem | None, parent: pulumi.Resource) -> pulumi.Input[str]:
    """The id of the certificate, which is made here unless the account holds it."""
    if certificate.id is not None:
        return certificate.id
    if pem is None:
        return _of_service(name, certificate, parent).id
    return _uploaded(name, pem, parent).id


def ids(
    name: str, certificates: Mapping[str, Certificate], pems: Mapping[str, Pem], parent: pulumi.Resource
) -> dict[str, pulumi.Input[str]]:
    """The id of every certificate by its key."""
    return {
        key: certificate_id(f"{name}-{key}-certificate", one, pems.get(key), parent)
        for key, one in certificates.items()
    }


def _uploaded(name: str, pem: Pem, parent: pulumi.Resource) -> alicloud.slb.ServerCertificate:
    opts = pulumi.ResourceOptions(parent=parent, additional_secret_outputs=["private_key"])
    return alicloud.slb.ServerCertificate(
        name,
        name=display_name(name),
        server_certificate=pem.certificate,
        private_key=pulumi.Output.secret(pem.private_key),
        tags=tags(),
        opts=opts,
    )


def _of_service(name: str, certificate: Certificate, parent: pulumi.Resource) -> alicloud.slb.ServerCertificate:
    return alicloud.slb.ServerCertificate(
        name,
        name=display_name(name),
        alicloud_certificate_id=certificate.service_id,
        alicloud_certificate_region_id=certificate.service_region or SERVICE_REGION,
        tags=tags(),
        opts=pulumi.ResourceOptions(parent=parent),
    )
