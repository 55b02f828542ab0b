"""What the tables of cases cannot hold: limits that take hundreds of rules, refused options, what is never waived."""

from typing import Any

import pytest

from yett.errors import SpecError
from yett_policies.rulebook.registry import by_id
from yett_policies.testing import verdicts


def crowded(rules: int, groups: int) -> list[dict[str, Any]]:
    """A machine in so many groups of so many rules each."""
    ids = [f"sg-{number}" for number in range(groups)]
    host: dict[str, Any] = {"type": "alicloud_instance", "name": "host", "props": {"security_groups": ids}}
    made = [{"type": "alicloud_security_group", "name": one, "id": one, "props": {}} for one in ids]
    usual = {"type": "ingress", "ip_protocol": "tcp", "cidr_ip": "10.0.0.0/8"}
    props = [usual | {"security_group_id": one, "port_range": f"{n}/{n}"} for one in ids for n in range(1, rules + 1)]
    written = [
        {"type": "alicloud_security_group_rule", "name": f"r{n}", "props": found} for n, found in enumerate(props)
    ]
    return [host, *made, *written]


@pytest.mark.parametrize(
    ("rule", "rules", "groups", "found"),
    [
        ("too-many-rules", 200, 1, {}),
        ("too-many-rules", 201, 1, {"sg-0": "violated"}),
        ("too-many-rules", 200, 5, {}),
        ("too-many-rules", 143, 7, {"host": "violated"}),
    ],
)
def test_the_clouds_own_limits_are_the_defaults(rule: str, rules: int, groups: int, found: dict[str, str]) -> None:
    assert verdicts(rule, crowded(rules, groups)) == found


@pytest.mark.parametrize(("rule", "required"), [("required-tags-missing", "=x"), ("required-tags-missing", " ")])
def test_a_tag_without_a_key_is_refused(rule: str, required: str) -> None:
    with pytest.raises(SpecError, match='a tag is "key" or "key=value"'):
        by_id()[rule].read({"required": [required]})


@pytest.mark.parametrize("rule", sorted(by_id()))
def test_only_a_group_that_is_open_to_everyone_in_full_cannot_be_waived(rule: str) -> None:
    assert by_id()[rule].waivable == (rule != "group-open-to-everyone")
