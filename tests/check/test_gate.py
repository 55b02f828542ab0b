"""What stops a change: mandatory, grave enough, new, and waived by nobody."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.judged import LOGIN, failing, judged, state, waived
from tests.cli.files import web
from tests.oracle.as_pulumi import pulumi_preview, pulumi_state
from tests.oracle.builder import Builder, Ref
from tests.oracle.networks import random_network
from yett.errors import SnapshotError
from yett_policies.gate.document import document

SEEDS = st.integers(0, 10**6)
LAW = settings(max_examples=10, deadline=None)


def report(of: Any) -> Any:
    """What `yett check --json` prints about it, read back."""
    return json.loads(json.dumps(document(judged(of))))


def test_only_what_is_as_grave_as_asked_stops_the_change() -> None:
    found = {severity: failing(judged(state("22/22"), fail_on=severity)) for severity in ("low", "high", "critical")}
    assert ("rule-without-description", "r6") in found["low"]
    assert found["high"] == [(LOGIN, "r6"), ("undeclared-exposure", "r3")]
    assert found["critical"] == []


def test_a_waived_finding_is_shown_and_stops_nothing() -> None:
    found = judged(state("22/22"), waivers=waived("r6"))
    assert LOGIN not in {rule for rule, _ in failing(found)}
    assert [one.finding.rule for one in found.waived] == [LOGIN]


@pytest.mark.parametrize("change", [{"expires": "2026-11-21"}, {"owner": None}, {"rule": "group-open-to-everyone"}])
def test_a_waiver_that_does_not_hold_stops_the_change_with_or_without_a_baseline(change: dict[str, Any]) -> None:
    for before in (None, state("22/22")):
        found = judged(state("22/22"), before, waivers=waived("r6", **change))
        assert any(rule.startswith("waiver-") for rule, _ in failing(found))


def test_an_unused_waiver_is_shown_and_stops_nothing() -> None:
    found = judged(state(), waivers=waived("r6"))
    assert [one.finding.rule for one in found.findings] == ["waiver-unused"]
    assert not found.fails


@LAW
@given(SEEDS, st.booleans())
def test_nothing_is_new_against_itself(seed: int, is_preview: bool) -> None:
    resources = random_network(seed)
    of = pulumi_preview(resources, seed) if is_preview else pulumi_state(resources)
    for before in (of, report(of)):
        found = judged(of, before)
        assert failing(found) == []
        assert found.changes == ()
        assert found.baseline is not None
        assert found.baseline.score == found.score.value


@LAW
@given(SEEDS)
def test_a_rule_that_is_taken_away_makes_nothing_new(seed: int) -> None:
    resources = random_network(seed)
    rules = [one for one in resources if one["type"] == "alicloud_security_group_rule"]
    closing = [one for one in rules if one["values"]["policy"] == "accept" and one["values"]["type"] == "ingress"]
    before = report(pulumi_state(resources))
    for gone in closing[:3]:
        found = judged(pulumi_state([one for one in resources if one is not gone]), before)
        assert [rule for rule, _ in failing(found) if rule == "undeclared-exposure"] == []
        assert [change.kind for change in found.changes if change.kind == "opened"] == []


@pytest.mark.parametrize("as_report", [True, False])
@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        (state("22/22", cidr="203.0.113.0/24"), state("22/22"), True),
        (state("22/22"), state("22/22", cidr="203.0.113.0/24"), False),
        (state("443/443"), state("443/444"), True),
        (state("443/444"), state("443/443"), False),
        (state("22/22", "443/443"), state("22/22"), False),
        (state("443/443"), state("22/22"), True),
        (state(), state("443/443"), True),
        (state("443/443"), state(), False),
    ],
)
def test_the_ratchet_lets_nothing_grow(before: Any, after: Any, new: bool, as_report: bool) -> None:
    found = judged(after, report(before) if as_report else before)
    assert ("undeclared-exposure" in {rule for rule, _ in failing(found)}) == new
    assert any(change.kind == "opened" for change in found.changes) == new


def test_another_address_for_the_same_packets_is_no_new_excess() -> None:
    other = json.loads(json.dumps(state("22/22")).replace("::r4", "::r9").replace("47.1.0.1", "47.1.0.9"))
    found = judged(other, state("22/22"))
    assert (failing(found), found.changes) == ([], ())


def test_another_machine_behind_the_same_rule_is_new() -> None:
    """Both are in the group whose rule lets 22 in; only now has the second an address."""
    before, after = two_machines(False), two_machines(True)
    assert failing(judged(before, before)) == []
    assert failing(judged(after, before)) == [("undeclared-exposure", "r7")]
    assert [change.name for change in judged(after, report(before)).changes] == ["r7"]


def two_machines(is_public: bool) -> Any:
    b = Builder(Random(0), web())
    own = {key: b.values("alicloud_instance.r3")[key] for key in ("vswitch_id", "security_groups")}
    host = b.add("alicloud_instance", instance_name="two", internet_max_bandwidth_out=0, private_ip="10.0.0.6", **own)
    eip = b.add("alicloud_eip_address", ip_address="47.1.0.2")
    if is_public:
        b.add("alicloud_eip_association", allocation_id=Ref(eip), instance_id=Ref(host), instance_type="EcsInstance")
    return pulumi_state(b.resources)


def test_what_was_waived_in_the_baseline_is_not_held_by_it() -> None:
    before = json.loads(json.dumps(document(judged(state("22/22"), waivers=waived("r6")))))
    assert (LOGIN, "r6") in failing(judged(state("22/22"), before))
    assert (LOGIN, "r6") not in failing(judged(state("22/22"), report(state("22/22"))))


def test_what_was_only_possible_does_not_hold_what_is_certain() -> None:
    before = report(state("22/22"))
    for row in before["findings"]:
        row["verdict"] = "indeterminate"
    assert (LOGIN, "r6") in failing(judged(state("22/22"), before))


@pytest.mark.parametrize(
    ("change", "said"),
    [({"version": 2}, "version 2"), ({"findings": [{}]}, "damaged"), ({"exposures": [{"workload": 3}]}, "damaged")],
)
def test_a_damaged_baseline_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(SnapshotError, match=said):
        judged(state("22/22"), report(state("22/22")) | change)
