"""A security group that exists gets the rules of its openings, and nothing else of it is touched."""

from typing import Any

import pytest
from pulumi.runtime.mocks import MockResourceArgs

from tests.components.recorder import Recorded, record
from tests.specs.sites import opening
from yett import SecurityGroup, SpecError


class Account(Recorded):
    """Has a basic group sg-1 and an enterprise group sg-2."""

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        if args.resource_id:
            self.inputs[args.typ, args.name] = {}
            return args.resource_id, {"securityGroupType": "normal" if args.resource_id == "sg-1" else "enterprise"}
        return super().new_resource(args)


def existing(group: str = "sg-1", **spec: Any) -> Account:
    account, args = Account(), {"spec": {"security_group_id": group, **spec}, "today": "2026-06-15"}
    record(lambda: SecurityGroup("web", args), account)  # type: ignore[arg-type]
    return account


def test_the_group_is_read_and_only_openings_are_written() -> None:
    made = existing(ingress=[opening()])
    assert made.of("SecurityGroup") == {"web": {}}
    assert set(made.of("SecurityGroupRule")) == {"web-ingress-tcp-22-22-203.0.113.0-24"}
    assert {rule["securityGroupId"] for rule in made.of("SecurityGroupRule").values()} == {"sg-1"}


def test_what_the_group_lets_out_is_dropped_on_demand_only() -> None:
    assert existing().of("SecurityGroupRule") == {}
    drops = existing(catch_all=True).of("SecurityGroupRule").values()
    assert {(rule["type"], rule["policy"], rule["priority"]) for rule in drops} == {
        ("ingress", "drop", 100),
        ("egress", "drop", 100),
    }


def test_a_group_of_another_kind_is_refused() -> None:
    with pytest.raises(Exception, match=r'sg-2 has another security_group_type, got "normal", allowed is enterprise'):
        existing("sg-2", ingress=[opening()])
    assert existing("sg-2", security_group_type="enterprise", ingress=[opening()]).of("SecurityGroupRule")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (
            {"security_group_id": "web"},
            'web.security_group_id: got "web", allowed is the id sg-... of a security group',
        ),
        (
            {"security_group_id": "sg-1", "description": "x y"},
            "web.description: a group that exists is not changed; leave it out",
        ),
        (
            {},
            "web.vpc_id: is missing, allowed is the VPC that the group lies in;"
            " or name a group that exists by spec.security_group_id",
        ),
    ],
)
def test_a_group_that_cannot_be_meant_is_refused_before_anything_is_asked(spec: Any, message: str) -> None:
    account = Account()
    with pytest.raises(SpecError) as caught:
        record(lambda: SecurityGroup("web", {"spec": spec}), account)
    assert str(caught.value) == message
    assert account.inputs == {}
