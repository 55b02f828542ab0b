"""A balancer listens for declared peers only, knows its certificate, and never shows the key."""

from pathlib import Path
from typing import Any

import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import GONE, opening
from yett import LoadBalancer, SpecError

CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
KEY = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"
TCP = {"protocol": "tcp", "port": 9000, "backend_port": 9000}
PUBLIC = {"anywhere": "public site"}


def balancer(args: dict[str, Any] | None = None, **spec: Any) -> Recorded:
    wired: Any = {
        "spec": {"address_type": "internet", **spec},
        "servers": {"a": "i-a", "b": "i-b"},
        "today": "2026-06-15",
        **(args or {}),
    }
    return record(lambda: LoadBalancer("lb", wired))


@pytest.fixture
def pem(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "site.crt").write_text(CERTIFICATE)
    (tmp_path / "site.key").write_text(KEY)
    return {"certificate_file": str(tmp_path / "site.crt"), "private_key_file": str(tmp_path / "site.key")}


def https(certificate: dict[str, str]) -> dict[str, Any]:
    return {"protocol": "https", "port": 443, "backend_port": 8080, "certificate": certificate}


def test_a_balancer_is_intranet_unless_it_says_internet() -> None:
    inner = balancer({"vswitch_id": "vsw-1"}, address_type=None).of("ApplicationLoadBalancer")["lb"]
    outer = balancer({"vswitch_id": "vsw-1"}).of("ApplicationLoadBalancer")["lb"]
    assert (inner["addressType"], inner["vswitchId"]) == ("intranet", "vsw-1")
    assert (outer["addressType"], "vswitchId" in outer) == ("internet", False)


def test_an_intranet_balancer_without_a_vswitch_is_refused() -> None:
    with pytest.raises(
        SpecError, match=r"^lb.address_type: an intranet address lies in a vSwitch; give args.vswitch_id"
    ):
        balancer(address_type="intranet")


def test_a_listener_is_made_only_after_its_list_holds_every_entry() -> None:
    peers = [{"cidr": "203.0.113.0/24"}, {"cidr": "198.51.100.0/24"}]
    made = balancer(listeners=[TCP], openings=[opening(peers=peers, peer=GONE, ports=[9000])])
    entries = {"lb-tcp-9000-allowed-203.0.113.0-24", "lb-tcp-9000-allowed-198.51.100.0-24"}
    assert set(made.of("AclEntryAttachment")) == entries
    assert {f"AclEntryAttachment {entry}" for entry in entries} <= made.dependencies("Listener", "lb-tcp-9000")
    listener = made.of("Listener")["lb-tcp-9000"]
    assert (listener["aclStatus"], listener["aclType"], listener["aclIds"]) == (
        "on",
        "white",
        ["lb-tcp-9000-allowed-id"],
    )


def test_listeners_that_the_same_openings_admit_share_a_list_and_the_others_do_not() -> None:
    ranged = [{**TCP, "port": port, "backend_port": port} for port in (9000, 9001, 9002)]
    openings = [opening(ports=["9000-9001"]), opening(ports=[9002]), opening(ports=[9001], peer={"cidr": "10.0.0.0/8"})]
    made = balancer(listeners=ranged, openings=openings)
    lists = {name: found["aclIds"] for name, found in made.of("Listener").items()}
    assert lists == {
        "lb-tcp-9000": ["lb-tcp-9000-9001-allowed-id"],
        "lb-tcp-9001": ["lb-tcp-9000-9001-tcp-9001-allowed-id"],
        "lb-tcp-9002": ["lb-tcp-9002-allowed-id"],
    }
    entries = made.of("AclEntryAttachment").values()
    admitted = {found["entry"] for found in entries if found["aclId"] == "lb-tcp-9000-9001-tcp-9001-allowed-id"}
    assert admitted == {"203.0.113.0/24", "10.0.0.0/8"}


def test_a_shared_list_gains_a_peer_without_touching_the_others() -> None:
    ranged = [{**TCP, "port": port, "backend_port": port} for port in (9000, 9001)]
    before = balancer(listeners=ranged, openings=[opening(ports=["9000-9001"])])
    more = opening(ports=["9000-9001"], peer={"cidr": "10.0.0.0/8"})
    after = balancer(listeners=ranged, openings=[opening(ports=["9000-9001"]), more])
    assert after.names() - before.names() == {
        ("alicloud:slb/aclEntryAttachment:AclEntryAttachment", "lb-tcp-9000-9001-allowed-10.0.0.0-8")
    }
    assert before.of("Listener") == after.of("Listener")


def test_a_public_listener_has_no_list() -> None:
    made = balancer(listeners=[TCP], openings=[opening(peer=PUBLIC, ports=[9000])])
    assert made.of("Listener")["lb-tcp-9000"]["aclStatus"] == "off"
    assert made.of("Acl") == {}


