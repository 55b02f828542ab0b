"""From tier to tier the exact analysis finds what is declared: nothing beyond it, and nothing declared unreachable."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi_alicloud as alicloud
import pytest

from tests.scenarios.pages import certificate
from tests.scenarios.recorded_network import granted, machines, reached, recorded_network
from tests.specs.sites import scenario
from yett.packets import Protocol, TransportSet
from yett.scenarios import SCENARIOS, Bastion, Web
from yett.scenarios.scenario import Scenario
from yett.specs.bastion import BastionSpec
from yett.specs.big_data import BigDataSpec
from yett.specs.big_data_service import SERVICES
from yett.specs.database_mirror import PORTS, DatabaseMirrorSpec
from yett.specs.port_range import PortRange
from yett.specs.web import WebSpec
from yett_policies.network import Network

Grants = dict[tuple[str, str], TransportSet]
TODAY = "2026-11-21"
STACKS = [f"{name}-{kind}" for name in SCENARIOS for kind in ("dev", "prod")]


def web(spec: WebSpec) -> Grants:
    return {("web-instances", "web-data"): tcp(PortRange.of(spec.database_port or 0))}


def game(_: object) -> Grants:
    return {}


def bastion(spec: BastionSpec) -> Grants:
    """In the words of the config: who is administered, at which ports."""
    return {("bastion-bastion", f"bastion-{tier}"): tcp(*ports) for tier, ports in (spec.administered or {}).items()}


def big_data(spec: BigDataSpec) -> Grants:
    """Every row of the table of services, by client and server."""
    found: Grants = {}
    for service in {**SERVICES, **(spec.services or {})}.values():
        for pair in [(client, tier) for client in service.clients for tier in service.tiers if not service.closed]:
            at = (f"big-data-{pair[0]}", f"big-data-{pair[1]}")
            found[at] = found.get(at, TransportSet.empty()) | tcp(*service.ports)
    return found


def database_mirror(spec: DatabaseMirrorSpec) -> Grants:
    carried = tcp(*map(PortRange.of, spec.ports or PORTS))
    there, back = (
        ("database-mirror-mirror", "database-mirror-primary"),
        ("database-mirror-primary", "database-mirror-mirror"),
    )
    return {there: carried, back: carried} if spec.two_way else {there: carried}


DECLARED: dict[str, Callable[[Any], Grants]] = {
    "web": web,
    "game": game,
    "bastion": bastion,
    "big-data": big_data,
    "database-mirror": database_mirror,
}


def tcp(*ports: PortRange) -> TransportSet:
    return TransportSet.of(Protocol.TCP, *((found.first, found.last) for found in ports))


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate that the web stacks name."""
    monkeypatch.chdir(tmp_path)
    certificate()


def network(stack: str, spec: dict[str, Any]) -> Network:
    """The scenario with a machine in each zone of the tiers that it only keeps groups for."""
    name = stack.rpartition("-")[0]

    def program() -> None:
        args: Any = {"spec": spec, "today": TODAY}
        joined(SCENARIOS[name](name, args), spec)

    return recorded_network(program)


def joined(built: Scenario, spec: dict[str, Any]) -> None:
    """Databases behind a site, machines that a bastion administers."""
    groups: dict[str, Any] = {}
    if isinstance(built, Web):
        groups = {"data": built.database_group_id}
    if isinstance(built, Bastion):
        groups = {tier: built.group_ids[tier] for tier in spec["administered"]}
    for tier in spec["network"]["tiers"]:
        for zone in tier["cidrs"] if tier["name"] in groups else ():
            name = f"{built.pulumi_resource_name}-{tier['name']}-{zone}"
            alicloud.ecs.Instance(name, security_groups=[groups[tier["name"]]], vswitch_id=f"{name}-id")


@pytest.mark.parametrize("stack", STACKS)
def test_tiers_reach_each_other_exactly_as_declared(stack: str) -> None:
    spec, name = scenario(stack), stack.rpartition("-")[0]
    found = network(stack, spec)
    declared = granted(found, DECLARED[name](SCENARIOS[name].spec_type.parse(spec, name)))
    assert len(machines(found)) > 1 or name == "game"
    assert bool(declared) is (name != "game"), "what is compared is not nothing"
    assert reached(found) == declared


def test_a_way_that_nobody_declared_and_one_that_is_missing_are_both_seen() -> None:
    one_way, both = (scenario("database-mirror-dev", {"two_way": two_way}) for two_way in (False, True))
    found = [network("database-mirror-dev", spec) for spec in (one_way, both)]
    declared = [
        granted(net, database_mirror(DatabaseMirrorSpec.parse(spec)))
        for net, spec in zip(found, (one_way, both), strict=True)
    ]
    assert [reached(net) for net in found] == declared
    assert declared[0].items() < declared[1].items()
