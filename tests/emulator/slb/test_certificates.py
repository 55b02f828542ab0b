"""Certificates: the key must be the certificate's own, and is never kept."""

from pathlib import Path

import pytest

from tests.emulator.slb.account import Account
from tests.emulator.slb.keys import Pair


def upload(account: Account, pair: Pair, **query: object) -> str:
    given = {"ServerCertificate": pair.certificate, "PrivateKey": pair.key, "ServerCertificateName": "www"} | query
    return str(account.call("UploadServerCertificate", **given)["ServerCertificateId"])


def listed(account: Account, **query: object) -> list[str]:
    rows = account.call("DescribeServerCertificates", **query)["ServerCertificates"]["ServerCertificate"]
    return [row["ServerCertificateId"] for row in rows]


def test_a_certificate_is_read(account: Account, pair: Pair) -> None:
    key = upload(account, pair)
    row = account.call("DescribeServerCertificates", ServerCertificateId=key)["ServerCertificates"][
        "ServerCertificate"
    ][0]
    assert (row["ServerCertificateName"], row["CommonName"]) == ("www", "www.example.com")
    assert row["SubjectAlternativeNames"] == {"SubjectAlternativeName": ["www.example.com"]}
    assert len(row["Fingerprint"].split(":")) == 20
    assert row["ExpireTimeStamp"] > row["CreateTimeStamp"]


def test_a_private_key_is_nowhere_in_the_state(account: Account, pair: Pair) -> None:
    upload(account, pair)
    secret = "".join(pair.key.splitlines()[1:-1])
    state = str(account.handle.state()) + str(account.store.find("certificate"))
    assert all(line not in state for line in pair.key.splitlines()[1:-1])
    assert secret not in state
    assert "***" in str(account.handle.actions)
    assert secret[:40] not in str(account.handle.actions)


def test_a_key_of_another_certificate_is_refused(account: Account, pair: Pair, other_pair: Pair) -> None:
    given = {"ServerCertificate": pair.certificate, "PrivateKey": other_pair.key}
    assert account.refusal("UploadServerCertificate", **given) == (
        "CertificateNotMatchPrivateKey",
        "Certificate and key does not match.",
    )
    assert listed(account) == []


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        ({"ServerCertificate": ""}, "MissingParameter.ServerCertificate", "ServerCertificate"),
        ({"PrivateKey": ""}, "MissingParameter.PrivateKey", "PrivateKey"),
        ({"ServerCertificate": "nonsense"}, "InvalidParameter", "parameter ServerCertificate format is error."),
        ({"PrivateKey": "nonsense"}, "InvalidParameter", "The specified parameter key format is error."),
    ],
)
def test_what_is_no_pem_is_refused(
    account: Account, pair: Pair, query: dict[str, object], code: str, message: str
) -> None:
    given = {"ServerCertificate": pair.certificate, "PrivateKey": pair.key} | query
    got, text = account.refusal("UploadServerCertificate", **given)
    assert (got, message in text) == (code, True)


def test_a_key_behind_a_password_is_refused(account: Account, pair: Pair) -> None:
    given = {"ServerCertificate": pair.certificate, "PrivateKey": pair.locked_key}
    assert account.refusal("UploadServerCertificate", **given)[0] == "PrivateKeyEncryption"


def test_a_certificate_of_the_certificate_service_needs_no_pem(account: Account) -> None:
    answer = account.call("UploadServerCertificate", AliCloudCertificateId="123", AliCloudCertificateName="cas")
    assert (answer["IsAliCloudCertificate"], answer["AliCloudCertificateName"]) == (1, "cas")


def test_a_certificate_in_use_stays(account: Account, pair: Pair) -> None:
    key, certificate = account.balancer(), upload(account, pair)
    account.listener(key, "https", 443, ServerCertificateId=certificate)
    assert account.refusal("DeleteServerCertificate", ServerCertificateId=certificate) == (
        "CertificateAndPrivateKeyIsRefered",
        "Certificate and PrivateKey Is Refered.",
    )
    account.call("DeleteLoadBalancerListener", LoadBalancerId=key, ListenerPort=443)
    account.call("DeleteServerCertificate", ServerCertificateId=certificate)
    assert listed(account) == []
    again = account.refusal("DeleteServerCertificate", ServerCertificateId=certificate)
    assert again[0] == "ServerCertificateId.NotFound"