@pytest.mark.parametrize("closed", [{"closed": True}, {"expires": "2026-06-14"}])
def test_a_listener_that_nobody_may_dial_is_not_built(closed: dict[str, Any]) -> None:
    made = balancer(listeners=[TCP], openings=[opening(peer=PUBLIC, ports=[9000], **closed)])
    assert made.of("Listener") == made.of("ServerGroup") == made.of("Acl") == {}


def test_an_expired_peer_leaves_the_list_and_the_others_stay() -> None:
    kept, gone = opening(ports=[9000]), opening(ports=[9000], peer={"cidr": "192.0.2.0/24"}, expires="2026-06-14")
    made = balancer(listeners=[TCP], openings=[kept, gone])
    assert set(made.of("AclEntryAttachment")) == {"lb-tcp-9000-allowed-203.0.113.0-24"}


def test_http_redirects_to_https_and_has_no_servers(pem: dict[str, str]) -> None:
    redirect = {"protocol": "http", "port": 80, "redirect_to": 443}
    made = balancer(listeners=[redirect, https(pem)], openings=[opening(peer=PUBLIC, ports=[80, 443])])
    listener = made.of("Listener")["lb-tcp-80"]
    assert (listener["listenerForward"], listener["forwardPort"]) == ("on", 443)
    assert not {"backendPort", "serverGroupId", "healthCheck"} & listener.keys()
    assert "Listener lb-tcp-443" in made.dependencies("Listener", "lb-tcp-80")


def test_the_key_is_a_secret_and_stands_in_no_other_resource(pem: dict[str, str]) -> None:
    made = balancer(listeners=[https(pem)], openings=[opening(peer=PUBLIC, ports=[443])])
    certificate = made.of("ServerCertificate")["lb-tcp-443-certificate"]
    assert (certificate["serverCertificate"], certificate["privateKey"]) == (CERTIFICATE, "[secret]")
    request = made.requests["alicloud:slb/serverCertificate:ServerCertificate", "lb-tcp-443-certificate"]
    assert "privateKey" in request.additionalSecretOutputs
    assert KEY not in repr(made.inputs)


def test_a_certificate_of_the_account_is_used_as_it_is() -> None:
    made = balancer(listeners=[https({"id": "cert-1"})], openings=[opening(peer=PUBLIC, ports=[443])])
    assert made.of("ServerCertificate") == {}
    assert made.of("Listener")["lb-tcp-443"]["serverCertificateId"] == "cert-1"


def test_a_missing_or_wrong_file_is_refused_before_the_first_resource(pem: dict[str, str]) -> None:
    for field, path, said in [
        ("private_key_file", "gone.key", 'cannot be read, got "gone.key"'),
        ("private_key_file", pem["certificate_file"], "holds no private key"),
        ("certificate_file", pem["private_key_file"], "holds no certificate"),
    ]:
        with pytest.raises(SpecError) as caught:
            balancer(listeners=[https({**pem, field: path})], openings=[opening(peer=PUBLIC, ports=[443])])
        assert str(caught.value).startswith(f"lb.listeners[0].certificate.{field}: {said}")


def test_servers_share_the_work_by_their_weights() -> None:
    made = balancer(listeners=[TCP], openings=[opening(peer=PUBLIC, ports=[9000])], weights={"b": 20})
    assert {
        name: (found["serverId"], found["port"], found["weight"])
        for name, found in made.of("ServerGroupServerAttachment").items()
    } == {"lb-servers-9000-a": ("i-a", 9000, 100), "lb-servers-9000-b": ("i-b", 9000, 20)}


def test_the_weight_of_nobody_is_refused() -> None:
    with pytest.raises(SpecError, match=r"^lb.weights.c: no such server, allowed is a, b$"):
        balancer(weights={"c": 1})


def test_listeners_keep_their_names_when_one_is_removed() -> None:
    three = [{**TCP, "port": port, "backend_port": port} for port in (9000, 9001, 9002)]
    openings = [opening(peer=PUBLIC, ports=[port]) for port in (9000, 9001, 9002)]
    before = balancer(listeners=three, openings=openings).of("Listener")
    after = balancer(listeners=three[1:], openings=openings[1:]).of("Listener")
    assert after == {name: before[name] for name in ("lb-tcp-9001", "lb-tcp-9002")}


def test_a_health_check_says_how_and_how_often() -> None:
    check = {"type": "http", "path": "/up", "codes": ["http_2xx"], "interval": 7, "unhealthy_threshold": 2}
    made = balancer(listeners=[{**TCP, "health_check": check}], openings=[opening(peer=PUBLIC, ports=[9000])])
    listener = made.of("Listener")["lb-tcp-9000"]
    said = {key: value for key, value in listener.items() if key.startswith("health") or "Threshold" in key}
    assert said == {
        "healthCheckType": "http",
        "healthCheckUri": "/up",
        "healthCheckHttpCode": "http_2xx",
        "healthCheckConnectPort": 9000,
        "healthCheckInterval": 7,
        "healthCheckTimeout": 5,
        "healthyThreshold": 3,
        "unhealthyThreshold": 2,
    }
