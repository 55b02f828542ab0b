"""Server certificates and CA certificates; a private key is checked, hashed and forgotten."""

import hashlib
from functools import partial

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import missing
from yett_emulator.ids import new_id, timestamp
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.slb import lookups, pem, refusals
from yett_emulator.slb.listener_checks import over
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, has_tags, put_tags


def upload(call: Call) -> Answer:
    key = f"{call.settings.account_id}_{new_id('cert')[9:]}"
    certificate = from_store(call) if call.text("AliCloudCertificateId") else from_pem(call)
    record: Record = {
        "ServerCertificateId": key,
        "ServerCertificateName": call.text("ServerCertificateName", key),
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "RegionId": call.region,
        **certificate,
    }
    call.store.insert("certificate", key, record)
    put_tags(call.store, key, given_tags(call))
    return public(record)


def from_pem(call: Call) -> Record:
    for name in ("ServerCertificate", "PrivateKey"):
        if not call.text(name).strip():
            raise missing(name)
    certificate = pem.read_certificate(call.text("ServerCertificate"))
    pem.check_key(call.text("PrivateKey"), certificate)
    return {
        **pem.facts(certificate, call.store.clock()),
        "SubjectAlternativeNames": {"SubjectAlternativeName": pem.alternative_names(certificate)},
        "IsAliCloudCertificate": 0,
        "AliCloudCertificateId": "",
        "AliCloudCertificateName": "",
        "_key_sha256": hashlib.sha256(call.text("PrivateKey").encode()).hexdigest(),
    }


def from_store(call: Call) -> Record:
    """A certificate of the SSL certificate service, which is not emulated: only its id and name are kept."""
    now = call.store.clock()
    never = now + 365 * 86400
    return {
        "CommonName": "",
        "Fingerprint": hashlib.sha1(call.text("AliCloudCertificateId").encode()).hexdigest(),  # noqa: S324
        "CreateTime": timestamp(now),
        "CreateTimeStamp": int(now * 1000),
        "ExpireTime": timestamp(never),
        "ExpireTimeStamp": int(never * 1000),
        "SubjectAlternativeNames": {"SubjectAlternativeName": []},
        "IsAliCloudCertificate": 1,
        "AliCloudCertificateId": call.text("AliCloudCertificateId"),
        "AliCloudCertificateName": call.text("AliCloudCertificateName"),
    }


def upload_ca(call: Call) -> Answer:
    certificate = pem.read_certificate(call.required("CACertificate"))
    key = f"{call.settings.account_id}_{new_id('ca')[7:]}"
    record: Record = {
        "CACertificateId": key,
        "CACertificateName": call.text("CACertificateName", key),
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "RegionId": call.region,
        **pem.facts(certificate, call.store.clock()),
    }
    call.store.insert("ca_certificate", key, record)
    put_tags(call.store, key, given_tags(call))
    return {name: value for name, value in record.items() if name != "RegionId"}


def describe(kind: str, word: str, call: Call) -> Answer:
    rows = [row(call, record, f"{word}Id") for record in call.store.find(kind) if wanted(call, record, f"{word}Id")]
    return {f"{word}s": {word: rows}}


def row(call: Call, record: Record, id_name: str) -> Record:
    return public(record) | {"Tags": lookups.shown_tags(call.store, record[id_name])}


def wanted(call: Call, record: Record, id_name: str) -> bool:
    return (
        record["RegionId"] == call.region
        and call.text(id_name) in ("", record[id_name])
        and call.text("ResourceGroupId") in ("", record["ResourceGroupId"])
        and has_tags(call.store, record[id_name], given_tags(call))
    )


def rename(call: Call) -> Answer:
    record = lookups.server_certificate(call.store, call.required("ServerCertificateId"))
    name = call.required("ServerCertificateName")
    call.store.save("certificate", record["ServerCertificateId"], record | {"ServerCertificateName": name})
    return {}


def rename_ca(call: Call) -> Answer:
    record = lookups.ca_certificate(call.store, call.required("CACertificateId"))
    name = call.required("CACertificateName")
    call.store.save("ca_certificate", record["CACertificateId"], record | {"CACertificateName": name})
    return {}


def delete(call: Call) -> Answer:
    key = lookups.server_certificate(call.store, call.required("ServerCertificateId"))["ServerCertificateId"]
    listeners = call.store.find("listener", ServerCertificateId=key)
    if listeners or call.store.find("domain_extension", ServerCertificateId=key):
        raise refusals.CERTIFICATE_REFERRED()
    call.store.delete("certificate", key)
    drop_tags(call.store, key)
    return {}


def delete_ca(call: Call) -> Answer:
    key = lookups.ca_certificate(call.store, call.required("CACertificateId"))["CACertificateId"]
    if call.store.find("listener", CACertificateId=key):
        raise over("CACertificateIsRefered", "The specified CA certificate is bound to listeners.")
    call.store.delete("ca_certificate", key)
    drop_tags(call.store, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "UploadServerCertificate": upload,
    "DescribeServerCertificates": partial(describe, "certificate", "ServerCertificate"),
    "SetServerCertificateName": rename,
    "DeleteServerCertificate": delete,
    "UploadCACertificate": upload_ca,
    "DescribeCACertificates": partial(describe, "ca_certificate", "CACertificate"),
    "SetCACertificateName": rename_ca,
    "DeleteCACertificate": delete_ca,
}
