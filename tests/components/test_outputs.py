"""What components put out by name, where there is nothing."""

from typing import Any

import pytest

from tests.components.recorder import record
from yett import Access, InstanceGroup, PortMapping

NO_ZONE = {
    "spec": {"image_id": "linux", "instance_type": "ecs.c7.large"},
    "vswitch_ids": {},
    "security_group_ids": ["sg-1"],
}


@pytest.mark.parametrize(
    ("component", "args", "field"),
    [
        (Access, {"spec": {"tiers": {}}, "vpc_id": "vpc-1"}, "group_ids"),
        (PortMapping, {"spec": {"mode": "eip"}}, "addresses"),
        (InstanceGroup, NO_ZONE, "instance_ids"),
        (InstanceGroup, NO_ZONE, "private_ips"),
    ],
)
def test_nothing_by_name_is_an_empty_mapping(component: type, args: dict[str, Any], field: str) -> None:
    """Output.all() of nothing is a list, which other languages cannot read as the mapping that the schema says."""
    found: list[object] = []
    record(lambda: getattr(component("x", args), field).apply(found.append))
    assert found == [{}]
