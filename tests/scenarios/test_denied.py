"""Whoever is denied reaches no part of any scenario, and a deny list that cannot hold is refused before a resource."""

from pathlib import Path
from typing import Any

import pytest

from tests.components.recorder import Recorded, record
from tests.scenarios.pages import certificate
from tests.specs.sites import scenario
from yett.errors import SpecError
from yett.scenarios import SCENARIOS

TODAY = "2026-11-21"
STACKS = [f"{name}-{kind}" for name in SCENARIOS for kind in ("dev", "prod")]
WHY = {"reason": "scans", "owner": "security team"}
DENIED = [{"cidrs": ["192.0.2.0/24", "2001:db8:1::/48"], **WHY}]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the certificate that web names."""
    monkeypatch.chdir(tmp_path)
    certificate()


def build(stack: str, into: Recorded | None = None, **changes: Any) -> Recorded:
    name = stack.rpartition("-")[0]
    args: Any = {"spec": scenario(stack, changes), "today": TODAY}
    return record(lambda: SCENARIOS[name]("s", args), into)


def drops(made: Recorded) -> dict[str, set[tuple[str, str]]]:
    """(direction, network) of everything that a group drops above its openings, by group."""
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in made.of("SecurityGroup")}
    for rule in made.of("SecurityGroupRule").values():
        if (rule["policy"], rule["priority"]) == ("drop", 1):
            cidr = rule.get("cidrIp") or rule["ipv6CidrIp"]
            found[rule["securityGroupId"].removesuffix("-id")].add((rule["type"], cidr))
    return found


@pytest.mark.parametrize("stack", STACKS)
def test_no_group_of_a_scenario_speaks_with_the_denied(stack: str) -> None:
    found = drops(build(stack, denied=DENIED))
    expected = {(way, cidr) for way in ("ingress", "egress") for cidr in ("192.0.2.0/24", "2001:db8:1::/48")}
    assert found
    assert found == dict.fromkeys(found, expected)


@pytest.mark.parametrize("stack", STACKS)
def test_no_listener_of_a_scenario_lets_the_denied_through(stack: str) -> None:
    made = build(stack, denied=DENIED)
    listeners = made.of("Listener")
    lists = {name: set(found.get("aclIds") or []) for name, found in listeners.items()}
    black = {name for name, found in made.of("Acl").items() if name.endswith("-denied")}
    entries = [(found["aclId"].removesuffix("-id"), found["entry"]) for found in made.of("AclEntryAttachment").values()]
    for name, found in listeners.items():
        assert found["aclStatus"] == "on", name
        listed = {cidr for owner, cidr in entries if f"{owner}-id" in lists[name]}
        if found["aclType"] == "black":
            assert listed == {"192.0.2.0/24"}
        else:
            assert listed
            assert not any(cidr.startswith("192.0.2.") for cidr in listed)
    assert len(black) == len({found["loadBalancerId"] for found in listeners.values()})


def test_the_denied_of_a_file_are_read_and_stand_in_what_is_registered(tmp_path: Path) -> None:
    (tmp_path / "denied.txt").write_text("192.0.2.0/24\n")
    made = build("web-dev", denied=[{"file": "denied.txt", **WHY}])
    assert {cidr for found in drops(made).values() for _, cidr in found} == {"192.0.2.0/24"}
    root = made.inputs["yett:index:Web", "s"]["spec"]["denied"]
    assert [one["cidrs"] for one in root] == [["192.0.2.0/24"]]


HUNDRED = [f"198.51.{high}.{low}/32" for high in range(2) for low in range(50)]
ROWS: list[tuple[str, dict[str, Any], str]] = [
    ("web-dev", {"denied": [{"file": "gone.txt", **WHY}]}, 's.denied[0].file: cannot be read, got "gone.txt"'),
    (
        "web-dev",
        {"balancer.denied": [{"file": "gone.txt", **WHY}]},
        's.balancer.denied[0].file: cannot be read, got "gone.txt"',
    ),
    (
        "game-prod",
        {"mapping.denied": [{"file": "gone.txt", **WHY}]},
        's.mapping.denied[0].file: cannot be read, got "gone.txt"',
    ),
    (
        "web-dev",
        {"denied": [{"prefix_lists": ["pl-1"], **WHY}]},
        "s.denied[0].prefix_lists: the balancer takes no prefix list; write its networks as cidrs or as a file",
    ),
    ("web-dev", {"denied": [{"cidrs": HUNDRED, **WHY}]}, "s.instance_group: too many rules in one group, got 2"),
    ("game-dev", {"denied": [{"cidrs": HUNDRED, **WHY}]}, "s.instance_group: too many rules in one group, got 2"),
    ("bastion-dev", {"denied": [{"cidrs": HUNDRED, **WHY}]}, "s.access: tiers."),
    ("big-data-dev", {"denied": [{"cidrs": HUNDRED, **WHY}]}, "s.access: tiers."),
    ("database-mirror-dev", {"denied": [{"cidrs": HUNDRED, **WHY}]}, "s.primary_group: too many rules in one group"),
    ("web-dev", {"balancer.weights": {"x": 1}}, 's.balancer.weights.x: no such instance, got "x", allowed is cn-'),
    (
        "web-dev",
        {"balancer.listeners.1.rules": [{"url": "/a", "backend_port": 1, "servers": ["x"]}]},
        's.balancer.listeners[1].rules[0].servers[0]: no such instance, got "x", allowed is cn-',
    ),
]


@pytest.mark.parametrize(("stack", "changes", "message"), ROWS)
def test_what_cannot_hold_is_refused_before_the_first_resource(
    stack: str, changes: dict[str, Any], message: str
) -> None:
    made = Recorded()
    with pytest.raises(SpecError) as caught:
        build(stack, made, **changes)
    assert str(caught.value).startswith(message)
    assert made.names() == set()


def test_the_group_behind_a_game_s_balancer_denies_prefix_lists_that_the_balancer_cannot() -> None:
    made = build("game-prod", denied=[{"cidrs": ["192.0.2.0/24"], "prefix_lists": ["pl-1"], **WHY}])
    dropped = {rule.get("prefixListId") or rule.get("cidrIp") for rule in made.of("SecurityGroupRule").values()}
    assert {"pl-1", "192.0.2.0/24"} <= dropped
    assert set(made.of("Acl")) == {"s-mapping-balancer-denied", *(name for name in made.of("Acl") if "allowed" in name)}


def test_the_group_of_a_site_admits_the_balancer_at_every_port_that_rules_and_checks_lead_to() -> None:
    rule: Any = {"url": "/api", "backend_port": 8081, "health_check": {"port": 9090}}
    made = build("web-dev", **{"balancer.listeners.1.rules": [rule]})
    ports = {
        rule["portRange"]
        for rule in made.of("SecurityGroupRule").values()
        if rule.get("cidrIp") == "100.64.0.0/10" and rule["type"] == "ingress"
    }
    assert {"8080/8080", "8081/8081", "9090/9090"} <= ports
