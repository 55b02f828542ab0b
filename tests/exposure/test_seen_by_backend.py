"""Where nobody knows whose address a backend sees, both are asked about, and that is said."""

from yett_policies.exposure import Hop, analyse
from yett_policies.exposure.explain import Step, agreed
from yett_policies.exposure.judge import EITHER, UNDOCUMENTED
from yett_policies.snapshot import network_of

from .table import cases, plan

CASES = {case.name.partition(": ")[2]: case for case in cases()}
HOP = Hop("network-acl", "acl", "")


def needs(name: str) -> set[str]:
    """What would decide about the backend of a case."""
    (found,) = (one for one in analyse(network_of(plan(CASES[name]))).exposures if one.name == "web")
    return set(found.needs)


def test_what_would_decide_is_said() -> None:
    assert needs("nlb backend that may see the client") == {EITHER, UNDOCUMENTED}
    (rows,) = needs("nlb backend behind rows that nobody knows") - {EITHER, UNDOCUMENTED}
    assert "ingress_acl_entries" in rows


def test_steps_that_agree_are_told_of_the_client() -> None:
    client, balancer = Step(HOP, "dies", "from the client"), Step(HOP, "dies", "from its load balancer")
    assert agreed([client, balancer]) is client
    assert agreed([client, Step(HOP, "passes", "")]) == Step(HOP, "unknown", EITHER)
