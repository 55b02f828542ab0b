"""What a listener is told beyond its ports: lists, certificates, rules, sessions, timeouts, protection."""

from pathlib import Path
from typing import Any

import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import opening
from yett import LoadBalancer, SpecError

TCP = {"protocol": "tcp", "port": 9000, "backend_port": 9000}
HTTP = {"protocol": "http", "port": 80, "backend_port": 8080}
HTTPS = {"protocol": "https", "port": 443, "backend_port": 8080, "certificate": {"id": "cert-1"}}
PUBLIC = {"anywhere": "public site"}
WHY = {"reason": "scans", "owner": "security"}


def balancer(*listeners: dict[str, Any], **spec: Any) -> Recorded:
    ports = [listener["port"] for listener in listeners]
    admitted = {"openings": [opening(peer=PUBLIC, ports=ports)]} if listeners else {}
    wired: Any = {
        "spec": {"address_type": "internet", "listeners": list(listeners), **admitted, **spec},
        "servers": {"a": "i-a", "b": "i-b"},
        "today": "2026-06-15",
    }
    return record(lambda: LoadBalancer("lb", wired))


def listener(found: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What the provider is told of one listener."""
    return balancer({**found, **changes}).of("Listener")[f"lb-tcp-{found['port']}"]


def test_listeners_open_to_everyone_share_one_black_list_and_wait_for_its_entries() -> None:
    denied = [{"cidrs": ["192.0.2.0/24", "198.51.100.7/32"], **WHY}]
    made = balancer(HTTP, TCP, denied=denied)
    assert set(made.of("Acl")) == {"lb-denied"}
    entries = {f"lb-denied-{cidr}" for cidr in ("192.0.2.0-24", "198.51.100.7-32")}
    assert set(made.of("AclEntryAttachment")) == entries
    for name in ("lb-tcp-80", "lb-tcp-9000"):
        found = made.of("Listener")[name]
        assert (found["aclStatus"], found["aclType"], found["aclIds"]) == ("on", "black", ["lb-denied-id"])
        assert {f"AclEntryAttachment {entry}" for entry in entries} <= made.dependencies("Listener", name)


def test_a_black_list_is_no_opening() -> None:
    with pytest.raises(SpecError, match=r"^lb.listeners\[0\]: no opening admits tcp/9000"):
        balancer(TCP, openings=None, denied=[{"cidrs": ["192.0.2.0/24"], **WHY}])


def test_the_denied_of_a_file_are_cut_out_of_a_white_list(tmp_path: Path) -> None:
    (tmp_path / "denied.txt").write_text("203.0.113.0/25  # scans\n")
    made = balancer(TCP, openings=[opening(ports=[9000])], denied=[{"file": str(tmp_path / "denied.txt"), **WHY}])
    (entry,) = made.of("AclEntryAttachment").values()
    assert (entry["aclId"], entry["entry"]) == ("lb-tcp-9000-allowed-id", "203.0.113.128/25")
    assert made.of("Listener")["lb-tcp-9000"]["aclType"] == "white"


def test_a_listener_that_only_denied_peers_may_dial_is_not_built_and_the_user_hears_it() -> None:
    made = balancer(TCP, openings=[opening(ports=[9000])], denied=[{"cidrs": ["203.0.0.0/16"], **WHY}])
    assert made.of("Listener") == made.of("Acl") == {}
    assert ["all its peers are denied" in warning for warning in made.warnings] == [True]


def test_a_further_domain_has_its_own_certificate_and_moves_with_its_listener(tmp_path: Path) -> None:
    (tmp_path / "shop.crt").write_text("-----BEGIN CERTIFICATE-----\n")
    (tmp_path / "shop.key").write_text("-----BEGIN PRIVATE KEY-----\n")
    files = {"certificate_file": str(tmp_path / "shop.crt"), "private_key_file": str(tmp_path / "shop.key")}
    more = [{"domain": "*.example.com", "certificate": files}, {"domain": "a.example.com", "certificate": {"id": "c"}}]
    made = balancer({**HTTPS, "domain_certificates": more})
    assert made.of("DomainExtension") == {
        "lb-tcp-443-any.example.com": {
            "loadBalancerId": "lb-id",
            "frontendPort": 443,
            "domain": "*.example.com",
            "serverCertificateId": "lb-tcp-443-any.example.com-certificate-id",
        },
        "lb-tcp-443-a.example.com": {
            "loadBalancerId": "lb-id",
            "frontendPort": 443,
            "domain": "a.example.com",
            "serverCertificateId": "c",
        },
    }
    assert made.of("ServerCertificate")["lb-tcp-443-any.example.com-certificate"]["privateKey"] == "[secret]"
    assert "Listener lb-tcp-443" in made.dependencies("DomainExtension", "lb-tcp-443-a.example.com")


def test_a_missing_file_of_a_further_domain_is_said_with_its_place() -> None:
    more = [{"domain": "a.example.com", "certificate": {"certificate_file": "gone.crt", "private_key_file": "k"}}]
    with pytest.raises(
        SpecError, match=r"^lb.listeners\[0\].domain_certificates\[0\].certificate.certificate_file: can"
    ):
        balancer({**HTTPS, "domain_certificates": more})


def test_a_certificate_of_the_certificate_service_is_named_and_brings_no_key() -> None:
    made = balancer({**HTTPS, "certificate": {"service_id": "77-cn-hangzhou"}})
    found = made.of("ServerCertificate")["lb-tcp-443-certificate"]
    assert (found["alicloudCertificateId"], found["alicloudCertificateRegionId"]) == ("77-cn-hangzhou", "cn-hangzhou")
    assert not {"privateKey", "serverCertificate"} & found.keys()
    assert made.of("Listener")["lb-tcp-443"]["serverCertificateId"] == "lb-tcp-443-certificate-id"


def test_a_listener_that_is_closed_has_no_certificate_made() -> None:
    closed = [opening(peer=PUBLIC, ports=[443], closed=True)]
    assert balancer({**HTTPS, "certificate": {"service_id": "77"}}, openings=closed).of("ServerCertificate") == {}


def rules(*found: dict[str, Any], **changes: Any) -> Recorded:
    return balancer({**HTTP, "rules": list(found), **changes})


def test_a_rule_leads_requests_to_servers_of_its_own() -> None:
    made = rules({"domain": "api.example.com", "url": "/v1", "backend_port": 8081, "servers": ["b"]})
    ((name, rule),) = made.of("Rule").items()
    assert name.startswith("lb-tcp-80-api.example.com-v1-")
    assert (rule["loadBalancerId"], rule["frontendPort"], rule["domain"], rule["url"]) == (
        "lb-id",
        80,
        "api.example.com",
        "/v1",
    )
    assert rule["serverGroupId"] == "lb-servers-8081-b-id"
    servers = {found["serverGroupId"]: found for found in made.of("ServerGroupServerAttachment").values()}
    assert (servers["lb-servers-8081-b-id"]["serverId"], servers["lb-servers-8081-b-id"]["port"]) == ("i-b", 8081)
    assert "Listener lb-tcp-80" in made.dependencies("Rule", name)
    assert len(rule["name"]) <= 40


def test_a_rule_is_checked_on_its_own_port_and_takes_the_rest_from_its_listener() -> None:
    made = rules(
        {"url": "/api", "backend_port": 8081},
        {"url": "/up", "backend_port": 8082, "health_check": {"port": 9, "path": "/live"}, "scheduler": "rr"},
        scheduler="wlc",
        sticky_session={"type": "server", "cookie": "sid"},
        health_check={"path": "/ok", "interval": 7},
    )
    said = {
        found["url"]: [found[key] for key in ("healthCheckConnectPort", "healthCheckUri", "scheduler", "cookie")]
        for found in made.of("Rule").values()
    }
    assert said == {"/api": [8081, "/ok", "wlc", "sid"], "/up": [9, "/live", "rr", "sid"]}
    assert {found["listenerSync"] for found in made.of("Rule").values()} == {"off"}


def test_rules_keep_their_names_when_one_goes() -> None:
    three = [{"url": f"/{name}", "backend_port": 8081} for name in ("a-b", "a/b", "c")]
    before, after = rules(*three).of("Rule"), rules(*three[1:]).of("Rule")
    assert len(before) == 3
    assert all(before[name] == found for name, found in after.items())


def test_a_rule_for_servers_that_are_not_there_is_refused() -> None:
    with pytest.raises(
        SpecError, match=r'^lb.listeners\[0\].rules\[0\].servers\[0\]: no such server, got "c", allowed'
    ):
        rules({"url": "/a", "backend_port": 1, "servers": ["c"]})


SAID: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (HTTP, {}, {"stickySession": "off", "gzip": True, "bandwidth": -1, "scheduler": "wrr", "idleTimeout": 15}),
    (HTTP, {"gzip": False, "bandwidth": 100, "idle_timeout": 60}, {"gzip": False, "bandwidth": 100, "idleTimeout": 60}),
    (
        HTTP,
        {"sticky_session": {"type": "insert", "timeout": 300}},
        {"stickySession": "on", "stickySessionType": "insert", "cookieTimeout": 300},
    ),
    (
        HTTP,
        {"sticky_session": {"type": "server", "cookie": "sid"}},
        {"stickySession": "on", "stickySessionType": "server", "cookie": "sid"},
    ),
    (
        HTTP,
        {"forwarded_headers": {"balancer_address": True, "protocol": True}},
        {"xForwardedFor": {"retriveSlbIp": True, "retriveSlbId": False, "retriveSlbProto": True}},
    ),
    (
        HTTP,
        {"health_check": {"domain": "up.example.com", "method": "get", "codes": ["http_2xx"]}},
        {"healthCheck": "on", "healthCheckDomain": "up.example.com", "healthCheckMethod": "get"},
    ),
    (HTTP, {"health_check": {"enabled": False}}, {"healthCheck": "off"}),
    (HTTPS, {}, {"tlsCipherPolicy": "tls_cipher_policy_1_2", "enableHttp2": "on"}),
    (HTTPS, {"http2": False, "client_ca_id": "ca-1"}, {"enableHttp2": "off", "caCertificateId": "ca-1"}),
    (TCP, {}, {"establishedTimeout": 900, "persistenceTimeout": 0, "proxyProtocolV2Enabled": False}),
    (
        TCP,
        {"established_timeout": 60, "persistence_timeout": 5, "proxy_protocol": True, "scheduler": "sch"},
        {"establishedTimeout": 60, "persistenceTimeout": 5, "proxyProtocolV2Enabled": True, "scheduler": "sch"},
    ),
]


@pytest.mark.parametrize(("found", "options", "told"), SAID)
def test_an_option_reaches_the_provider(found: dict[str, Any], options: dict[str, Any], told: dict[str, Any]) -> None:
    made = listener(found, **options)
    assert {key: made.get(key) for key in told} == told


def test_layer_4_listeners_are_told_nothing_of_http() -> None:
    assert not {"gzip", "stickySession", "xForwardedFor", "idleTimeout", "healthCheck"} & listener(TCP).keys()


@pytest.mark.parametrize(("said", "told"), [(None, "off"), (False, "off"), (True, "on")])
def test_a_balancer_is_protected_from_deletion_when_it_is_said(said: bool | None, told: str) -> None:
    assert balancer(delete_protection=said).of("ApplicationLoadBalancer")["lb"]["deleteProtection"] == told
