"""A pool avoids what is known, keeps what is held, and says with paths what clashes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.specs.sites import opening, site
from yett.errors import SpecError
from yett.packets import TCP, UDP
from yett.packets.services import at
from yett.port_pool import Claim, PortPool, claims_of, clashes
from yett.specs.port_forward import ForwardProtocol
from yett.specs.web import WebSpec

names = st.sets(st.text("abcdefgh", min_size=1, max_size=3), max_size=12)


def pool(services: object, ports: str = "20000-20031", **more: object) -> PortPool:
    return PortPool.parse({"range": ports, "services": services, **more}, "yett:ports")


@settings(max_examples=50)
@given(names, names, st.data())
def test_who_holds_a_port_keeps_it_whoever_comes_and_goes(
    found: set[str], newcomers: set[str], data: st.DataObject
) -> None:
    before = pool(sorted(found)).ports()
    gone = data.draw(st.sets(st.sampled_from(sorted(found)))) if found else set()
    kept = {name: {"port": port} for name, port in before.items() if name not in gone}
    fresh: dict[str, Any] = {name: {} for name in newcomers - kept.keys()}
    after = pool({**fresh, **kept}).ports()
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert len(set(after.values())) == len(after)


def test_a_pool_that_keeps_its_ports_is_another_way_to_write_the_same_ports() -> None:
    found = pool(["api", "admin"])
    kept = found.keeping(found.ports())
    assert kept.held() == kept.ports() == found.ports()


@settings(max_examples=20)
@given(st.integers(1024, 29000))
def test_ports_of_known_services_are_left_out(first: int) -> None:
    for port in pool([f"s{number}" for number in range(40)], f"{first}-{first + 600}").ports().values():
        assert at(TCP, port) == at(UDP, port) == ()


def test_what_is_to_be_avoided_is() -> None:
    found = pool(["a", "b", "c", "d"], "20000-20007", avoid=["20000-20003"])
    assert sorted(found.ports().values()) == [20004, 20005, 20006, 20007]


def test_names_may_be_a_list_or_stand_bare() -> None:
    assert pool(["api", "admin"]) == pool({"api": None, "admin": {}})


WRONG: list[tuple[dict[str, Any], str]] = [
    (
        {"range": "80-2000", "services": []},
        'yett:ports.range: got "80-2000", allowed is ports within 1024..49151',
    ),
    (
        {"range": "40000-50000", "services": []},
        'yett:ports.range: got "40000-50000", allowed is ports within 1024..49151',
    ),
    (
        {"range": "3306", "services": ["a"]},
        'yett:ports.range: 1 names and 0 free ports in 3306..3306, got "3306";'
        " widen the range; ports of known services are left out",
    ),
    (
        {"range": "20000-20009", "services": {"a": {"port": 20001}, "b": {"port": 20001}}},
        "yett:ports.services.b.port: services.a has it, got 20001, allowed is each port once",
    ),
    (
        {"range": "20000-20009", "services": {"a": {"port": 9}}},
        "yett:ports.services.a.port: got 9, allowed is a port of the range 20000-20009",
    ),
    (
        {"range": "20000-20009", "services": {"A": {}}},
        'yett:ports.services.A: got "A", allowed is 1..40 characters of a-z, 0-9 and -',
    ),
    (
        {"range": "20000-20009", "services": {"a": {"prot": "tcp"}}},
        'yett:ports.services.a.prot: unknown key, allowed is host, port, protocol; did you mean "port"?',
    ),
]


@pytest.mark.parametrize(("data", "said"), WRONG)
def test_a_pool_that_cannot_be_meant_is_one_clear_line(data: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError) as caught:
        PortPool.parse(data, "yett:ports")
    assert str(caught.value) == said


def listener(port: int, protocol: str = "tcp") -> dict[str, Any]:
    return {"protocol": protocol, "port": port, "backend_port": 8080}


def forward(port: int, internal: int = 22, to: str = "jump", protocol: str = "tcp") -> dict[str, Any]:
    return {"name": f"f-{port}", "protocol": protocol, "external_port": port, "internal_port": internal, "to": to}


BOTH: dict[str, Any] = {
    "balancer": {"listeners": [listener(443), listener(20001)]},
    "gateway": {"port_forwards": [forward(443), forward(10022, 2222)]},
}


def test_a_balancer_and_a_gateway_have_their_own_addresses_unless_they_share_one() -> None:
    clashes(claims_of(BOTH))
    with pytest.raises(SpecError) as caught:
        clashes(claims_of(BOTH, {"balancer": "47.0.0.9", "gateway": "47.0.0.9"}))
    assert str(caught.value) == (
        "gateway.port_forwards[0].external_port: tcp/443 of address of 47.0.0.9"
        " is claimed by balancer.listeners[0].port already; choose another port, or let a pool choose"
    )


CLASHES = [
    (
        {"gateway": {"port_forwards": [forward(10022), forward(10023)]}},
        "gateway.port_forwards[1].internal_port: tcp/22 of forwards to host jump"
        " is claimed by gateway.port_forwards[0].internal_port already",
    ),
    (
        {"gateway": {"port_forwards": [forward(10022), forward(10022, 80, "web")]}},
        "gateway.port_forwards[1].external_port: tcp/10022 of address of gateway"
        " is claimed by gateway.port_forwards[0].external_port already",
    ),
    (
        {"balancer": {"listeners": [listener(443, "https"), listener(443, "tcp")]}},
        "balancer.listeners[1].port: tcp/443 of address of balancer is claimed by balancer.listeners[0].port already",
    ),
]


@pytest.mark.parametrize(("spec", "said"), CLASHES)
def test_two_claims_to_one_port_are_said_with_both_paths(spec: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError) as caught:
        clashes(claims_of(spec))
    assert str(caught.value) == f"{said}; choose another port, or let a pool choose"


def test_tcp_and_udp_and_different_hosts_do_not_clash() -> None:
    forwards = [forward(7777), forward(7777, protocol="udp"), forward(7778, to="other")]
    clashes(claims_of({"gateway": {"port_forwards": forwards}, "balancer": {"listeners": [listener(7777, "udp")]}}))


def test_two_services_of_one_host_have_one_port_each() -> None:
    both = {"a": {"port": 20001, "host": "web-1"}, "b": {"port": 20002, "host": "web-1"}}
    pool(both).check([])
    with pytest.raises(SpecError, match=r"pool\.services\.b: tcp/20002 of host web-1 is claimed by other"):
        pool(both).check([Claim.of_host("web-1", ForwardProtocol.TCP, 20002, "other")])


def test_a_port_of_the_pool_belongs_to_a_service_of_the_pool() -> None:
    spec = {"gateway": {"port_forwards": [forward(20001), forward(20002, 23), forward(10022, 24)]}}
    pool({"a": {"port": 20001}, "b": {"port": 20002}}).check(claims_of(spec))
    with pytest.raises(SpecError) as caught:
        pool({"a": {"port": 20001}}).check(claims_of(spec))
    assert str(caught.value) == (
        "gateway.port_forwards[1].external_port: tcp/20002 lies in the pool 20000-20031,"
        " and no service of the pool has it; add the service to the pool, or choose a port outside"
    )


def test_a_whole_site_is_read() -> None:
    spec = WebSpec.parse(site({"gateway.openings.0": opening(peer={"zone": "office"}, ports=[10022])}))
    found = {(claim.path, str(claim)) for claim in claims_of(spec.plain())}
    assert found == {
        ("balancer.listeners[0].port", "tcp/80"),
        ("balancer.listeners[1].port", "tcp/443"),
        ("gateway.port_forwards[0].external_port", "tcp/10022"),
        ("gateway.port_forwards[0].internal_port", "tcp/22"),
    }
    clashes(claims_of(spec.plain()))
