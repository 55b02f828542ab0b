"""The bastion scenario: declared peers dial the bastion, the bastion reaches the tiers, and nobody else does."""

from typing import Any

import pulumi
import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import GONE, scenario
from yett.errors import SpecError
from yett.scenarios import Bastion
from yett.specs.bastion import BastionSpec

TODAY = "2026-11-21"


def bastion(spec: dict[str, Any], outputs: list[Any] | None = None) -> Recorded:
    def program() -> pulumi.Output[Any]:
        found = pulumi.Output.all(**Bastion("b", {"spec": spec, "today": TODAY}).exports())  # type: ignore[typeddict-item]
        return found.apply(outputs.append if outputs is not None else lambda _: None)

    return record(program)


def rules(made: Recorded, group: str, direction: str = "ingress") -> set[tuple[str, str]]:
    """(peer, ports) that a tier's group accepts."""
    return {
        (rule.get("cidrIp") or rule.get("ipv6CidrIp") or rule["sourceSecurityGroupId"], rule["portRange"])
        for rule in made.of("SecurityGroupRule").values()
        if rule["securityGroupId"] == f"b-{group}-id" and rule["type"] == direction and rule["policy"] == "accept"
    }


def test_declared_peers_dial_the_bastion_and_it_alone_reaches_the_tier() -> None:
    made = bastion(scenario("bastion-dev"))
    assert rules(made, "bastion") == {("203.0.113.0/24", "22/22")}
    assert rules(made, "app") == {("b-bastion-id", "22/22")}
    assert rules(made, "app", "egress") == set()
    assert ("b-app-id", "22/22") in rules(made, "bastion", "egress")


def test_behind_a_gateway_the_bastion_is_private_and_each_tier_has_its_ports() -> None:
    outputs: list[Any] = []
    made = bastion(scenario("bastion-prod"), outputs)
    assert outputs[0]["addresses"] == {"gateway": "47.0.0.9"}
    assert rules(made, "bastion") == {("203.0.113.0/24", "22/22"), ("198.51.100.16/28", "22/22")}
    assert rules(made, "data") == {("10.61.1.0/24", "22/22"), ("10.61.1.0/24", "3306/3306")}
    assert {found["sourceCidr"] for found in made.of("SnatEntry").values()} == {"10.61.1.0/24"}
    assert made.of("Instance")["b-bastion-cn-hangzhou-h-1"]["vswitchId"] == "b-jump-cn-hangzhou-h-id"


def test_after_the_last_day_the_door_is_gone() -> None:
    made = bastion(scenario("bastion-dev", {"mapping.openings.0.expires": "2026-11-20"}))
    assert made.of("EipAddress") == {}
    assert rules(made, "bastion") == set()


def test_administration_is_part_of_the_declared_exposure() -> None:
    outputs: list[Any] = []
    bastion(scenario("bastion-prod"), outputs)
    rows = [(row["where"], row["peer"], row["traffic"]) for row in outputs[0]["declared_exposure"]]
    assert rows == [
        ("mapping.openings[0]", "zone office, zone on_call_vpn", "tcp/10022"),
        ("tiers.app.ingress[0]", "group bastion", "tcp/22"),
        ("tiers.data.ingress[0]", "group bastion", "tcp/22,3306"),
        ("egress[0]", "anywhere", "tcp/443"),
    ]


ROWS: list[tuple[dict[str, object], str]] = [
    ({"mapping.openings.0.peer": {"anywhere": "x"}}, "b.mapping.openings[0].peer: a bastion is never open to everyone"),
    ({"mapping.openings.0.review_by": GONE}, "b.mapping.openings[0]: nobody looks at it again, allowed is expires or"),
    ({"administered.db": [22]}, "b.administered.db: no other tier of this name, allowed is app, front"),
    ({"administered.app": []}, "b.administered.app: is empty, allowed is at least one port"),
    ({"administered.app": [70000]}, "b.administered.app[0]: got 70000, allowed is 1..65535"),
    ({"administered.front": [22]}, "b.network.tiers: got 0 public tiers for mode eip, allowed is exactly one"),
]


@pytest.mark.parametrize(("changes", "message"), ROWS)
def test_a_bastion_that_cannot_be_meant_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        BastionSpec.parse(scenario("bastion-dev", changes), "b")
    assert str(caught.value).startswith(message)
