"""One answer for one network: a verdict for each workload, and an order that the resources' order does not change."""

from itertools import permutations

from yett_policies.exposure.analysis import ordered

from .ends import TCP80, analysis, exposure


def test_exposures_are_in_the_order_of_workload_verdict_address_and_way() -> None:
    expected = (
        exposure("a", TCP80, "reachable", "z", address="9.9.9.9"),
        exposure("b", TCP80, "reachable", "z", address="8.8.8.8"),
        exposure("b", TCP80, "indeterminate", "z", address="7.7.7.7"),
        exposure("b", TCP80, "indeterminate", "x", "y", address="8.8.8.8"),
        exposure("b", TCP80, "indeterminate", "y", "x", address="8.8.8.8"),
    )
    assert all(ordered(found) == expected for found in permutations(expected))


def test_a_verdict_is_of_the_one_workload_and_the_worst_of_its_ways() -> None:
    found = analysis(exposure("a", TCP80, "indeterminate"), exposure("a"), exposure("b", TCP80, "indeterminate"))
    assert [found.verdict(name) for name in "abc"] == ["reachable", "indeterminate", "closed"]
