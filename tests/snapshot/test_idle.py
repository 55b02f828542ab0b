"""A CLB server group that nobody is seen to fill: a dynamic block over what is not known yet may have filled it."""

from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import analyse, explain
from yett_policies.snapshot import network_of

Entry = dict[str, Any]
POOL = "alicloud_slb_server_group.pool"
ATTACHED = "alicloud_slb_server_group_server_attachment.one"
FLEET = "alicloud_ess_scalinggroup_vserver_groups.one"
TO_POOL = {"references": [f"{POOL}.id", POOL]}
TO_LOCAL = {"references": ["local.pool"]}
WEB = {"references": ["alicloud_instance.web.id", "alicloud_instance.web"]}


def made(address: str, written: Entry, marks: Entry, **values: Any) -> Entry:
    """One resource that is created: what is written of it, what is not known of it, and what is."""
    return {"address": address, "written": written, "marks": {"id": True, **marks}, "values": values}


NET = [
    made("alicloud_vpc.main", {}, {}, cidr_block="10.0.0.0/8"),
    made("alicloud_security_group.sg", {"vpc_id": {"references": ["alicloud_vpc.main"]}}, {"vpc_id": True}),
    made(
        "alicloud_instance.web",
        {"security_groups": {"references": ["alicloud_security_group.sg"]}},
        {"security_groups": True, "network_interfaces": True},
    ),
    made("alicloud_slb_load_balancer.lb", {}, {"address": True}, address_type="internet"),
    made(
        "alicloud_slb_listener.front",
        {
            "load_balancer_id": {"references": ["alicloud_slb_load_balancer.lb"]},
            "server_group_id": {"references": [POOL]},
        },
        {"load_balancer_id": True, "server_group_id": True},
        frontend_port=80,
        protocol="tcp",
    ),
]


def plan(*more: Entry) -> Entry:
    """A plan that makes these, in the root module."""
    resources = [*NET, *more]

    def head(one: Entry) -> Entry:
        kind, _, name = one["address"].partition(".")
        return {"address": one["address"], "mode": "managed", "type": kind, "name": name}

    changes = [{**head(one), "change": {"actions": ["create"], "after_unknown": one["marks"]}} for one in resources]
    written = [{**head(one), "expressions": one["written"]} for one in resources]
    return {
        "planned_values": {"root_module": {"resources": [{**head(one), "values": one["values"]} for one in resources]}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": written}},
    }


def ends(document: Entry) -> dict[str, str]:
    """Workload -> verdict, of all that is reached but the load balancer itself."""
    found = analyse(network_of(document)).exposures
    return {one.workload: str(one.verdict) for one in found if "load_balancer" not in one.workload}


POOLED = made(POOL, {}, {"servers": True})


@pytest.mark.parametrize(
    ("more", "doubted"),
    [
        ([POOLED], True),
        # what is known leaves no doubt
        ([made(POOL, {}, {"servers": False}, servers=[])], False),
        ([made(POOL, {}, {}, servers=[])], False),
        # others fill it, so that it does not fill itself
        ([POOLED, made(ATTACHED, {"server_group_id": TO_POOL}, {"server_group_id": True})], False),
        ([POOLED, made(ATTACHED, {"server_group_id": TO_LOCAL}, {"server_group_id": True})], False),
        ([POOLED, made(FLEET, {"vserver_groups": [{"id": TO_POOL}]}, {"vserver_groups": [{"id": True}]})], False),
        # these fill another
        ([POOLED, made(ATTACHED, {"server_group_id": {}}, {}, server_group_id="rsp-1")], True),
        ([POOLED, made(ATTACHED, {"server_group_id": WEB}, {"server_group_id": True})], True),
        ([POOLED, made(ATTACHED, {}, {"server_group_id": True})], True),
    ],
)
def test_a_group_that_nobody_fills_may_have_been_filled_by_a_dynamic_block(more: list[Entry], doubted: bool) -> None:
    assert (POOL in ends(plan(*more))) is doubted


def test_the_machine_that_may_be_in_it_is_told_and_never_called_closed() -> None:
    document = plan(POOLED)
    assert ends(document) == {POOL: "indeterminate", "alicloud_instance.web": "indeterminate"}
    second = made("alicloud_instance.second", {}, {})
    verdicts = [
        {one.verdict for one in explain(network_of(plan(POOLED, second)), "198.51.100.7", name, TransportSet.tcp(8080))}
        for name in ("web", "second")
    ]
    assert verdicts == [{"indeterminate"}, {"indeterminate"}]


def test_servers_that_are_written_are_those_that_are_written() -> None:
    blocks = [{"port": {"constant_value": 22}, "server_ids": WEB}]
    document = plan(made(POOL, {"servers": blocks}, {"servers": [{"server_ids": True}]}, servers=[{"port": 22}]))
    assert ends(document) == {"alicloud_instance.web": "indeterminate"}
