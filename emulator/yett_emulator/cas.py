"""Cas 2020-04-07: certificates of the certificate service, which ALB and NLB listeners name (`UploadUserCertificate`).

Uploaded ones only; nothing is bought or signed here. Source: help.aliyun.com, Certificate Management Service.
"""

from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID

from yett_emulator.call import Answer, Call
from yett_emulator.errors import CloudError, missing
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.sealing import opened, sealed
from yett_emulator.service import Service
from yett_emulator.slb.pem import alternative_names, cleaned, facts
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, put_tags, tags_of

KIND = "uploaded_certificate"
TEXTS = ("Cert", "EncryptCert", "SignCert")
SECRETS = ("Key", "EncryptPrivateKey", "SignPrivateKey")
"""Private keys, which the cloud gives back to whoever uploaded them."""
FIRST = 9_100_000
"""Ids are numbers; these look like the cloud's."""


def upload(call: Call) -> Answer:
    name, pem = call.required("Name"), call.text("Cert") or call.text("SignCert")
    if not pem:
        raise missing("Cert")
    if not (call.text("Key") or call.text("SignPrivateKey")):
        raise missing("Key")
    if call.store.first(KIND, Name=name):
        raise CloudError("NameRepeat", f"The certificate name {name!r} is in use.")
    key = FIRST + call.store.count("uploaded-certificate")
    record = {
        "Id": key,
        "Name": name,
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "CertIdentifier": f"{key}-{call.region}",
        **{field: call.text(field) for field in TEXTS},
        **{f"_{field}": sealed(call, call.text(field)) for field in SECRETS},
        **read(pem, call.now),
    }
    call.store.insert(KIND, str(key), record)
    put_tags(call.store, str(key), given_tags(call, "Tags"))
    return {"CertId": key, "ResourceId": f"cas-upload-{key}"}


def read(pem: str, now: float) -> Record:
    """What the cloud shows of a certificate."""
    try:
        certificate = x509.load_pem_x509_certificates(cleaned(pem))[0]
    except (ValueError, IndexError):
        raise CloudError("CertificateFormatError", "The specified Cert is not a PEM certificate.") from None
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    shown = facts(certificate, now)
    subject = {
        "OrgName": NameOID.ORGANIZATION_NAME,
        "Country": NameOID.COUNTRY_NAME,
        "Province": NameOID.STATE_OR_PROVINCE_NAME,
        "City": NameOID.LOCALITY_NAME,
    }
    return {
        "Common": shown["CommonName"],
        "Sans": ",".join(alternative_names(certificate)),
        "Fingerprint": shown["Fingerprint"].replace(":", "").upper(),
        "Issuer": attribute(certificate.issuer, NameOID.COMMON_NAME),
        "SerialNo": f"{certificate.serial_number:x}",
        "StartDate": day(begins),
        "EndDate": day(ends),
        "NotBefore": millis(begins),
        "NotAfter": millis(ends),
        "Expired": ends.timestamp() < now,
        **{field: attribute(certificate.subject, oid) for field, oid in subject.items()},
    }


def attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d")


def millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def certificate_of(call: Call) -> Record:
    key = call.required("CertId")
    record = call.store.get(KIND, key)
    if record is None:
        raise CloudError("NotFound", f"The certificate {key} is not found. NotFound", 404)
    return record


def get(call: Call) -> Answer:
    record = certificate_of(call)
    tags = [{"TagKey": key, "TagValue": value} for key, value in tags_of(call.store, str(record["Id"])).items()]
    keys = {field: opened(call, record[f"_{field}"]) for field in SECRETS}
    shown = {
        **public(record),
        **keys,
        "BuyInAliyun": False,
        "CertChain": [],
        "OrderId": 0,
        "InstanceId": f"cas-upload-{record['Id']}",
        "Tags": tags,
    }
    return without_texts(shown) if call.flag("CertFilter") else shown


def without_texts(record: Record) -> Record:
    return {name: value for name, value in record.items() if "Cert" not in name and "Key" not in name}


def list_orders(call: Call) -> Answer:
    """Of the certificate service's orders an emulated account has only what it uploaded."""
    found = call.store.find(KIND) if call.text("OrderType", "CERT") in ("CERT", "UPLOAD") else []
    word = call.text("Keyword")
    found = [one for one in found if word in one["Name"] or word in one["Common"]]
    group = call.text("ResourceGroupId")
    found = [one for one in found if group in ("", one["ResourceGroupId"])]
    size, page = call.number("ShowSize", 50, 1, 100), call.number("CurrentPage", 1, 1)
    rows = [row(one) for one in found[(page - 1) * size : page * size]]
    return {"CertificateOrderList": rows, "CurrentPage": page, "ShowSize": size, "TotalCount": len(found)}


def row(record: Record) -> dict[str, Any]:
    shown = without_texts(public(record))
    hidden = ("Id", "Common", "NotBefore", "NotAfter")
    return {name: value for name, value in shown.items() if name not in hidden} | {
        "CertificateId": record["Id"],
        "CommonName": record["Common"],
        "InstanceId": f"cas-upload-{record['Id']}",
        "Upload": True,
        "Status": "EXPIRED" if record["Expired"] else "ISSUED",
    }


def delete(call: Call) -> Answer:
    key = str(certificate_of(call)["Id"])
    call.store.delete(KIND, key)
    drop_tags(call.store, key)
    return {}


SERVICE = Service(
    "Cas",
    "2020-04-07",
    {
        "UploadUserCertificate": upload,
        "GetUserCertificateDetail": get,
        "ListUserCertificateOrder": list_orders,
        "DeleteUserCertificate": delete,
    },
)
