"""Key pairs: the private half is shown once; names are taken once."""

import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from tests.emulator.ecs.account import Account, Place

PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl somebody"


def names(account: Account, **query: object) -> list[str]:
    return account.ids("DescribeKeyPairs", "KeyPairs", "KeyPair", "KeyPairName", **query)


def test_the_private_half_is_shown_once_and_fits_the_public_one(account: Account) -> None:
    made = account.call("CreateKeyPair", KeyPairName="jump", Tag=[{"Key": "a", "Value": "b"}])
    private = load_pem_private_key(made["PrivateKeyBody"].encode(), None)
    (shown,) = account.call("DescribeKeyPairs", IncludePublicKey=True)["KeyPairs"]["KeyPair"]
    assert shown["PublicKey"].encode() == private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    assert shown["KeyPairFingerPrint"] == made["KeyPairFingerPrint"]
    everything = json.dumps([account.handle.state(), account.handle.actions])
    assert "PRIVATE KEY" not in everything


def test_an_imported_key_is_kept_as_it_came(account: Account) -> None:
    account.call("ImportKeyPair", KeyPairName="jump", PublicKeyBody=PUBLIC)
    (shown,) = account.call("DescribeKeyPairs", IncludePublicKey=True)["KeyPairs"]["KeyPair"]
    assert shown["PublicKey"] == PUBLIC
    (shown,) = account.call("DescribeKeyPairs")["KeyPairs"]["KeyPair"]
    assert "PublicKey" not in shown


def test_lists_filter_by_name_print_and_tag(account: Account) -> None:
    one = account.call("CreateKeyPair", KeyPairName="jump-1", Tag=[{"Key": "a", "Value": "b"}])
    account.call("ImportKeyPair", KeyPairName="data", PublicKeyBody=PUBLIC)
    assert names(account) == ["jump-1", "data"]
    assert names(account, KeyPairName="jump*") == names(account, Tag=[{"Key": "a"}]) == ["jump-1"]
    assert names(account, KeyPairFingerPrint=one["KeyPairFingerPrint"]) == ["jump-1"]


def test_an_attached_key_stays_until_it_is_detached(account: Account, place: Place) -> None:
    account.call("ImportKeyPair", KeyPairName="jump", PublicKeyBody=PUBLIC)
    keys = account.run(place.vswitch, place.group, Amount=2)
    answer = account.call("AttachKeyPair", KeyPairName="jump", InstanceIds=json.dumps(keys))
    assert (answer["TotalCount"], answer["FailCount"]) == ("2", "0")
    assert [account.instance(key)["KeyPairName"] for key in keys] == ["jump", "jump"]
    code, message = account.refusal("DeleteKeyPairs", KeyPairNames='["jump"]')
    assert code == "InvalidParameter.KeypairAlreadyAttachedInstance"
    assert "jump" in message
    account.call("DetachKeyPair", KeyPairName="jump", InstanceIds=json.dumps(keys))
    account.call("DeleteKeyPairs", KeyPairNames='["jump"]')
    assert names(account) == []


@pytest.mark.parametrize(
    ("action", "query", "code"),
    [
        ("CreateKeyPair", {"KeyPairName": "x"}, "InvalidKeyPairName.Malformed"),
        ("CreateKeyPair", {}, "MissingParameter.KeyPairName"),
        ("ImportKeyPair", {"KeyPairName": "jump", "PublicKeyBody": "ssh-rsa §"}, "InvalidPublicKeyBody.Malformed"),
        ("ImportKeyPair", {"KeyPairName": "jump", "PublicKeyBody": "no key"}, "InvalidPublicKeyBody.Malformed"),
        ("AttachKeyPair", {"KeyPairName": "none", "InstanceIds": "[]"}, "InvalidKeyPair.NotFound"),
    ],
)
def test_a_wrong_key_is_refused(account: Account, action: str, query: dict[str, str], code: str) -> None:
    assert account.refusal(action, **query)[0] == code


def test_a_key_is_taken_that_is_no_whole_number_of_bytes(account: Account) -> None:
    """Published examples cut their keys short; the cloud does not decode them."""
    account.call("ImportKeyPair", KeyPairName="short", PublicKeyBody="ssh-rsa AAAAB3Nza12345678qwertyuudsfsg x@y")
    assert names(account) == ["short"]


def test_a_name_is_taken_once(account: Account) -> None:
    account.call("ImportKeyPair", KeyPairName="jump", PublicKeyBody=PUBLIC)
    assert account.refusal("CreateKeyPair", KeyPairName="jump")[0] == "KeyPair.AlreadyExist"
