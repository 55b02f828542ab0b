"""What a balancer, a listener and its parts refuse, with the place of each."""

from datetime import date
from typing import Any

import pytest

from tests.specs.sites import opening
from yett.errors import SpecError
from yett.specs.listener import Listener
from yett.specs.load_balancer import LoadBalancerSpec

CERTIFICATE = {"id": "cert-1"}
TCP = {"protocol": "tcp", "port": 9000, "backend_port": 9000}
UDP = {"protocol": "udp", "port": 9000, "backend_port": 9000}
HTTP = {"protocol": "http", "port": 9000, "backend_port": 9000}
HTTPS = {"protocol": "https", "port": 9000, "backend_port": 9000, "certificate": CERTIFICATE}
REDIRECT = {"protocol": "http", "port": 80, "redirect_to": 443}
INSERT = {"type": "insert", "timeout": 60}
RULE = {"url": "/api", "backend_port": 8081}
WHY = {"reason": "scans", "owner": "security"}


def listening(listener: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A balancer with one listener that one office may dial."""
    return {"listeners": [{**listener, **changes}], "openings": [opening(ports=[9000])]}


ROWS: list[tuple[dict[str, Any], str]] = [
    (
        listening(TCP, sticky_session=INSERT),
        "listeners[0].sticky_session: tcp has no sticky_session; leave it out, or make it http or https",
    ),
    (
        listening(HTTP, established_timeout=60),
        "listeners[0].established_timeout: http has no established_timeout, got 60; leave it out, or make it tcp",
    ),
    (
        listening(UDP, persistence_timeout=60),
        "listeners[0].persistence_timeout: udp has no persistence_timeout, got 60; leave it out, or make it tcp",
    ),
    (
        listening(HTTP, proxy_protocol=True),
        "listeners[0].proxy_protocol: http has no proxy_protocol, got True; leave it out, or make it tcp or udp",
    ),
    (listening(HTTP, http2=False), "listeners[0].http2: http has no http2, got False; leave it out, or make it https"),
    (
        listening(HTTP, domain_certificates=[{"domain": "a.example.com", "certificate": CERTIFICATE}]),
        "listeners[0].domain_certificates: http has no domain_certificates; leave it out, or make it https",
    ),
    (
        listening(HTTPS, domain_certificates=[{"domain": "A.example.com", "certificate": CERTIFICATE}] * 2),
        'listeners[0].domain_certificates[1].domain: has a certificate already, got "a.example.com",'
        " allowed is each domain once",
    ),
    (
        listening(HTTPS, domain_certificates=[{"domain": "nowhere", "certificate": CERTIFICATE}]),
        'listeners[0].domain_certificates[0].domain: got "nowhere",'
        " allowed is a domain such as www.example.com or *.example.com",
    ),
    (
        listening(HTTPS, certificate={"id": "a", "service_id": "b"}),
        "listeners[0].certificate: names no whole certificate,"
        " allowed is either id, or service_id, or certificate_file and private_key_file",
    ),
    (
        listening(HTTPS, certificate={"id": "a", "service_region": "cn-hangzhou"}),
        "listeners[0].certificate.service_region: is where service_id lies; give service_id",
    ),
    (
        listening(HTTPS, tls_policy="tls_cipher_policy_1_0"),
        'listeners[0].tls_policy: got "tls_cipher_policy_1_0", allowed is tls_cipher_policy_1_2,'
        " tls_cipher_policy_1_2_strict or tls_cipher_policy_1_2_strict_with_1_3",
    ),
    (
        listening(HTTP, sticky_session={"type": "insert"}),
        "listeners[0].sticky_session.timeout: is missing, allowed is what type insert needs",
    ),
    (
        listening(HTTP, sticky_session={"type": "server", "cookie": "sid", "timeout": 5}),
        "listeners[0].sticky_session.timeout: type server has no timeout, got 5; leave it out",
    ),
    (
        listening(HTTP, sticky_session={"type": "insert", "timeout": 86401}),
        "listeners[0].sticky_session.timeout: got 86401, allowed is 1..86400 seconds",
    ),
    (
        listening(HTTP, sticky_session={"type": "server", "cookie": "a b"}),
        'listeners[0].sticky_session.cookie: got "a b",'
        " allowed is 1..200 characters without blank, comma and semicolon, no $ first",
    ),
    (
        listening(HTTP, scheduler="sch"),
        'listeners[0].scheduler: http has no such scheduler, got "sch", allowed is wrr, wlc or rr',
    ),
    (
        listening(TCP, scheduler="qch"),
        'listeners[0].scheduler: tcp has no such scheduler, got "qch", allowed is wrr, wlc, rr, sch or tch',
    ),
    (listening(TCP, established_timeout=9), "listeners[0].established_timeout: got 9, allowed is 10..900 seconds"),
    (
        listening(TCP, persistence_timeout=3601),
        "listeners[0].persistence_timeout: got 3601, allowed is 1..3600 seconds",
    ),
    (listening(TCP, bandwidth=1001), "listeners[0].bandwidth: got 1001, allowed is 1..1000 Mbit/s"),
    (
        listening(TCP, health_check={"enabled": False}),
        "listeners[0].health_check.enabled: the provider cannot turn off the check of tcp and udp listeners,"
        " got False; leave it out",
    ),
    (
        listening(TCP, health_check={"domain": "up.example.com"}),
        'listeners[0].health_check.domain: is asked for by http only, got "up.example.com"; write type: http',
    ),
    (
        listening(UDP, health_check={"type": "http"}),
        'listeners[0].health_check.type: udp is not checked by http, got "http"',
    ),
    (
        listening(UDP, health_check={"method": "get"}),
        'listeners[0].health_check.method: tcp and udp listeners ask by head, got "get"',
    ),
    (listening(TCP, rules=[RULE]), "listeners[0].rules: tcp has no rules; leave it out, or make it http or https"),
    (listening(HTTP, rules=[{"backend_port": 1}]), "listeners[0].rules[0]: is for every request, allowed is a domain"),
    (listening(HTTP, rules=[{**RULE, "url": "/"}]), 'listeners[0].rules[0].url: got "/", allowed is a path of 2..80'),
    (listening(HTTP, rules=[{**RULE, "servers": []}]), "listeners[0].rules[0].servers: is empty, allowed is at least"),
    (
        listening(HTTP, rules=[{**RULE, "scheduler": "tch"}]),
        'listeners[0].rules[0].scheduler: http and https share by, got "tch", allowed is wrr, wlc or rr',
    ),
    (
        listening(HTTP, rules=[RULE, {**RULE, "backend_port": 1}]),
        "listeners[0].rules[1]: rules[0] is for the same requests, allowed is each domain and url once",
    ),
    (
        listening(HTTP, rules=[{**RULE, "url": f"/{number}"} for number in range(41)]),
        "listeners[0].rules: too many rules, got 41, allowed is at most 40",
    ),
    (
        listening(HTTP, rules=[{**RULE, "health_check": {"method": "get"}}]),
        'listeners[0].rules[0].health_check.method: a rule has no method of its own, got "get"; say it in the listener',
    ),
    (
        {"listeners": [{**REDIRECT, "bandwidth": 5}, {**HTTPS, "port": 443}], "openings": [opening(ports=[80, 443])]},
        "listeners[0].bandwidth: a listener that redirects has no servers; leave it out",
    ),
    (
        {
            **listening(TCP, bandwidth=11),
            "bandwidth": 10,
            "internet_charge_type": "PayByBandwidth",
        },
        "listeners: the listeners ask for 11 Mbit/s together, allowed is at most bandwidth (10)",
    ),
    (
        {**listening(TCP), "denied": [{"prefix_lists": ["pl-1"], **WHY}]},
        "denied[0].prefix_lists: a classic balancer takes no prefix list; write its networks as cidrs or as a file",
    ),
    (
        {**listening(TCP), "denied": [{"cidrs": ["0.0.0.0/0"], **WHY}]},
        'denied[0].cidrs[0]: got "0.0.0.0/0", allowed is a network that is not everyone',
    ),
    (
        {
            "listeners": [TCP],
            "openings": [opening(ports=[9000], peer={"anywhere": "a public service"})],
            "denied": [{"cidrs": [f"198.51.{high}.{low}/32" for high in (1, 2) for low in range(151)], **WHY}],
        },
        "listeners[0]: too many CIDRs may dial it, or are denied, got 302, allowed is at most 300",
    ),
]


@pytest.mark.parametrize(("data", "expected"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_a_balancer_refuses_what_it_cannot_mean(data: dict[str, Any], expected: str) -> None:
    with pytest.raises(SpecError) as caught:
        LoadBalancerSpec.parse(data)
    assert str(caught.value).startswith(expected)


WEB_OPTIONS = {"gzip": False, "rules": [RULE], "sticky_session": INSERT, "scheduler": "rr", "bandwidth": 1000}
TAKEN: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (TCP, {"persistence_timeout": 3600, "established_timeout": 10, "proxy_protocol": True, "scheduler": "tch"}),
    (TCP, {"health_check": {"type": "http", "domain": "up.example.com", "port": 81}}),
    (UDP, {"proxy_protocol": True, "scheduler": "qch", "bandwidth": 1}),
    (HTTP, {**WEB_OPTIONS, "forwarded_headers": {"protocol": True}}),
    (HTTPS, {**WEB_OPTIONS, "http2": False, "client_ca_id": "ca-1", "certificate": {"service_id": "77"}}),
    (HTTPS, {"domain_certificates": [{"domain": "*.example.com", "certificate": CERTIFICATE}]}),
    (HTTP, {"health_check": {"enabled": False}}),
]


@pytest.mark.parametrize(("listener", "options"), TAKEN)
def test_a_protocol_takes_its_own_options(listener: dict[str, Any], options: dict[str, Any]) -> None:
    found = Listener.parse({**listener, **options}).plain()
    for field, said in options.items():
        assert contains(found[field], said), field


def contains(found: Any, said: Any) -> bool:
    """Whether everything that was said is found, defaults besides."""
    if isinstance(said, dict):
        return all(contains(found[key], value) for key, value in said.items())
    if isinstance(said, list):
        return all(map(contains, found, said))
    return bool(found == said)


def access(*denied: dict[str, Any], **changes: Any) -> tuple[str | None, tuple[str, ...]]:
    """What the one listener lets through on the day of the tests."""
    spec = LoadBalancerSpec.parse(
        {"listeners": [TCP], "openings": [opening(ports=[9000], **changes)], "denied": denied}
    )
    found = spec.access(spec.listeners[0], date(2026, 6, 15))  # type: ignore[index]
    return found.acl_type, found.listed


def test_the_denied_are_cut_out_of_who_is_admitted() -> None:
    inside = {"cidrs": ["203.0.113.0/26", "2001:db8::/32"], **WHY}
    assert access() == ("white", ("203.0.113.0/24",))
    assert access(inside) == ("white", ("203.0.113.128/25", "203.0.113.64/26"))
    assert access({**inside, "expires": "2026-06-14"}) == access()
    assert access({**inside, "cidrs": ["192.0.2.0/24"]}) == access()


def test_everyone_but_the_denied_is_a_black_list_of_the_denied() -> None:
    everyone = {"anywhere": "a public service"}
    assert access(peer=everyone) == (None, ())
    assert access({"cidrs": ["192.0.2.0/24", "198.51.100.7/32"], **WHY}, peer=everyone) == (
        "black",
        ("192.0.2.0/24", "198.51.100.7/32"),
    )


def test_a_listener_of_which_all_are_denied_is_not_open_as_an_empty_list_would_admit_everyone() -> None:
    spec = LoadBalancerSpec.parse({**listening(TCP), "denied": [{"cidrs": ["203.0.0.0/16"], **WHY}]})
    assert spec.open_listeners(date(2026, 6, 15)) == []
    (notice,) = spec.notices(date(2026, 6, 15))
    assert notice.startswith("openings[0]: tcp/9000 from 203.0.113.0/24 reaches nothing, all its peers are denied")
