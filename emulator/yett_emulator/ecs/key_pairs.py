"""SSH key pairs: created (the private half is shown once and kept nowhere), imported, attached, deleted."""

import hashlib
import re
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import found, in_region, instance_of, like, listed, same_fields, shown_tags, tagged
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, put_tags

ALGORITHMS = ("ssh-rsa", "ssh-ed25519", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521")


def key_pair_of(call: Call, name: str) -> Record:
    return found(call, "key_pair", name, "InvalidKeyPair.NotFound", "The specified key pair does not exist.")


def create_key_pair(call: Call) -> Answer:
    name = new_name(call)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    openssh = key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    record = keep(call, name, openssh.decode())
    shown = {field: record[field] for field in ("KeyPairName", "KeyPairFingerPrint")}
    return {**shown, "KeyPairId": new_id("ssh"), "PrivateKeyBody": private.decode()}


def import_key_pair(call: Call) -> Answer:
    name, body = new_name(call), call.required("PublicKeyBody").strip()
    check_public_key(body)
    record = keep(call, name, body)
    return {field: record[field] for field in ("KeyPairName", "KeyPairFingerPrint")}


def new_name(call: Call) -> str:
    name = call.required("KeyPairName")
    if not 2 <= len(name) <= 128 or not name[0].isalpha() or name.startswith(("http://", "https://")):
        raise CloudError("InvalidKeyPairName.Malformed", f"The specified key pair name {name!r} is not valid.")
    if call.store.get("key_pair", name):
        raise CloudError("KeyPair.AlreadyExist", f"The specified key pair {name!r} already exists.")
    return name


def check_public_key(body: str) -> None:
    """An algorithm and letters of base64: the cloud does not decode them, and published examples cut keys short."""
    words = body.split()
    if len(words) < 2 or words[0] not in ALGORITHMS or not re.fullmatch(r"[A-Za-z0-9+/]{16,}={0,2}", words[1]):
        raise CloudError("InvalidPublicKeyBody.Malformed", "The specified PublicKeyBody is not an OpenSSH public key.")


def keep(call: Call, name: str, public_key: str) -> Record:
    record = {
        "KeyPairName": name,
        "KeyPairFingerPrint": hashlib.md5(public_key.encode(), usedforsecurity=False).hexdigest(),
        "CreationTime": timestamp(call.store.clock()),
        "ResourceGroupId": call.text("ResourceGroupId"),
        "_region": call.region,
        "_public": public_key,
    }
    put_tags(call.store, name, given_tags(call))
    return call.store.insert("key_pair", name, record)


def describe_key_pairs(call: Call) -> Answer:
    rows = [pair for pair in call.store.find("key_pair") if suits(call, pair)]
    page, about = listed(call, rows, 10, 50)
    about.pop("NextToken")
    return {"KeyPairs": {"KeyPair": [key_pair_row(call, pair) for pair in page]}, **about}


def suits(call: Call, pair: Record) -> bool:
    equal = {"KeyPairFingerPrint": "KeyPairFingerPrint", "ResourceGroupId": "ResourceGroupId"}
    return (
        in_region(call, pair)
        and same_fields(call, pair, equal)
        and like(call.text("KeyPairName"), pair["KeyPairName"])
        and tagged(call, pair["KeyPairName"])
    )


def key_pair_row(call: Call, pair: Record) -> dict[str, Any]:
    body = {"PublicKey": pair["_public"]} if call.flag("IncludePublicKey") else {}
    return {**public(pair), **body, "Tags": shown_tags(call, pair["KeyPairName"])}


def delete_key_pairs(call: Call) -> Answer:
    names = call.names("KeyPairNames")
    for name in names:
        if call.store.first("instance", KeyPairName=name):
            raise CloudError(
                "InvalidParameter.KeypairAlreadyAttachedInstance", f"The key pair {name!r} is attached to an instance."
            )
    for name in names:
        call.store.delete("key_pair", name)
        drop_tags(call.store, name)
    return {}


def attach_key_pair(call: Call) -> Answer:
    name = key_pair_of(call, call.required("KeyPairName"))["KeyPairName"]
    return changed(call, name, name)


def detach_key_pair(call: Call) -> Answer:
    return changed(call, call.required("KeyPairName"), "")


def changed(call: Call, name: str, value: str) -> Answer:
    """Set the key pair of each instance; the answer has one result for each."""
    instances = [instance_of(call, key) for key in call.names("InstanceIds")]
    for instance in instances:
        if value or instance["KeyPairName"] == name:
            call.store.save("instance", instance["InstanceId"], instance | {"KeyPairName": value})
    rows = [
        {"InstanceId": instance["InstanceId"], "Code": "200", "Message": "successful", "Success": "true"}
        for instance in instances
    ]
    return {"KeyPairName": name, "TotalCount": str(len(rows)), "FailCount": "0", "Results": {"Result": rows}}


OPERATIONS: dict[str, Operation] = {
    "CreateKeyPair": create_key_pair,
    "ImportKeyPair": import_key_pair,
    "DescribeKeyPairs": describe_key_pairs,
    "DeleteKeyPairs": delete_key_pairs,
    "AttachKeyPair": attach_key_pair,
    "DetachKeyPair": detach_key_pair,
}
