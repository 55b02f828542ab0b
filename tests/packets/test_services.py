"""The table of services agrees with itself and with the ports in its names."""

import re

import pytest

from yett.packets import TCP, UDP, Protocol, TransportSet
from yett.packets.services import RISKS, SERVICES, Service, at, named, of_risk, within

KNOWN = {"ssh": "tcp/22", "http": "tcp/80", "https": "tcp/443", "mysql": "tcp/3306", "redis": "tcp/6379"}


def test_there_are_at_least_160_services_with_different_names_and_titles() -> None:
    assert len(SERVICES) >= 160
    for titles in ([s.name for s in SERVICES], [s.english for s in SERVICES], [s.chinese for s in SERVICES]):
        assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_service_is_complete(service: Service) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", service.name)
    assert service.transport
    assert set(service.transport.protocols) <= {TCP, UDP}
    assert service.risk in RISKS
    assert service.english
    assert service.source == service.source.strip() != ""
    assert named(service.name) is service
    assert service in within(service.transport)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_port_in_the_name_is_the_port(service: Service) -> None:
    if found := re.search(r"-(\d{2,5})$", service.name):
        assert service.transport in (TransportSet.tcp(int(found[1])), TransportSet.udp(int(found[1])))


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_is_found_at_each_end_of_its_ports(service: Service) -> None:
    for protocol in (TCP, UDP):
        for first, last in service.transport.ports(protocol).runs:
            assert service in at(protocol, first)
            assert service in at(protocol, last)


def test_every_chinese_title_is_chinese_unless_it_is_a_proper_name() -> None:
    proper = [
        s.name for s in SERVICES if not re.search(r"[一-鿿]", s.chinese) and s.chinese not in (s.english, "Tomcat AJP")
    ]
    assert proper == []


@pytest.mark.parametrize(("name", "transport"), KNOWN.items())
def test_well_known_names_have_their_ports(name: str, transport: str) -> None:
    assert str(named(name).transport) == transport


def test_the_gravest_service_of_a_port_comes_first() -> None:
    for port in (3000, 9000, 9090, 9093, 9100):
        order = [list(RISKS).index(service.risk) for service in at(TCP, port)]
        assert order == sorted(order)
        assert len(order) > 1


def test_a_port_without_a_name_has_no_service() -> None:
    assert at(Protocol.UDP, 22) == ()


def test_a_port_meant_for_visitors_is_no_grave_one() -> None:
    grave = of_risk("remote-login", "admin", "database", "file-sharing", "messaging", "big-data")
    assert str(grave & of_risk("web")) == "nothing"


def test_risk_classes_collect_their_ports() -> None:
    assert TransportSet.tcp(22, 3389) <= of_risk("remote-login")
    assert TransportSet.tcp(3306, 5432, 6379, 27017) <= of_risk("database")
    assert not of_risk("database") & TransportSet.tcp(22, 80, 443)
    with pytest.raises(ValueError, match="no risk class is called 'databases', allowed is remote-login, "):
        of_risk("databases")


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(ValueError, match=r'no service is called "postgres", .*postgresql'):
        named("postgres")