def test_certificates_are_found_by_tag_and_group_and_renamed(account: Account, pair: Pair) -> None:
    key = upload(account, pair, ResourceGroupId="rg-1", **{"Tag.1.Key": "team", "Tag.1.Value": "web"})
    other = upload(account, pair)
    assert listed(account, **{"Tag.1.Key": "team"}) == listed(account, ResourceGroupId="rg-1") == [key]
    assert listed(account) == [key, other]
    account.call("SetServerCertificateName", ServerCertificateId=key, ServerCertificateName="new")
    rows = account.call("DescribeServerCertificates", ServerCertificateId=key)["ServerCertificates"]
    assert rows["ServerCertificate"][0]["ServerCertificateName"] == "new"


def test_ca_certificates_are_kept_used_and_deleted(account: Account, pair: Pair) -> None:
    answer = account.call("UploadCACertificate", CACertificate=pair.certificate, CACertificateName="ca")
    ca = answer["CACertificateId"]
    account.call("SetCACertificateName", CACertificateId=ca, CACertificateName="root")
    row = account.call("DescribeCACertificates", CACertificateId=ca)["CACertificates"]["CACertificate"][0]
    assert (row["CACertificateName"], row["CommonName"]) == ("root", "www.example.com")
    key = account.balancer()
    account.listener(key, "https", 443, ServerCertificateId=upload(account, pair), CACertificateId=ca)
    assert account.refusal("DeleteCACertificate", CACertificateId=ca)[0] == "CACertificateIsRefered"
    account.call("DeleteLoadBalancer", LoadBalancerId=key)
    account.call("DeleteCACertificate", CACertificateId=ca)
    assert account.refusal("DeleteCACertificate", CACertificateId=ca)[0] == "CACertificateId.NotFound"


def test_a_domain_extension_is_a_second_certificate(account: Account, pair: Pair, other_pair: Pair) -> None:
    key, first, second = account.balancer(), upload(account, pair), upload(account, other_pair)
    account.listener(key, "https", 443, ServerCertificateId=first)
    given = {"LoadBalancerId": key, "ListenerPort": 443, "Domain": "other.example.com"}
    extension = account.call("CreateDomainExtension", ServerCertificateId=first, **given)["DomainExtensionId"]
    assert account.refusal("CreateDomainExtension", ServerCertificateId=first, **given)[0] == "DomainExist"
    account.call("SetDomainExtensionAttribute", DomainExtensionId=extension, ServerCertificateId=second)
    shown = account.call("DescribeDomainExtensionAttribute", DomainExtensionId=extension)
    assert (shown["Domain"], shown["ServerCertificateId"]) == ("other.example.com", second)
    rows = account.call("DescribeDomainExtensions", LoadBalancerId=key, ListenerPort=443)["DomainExtensions"]
    assert [row["DomainExtensionId"] for row in rows["DomainExtension"]] == [extension]
    assert account.refusal("DeleteServerCertificate", ServerCertificateId=second)[0] == (
        "CertificateAndPrivateKeyIsRefered"
    )
    account.call("DeleteDomainExtension", DomainExtensionId=extension)
    gone = account.refusal("DescribeDomainExtensionAttribute", DomainExtensionId=extension)
    assert gone[0] == "InvalidParameter.DomainExtensionId"


def test_no_key_reaches_the_state_file(pair: Pair, tmp_path: Path) -> None:
    """On disk too: the database file holds the hash of the key and not the key."""
    from yett_emulator.handle import started  # noqa: PLC0415 - a second emulator, with a file

    state = tmp_path / "state.db"
    with started(tmp_path, state=str(state)) as handle:
        upload(Account(handle), pair)
    written = b"".join(file.read_bytes() for file in tmp_path.glob("state.db*"))
    assert b"_key_sha256" in written
    assert all(line.encode() not in written for line in pair.key.splitlines()[1:-1])
