"""What a report says about a rule, word for word."""

import pytest

from tests.hygiene.test_cases import network_of
from yett_policies.hygiene import anomalies

TWICE = (
    "the same rule is declared more than once and the cloud keeps one: deleting any declaration deletes the rule; take "
    "the others out of the state instead (`pulumi state delete`, `terraform state rm`)"
)
STAY = "true while group members and prefix lists stay as they are"
OTHERS = "keep it: a rule of another group on the same interface, or one that is not known yet, may decide instead"
SAID = [
    (
        ["1 drop tcp/22 0.0.0.0/0", "2 accept tcp/22 10.0.0.0/8"],
        "r1 ingress: never decides: a stronger rule decides all it accepts, and some of that meets a rule that drops",
    ),
    (
        [
            "1 accept tcp/22 10.1.0.0/16",
            "2 drop tcp/22 10.0.0.0/8",
            "3 drop tcp/22 10.0.0.0/8",
            "9 accept tcp 0.0.0.0/0",
        ],
        "r2 ingress: never decides: a stronger rule decides all it drops, and some of that meets a rule that accepts",
    ),
    (
        ["1 drop tcp/22 0.0.0.0/1", "1 drop tcp/22 128.0.0.0/1", "2 accept tcp/22 0.0.0.0/0"],
        "r2 ingress: never decides: 2 stronger rules decide all it accepts, and some of that meets a rule that drops",
    ),
    (
        ["1 accept all 0.0.0.0/0", "2 accept tcp/22 10.0.0.0/8"],
        "r1 ingress: never decides: a stronger or equal rule decides all it accepts, with the same outcome",
    ),
    (
        ["1 accept tcp/22 0.0.0.0/1", "1 accept tcp/22 128.0.0.0/1", "1 accept tcp/22 0.0.0.0/0"],
        "r2 ingress: never decides: 2 stronger or equal rules decide all it accepts, with the same outcome",
    ),
    (
        ["5 accept tcp/22 10.0.0.0/8", "5 drop tcp/22 10.0.0.0/8", "9 accept tcp/22 0.0.0.0/0"],
        "r0 ingress: never decides: a drop of the same packets and priority wins the tie",
    ),
    (
        ["1 accept tcp/22 10.1.0.0/16", "9 accept tcp/22 10.0.0.0/8"],
        "r0 ingress: without it a weaker or equal rule decides what it accepts, with the same outcome",
    ),
    (
        ["1 accept tcp/22-23 10.1.0.0/16", "8 accept tcp/22 10.0.0.0/8", "9 accept tcp/23 10.0.0.0/8"],
        "r0 ingress: without it 2 weaker or equal rules decide what it accepts, with the same outcome",
    ),
    (
        ["1 drop tcp/22 0.0.0.0/0"],
        "r0 ingress: without it what no rule accepts is dropped anyway",
    ),
    (
        ["1 drop tcp/22 10.0.0.0/8", "2 drop tcp/22-23 10.128.0.0/9", "9 accept tcp/23 10.0.0.0/8"],
        "r0 ingress: without it a weaker or equal rule decides what it drops, with the same outcome and what no rule "
        "accepts is dropped anyway",
    ),
    (
        ["1 accept tcp/22 10.0.0.0/8", "2 accept tcp/22 10.0.0.0/8", "3 accept tcp/22 10.0.0.0/8"],
        "r0 ingress: without it a weaker or equal rule decides what it accepts, with the same outcome; "
        "keep it while the other removable rules go: it decides for one of them",
    ),
    (
        ["1 accept tcp/22 10.0.0.0/8", "3 drop tcp/22 list:unknown", "9 accept tcp/22 0.0.0.0/0"],
        f"r0 ingress: without it a weaker or equal rule decides what it accepts, with the same outcome; {OTHERS}",
    ),
    (["1 accept tcp/22 10.0.0.0/8", "1 accept tcp/22 10.0.0.0/8"], f"r1 ingress: {TWICE}"),
    (
        ["1 accept tcp/22 list:pl", "1 accept tcp/22 192.168.0.0/16"],
        "r1 ingress: never decides: a stronger or equal rule decides all it accepts, with the same outcome; " + STAY,
    ),
    (
        ["1 accept tcp/22 0.0.0.0/0", "2 accept tcp/22 list:pl"],
        "r1 ingress: never decides: a stronger or equal rule decides all it accepts, with the same outcome; " + STAY,
    ),
    (
        ["1 drop tcp/22 list:pl", "2 accept tcp/22 0.0.0.0/0"],
        "r1 ingress: accepts more than what 1 stronger rule drops out of it",
    ),
    (
        ["1 drop tcp/22 10.1.0.0/16", "1 drop tcp/22 10.2.0.0/16", "2 accept tcp/22 10.0.0.0/8"],
        "r2 ingress: accepts more than what 2 stronger rules drop out of it",
    ),
    (
        ["1 accept tcp/22 10.1.0.0/16", "2 drop tcp/22 10.0.0.0/8", "9 accept tcp/22 0.0.0.0/0"],
        "r1 ingress: drops more than what 1 stronger rule accepts out of it",
    ),
    (
        ["1 drop tcp/1-1024 10.0.0.0/8", "2 accept tcp/22-2222 0.0.0.0/0"],
        "r1 ingress: accepts packets of which 1 stronger rule drops a part: the order decides",
    ),
    (
        ["1 drop tcp/1-99 10.0.0.0/8", "1 drop tcp/1-99 11.0.0.0/8", "2 accept tcp/22-2222 0.0.0.0/0"],
        "r2 ingress: accepts packets of which 2 stronger rules drop a part: the order decides",
    ),
    (
        ["egress 1 accept tcp/443 0.0.0.0/0"],
        "r0 egress: without it a weaker or equal rule decides what it accepts, with the same outcome",
    ),
]


@pytest.mark.parametrize(("rules", "wanted"), SAID, ids=[f"{wanted} #{n}" for n, (_, wanted) in enumerate(SAID)])
def test_the_report_says(rules: list[str], wanted: str) -> None:
    found = anomalies(network_of({"rules": rules}))
    assert wanted in [f"{one.rule} {one.detail}" for one in found]


def test_a_report_is_cut_after_twenty_causes_and_a_prefix_list_is_one_of_them() -> None:
    drops = [f"1 drop tcp/22 10.0.{n}.0/24" for n in range(19)]
    accept = "9 accept tcp/22 0.0.0.0/0"
    twenty = anomalies(network_of({"rules": [*drops, "1 drop tcp/22 list:pl", accept]}))
    more = anomalies(network_of({"rules": [*drops, "1 drop tcp/22 list:pl", "1 drop tcp/22 193.0.0.0/8", accept]}))
    assert [(len(a.causes), a.detail.endswith("left out here")) for a in (*twenty, *more)] == [(20, False), (20, True)]
