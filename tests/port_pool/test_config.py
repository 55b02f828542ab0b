"""A config names the ports of a pool, and prose that only looks like it stays prose."""

import pytest

from yett.errors import SpecError
from yett.port_pool import with_ports

PORTS = {"api": 20017, "admin": 20443}


def test_a_name_becomes_its_port_wherever_it_stands() -> None:
    data = {"forwards": [{"external_port": "pool:api", "to": "jump"}], "ports": ["pool:admin", 80]}
    assert with_ports(data, PORTS, "web") == {
        "forwards": [{"external_port": 20017, "to": "jump"}],
        "ports": [20443, 80],
    }


@pytest.mark.parametrize("prose", ["pool: the usual one", "a pool:api", "pool:", "Pool:api", ""])
def test_prose_stays_prose(prose: str) -> None:
    assert with_ports({"reason": prose}, PORTS, "web") == {"reason": prose}


def test_every_name_that_the_pool_does_not_have_is_said_with_its_path() -> None:
    with pytest.raises(SpecError) as caught:
        with_ports({"a": ["pool:x"], "b": {"c": "pool:y"}}, PORTS, "web")
    assert [line.split(",")[0] for line in str(caught.value).splitlines()] == [
        "web.a[0]: no such service in the pool",
        "web.b.c: no such service in the pool",
    ]
