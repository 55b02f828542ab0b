"""A difference shows packets, not lines."""

from typing import Any

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import Change, Exposure, analyse, diff
from yett_policies.network import Network

from .ends import TCP22, TCP80, analysis, exposure
from .nets import SSH, built


def changes(before: Network, after: Network) -> list[tuple[Any, ...]]:
    """(kind, name, transport, first CIDR) of every change."""
    return [shown(change) for change in diff(analyse(before), analyse(after))]


def shown(change: Change) -> tuple[Any, ...]:
    """A change in a form to compare."""
    return (change.kind, change.name, *[(str(transport)) for _, transport in change.rows])


def web(*rules: dict[str, Any]) -> Network:
    """An instance behind an EIP."""
    return built("net", "web", "eip", rules=rules)


def test_moving_a_rule_shows_nothing() -> None:
    http = {**SSH, "port_range": "80/80"}
    assert changes(web(SSH, http), web(http, SSH)) == []


def test_splitting_a_cidr_shows_nothing() -> None:
    halves = ({**SSH, "cidr_ip": "0.0.0.0/1"}, {**SSH, "cidr_ip": "128.0.0.0/1"})
    assert changes(web(SSH), web(*halves)) == []


def test_changing_a_priority_that_decides_nothing_shows_nothing() -> None:
    assert changes(web(SSH), web({**SSH, "priority": 50})) == []


def test_opening_one_port_shows_exactly_that() -> None:
    (change,) = diff(analyse(web(SSH)), analyse(web({**SSH, "port_range": "22/23"})))
    assert (change.kind, change.name) == ("opened", "web")
    ((sources, transport),) = change.rows
    assert transport == TransportSet.tcp(23)
    assert "198.51.100.7" in sources
    assert AddressSet.of("10.0.0.1") & sources == AddressSet.empty()


def test_narrowing_a_source_shows_what_is_closed() -> None:
    (change,) = diff(analyse(web(SSH)), analyse(web({**SSH, "cidr_ip": "198.51.100.0/24"})))
    ((sources, transport),) = change.rows
    assert (change.kind, transport) == ("closed", TransportSet.tcp(22))
    assert "203.0.113.7" in sources
    assert "198.51.100.7" not in sources


def test_a_remap_of_the_internal_port_is_a_change() -> None:
    rules = (SSH, {**SSH, "port_range": "3389/3389"})
    before = built("net", "web", "nat", "forward", rules=rules)
    after = built("net", "web", "nat", "forward", rules=rules, forward_entry__ssh={"internal_port": "3389"})
    assert changes(before, after) == [("closed", "web", "tcp/10022"), ("opened", "web", "tcp/10022")]


def test_what_becomes_undecided_is_said() -> None:
    lost = {**SSH, "cidr_ip": None, "prefix_list_id": "pl-elsewhere"}
    assert changes(web(), web(lost)) == [("undecided", "web", "tcp/22")]


def test_undecided_that_turns_out_open_is_opened() -> None:
    lost = {**SSH, "cidr_ip": None, "prefix_list_id": "pl-elsewhere"}
    assert changes(web(lost), web(SSH)) == [("opened", "web", "tcp/22")]


def test_a_network_does_not_differ_from_itself() -> None:
    network = built("net", "web", "eip", "nat", "clb", "backend", rules=(SSH,))
    assert changes(network, network) == []


MAYBE = "indeterminate"


def between(before: tuple[Exposure, ...], after: tuple[Exposure, ...]) -> list[tuple[Any, ...]]:
    return [shown(change) for change in diff(analysis(*before), analysis(*after))]


def test_the_same_workload_goes_by_its_urn_and_by_its_name_where_no_urn_is_the_same() -> None:
    web, renamed = exposure("urn:web", name="web"), exposure("urn:web", name="front")
    other, moved = exposure("urn:db", name="db"), exposure("vm-1", name="web")
    assert between((web,), (renamed,)) == []
    assert between((web,), (moved,)) == []
    assert between((web, other), (moved, other)) == [("closed", "web", "tcp/22"), ("opened", "web", "tcp/22")]
    assert between((), (web,)) == [("opened", "web", "tcp/22")]


def test_what_is_open_by_one_way_is_not_undecided_by_another() -> None:
    both = (exposure("web", TCP22 | TCP80, MAYBE), exposure("web", TCP22))
    assert between((), both) == [("opened", "web", "tcp/22"), ("undecided", "web", "tcp/80")]
    assert between((exposure("web", TCP22 | TCP80),), both) == [("undecided", "web", "tcp/80")]


def test_all_the_ways_of_a_workload_count_together() -> None:
    ways = (exposure("web", TCP22), exposure("web", TCP80))
    assert between(ways, ways[::-1]) == between(ways, (exposure("web", TCP22 | TCP80),)) == []
    may = (exposure("web", TCP22, MAYBE), exposure("web", TCP80, MAYBE))
    assert between(may, (exposure("web", TCP22 | TCP80, MAYBE),)) == []
