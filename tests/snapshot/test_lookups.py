"""What a Terraform document looked up joins what is managed, and is never judged itself."""

from typing import Any

import pytest

from yett.errors import SnapshotError
from yett_policies.exposure import analyse
from yett_policies.snapshot import network_of
from yett_policies.snapshot.read import resources_of

Entry = dict[str, Any]
HTTPS = {"type": "ingress", "ip_protocol": "tcp", "port_range": "443/443", "ipv6_cidr_ip": "::/0"}
OPENED = {"id": "ipv6bw-1", "ipv6_address_id": "ipv6-1", "ipv6_gateway_id": "ipv6gw-1"}
MANAGED: dict[str, Entry] = {
    "alicloud_security_group.web": {"id": "sg-1", "vpc_id": "vpc-1"},
    "alicloud_security_group_rule.https": {"id": "sgr-1", "security_group_id": "sg-1", **HTTPS},
    "alicloud_instance.web": {"id": "i-1", "security_groups": ["sg-1"], "ipv6_addresses": ["2001:db8::1"]},
    "alicloud_instance.app": {"id": "i-2", "security_groups": ["sg-1"], "ipv6_addresses": ["2001:db8::2"]},
    "alicloud_vpc_ipv6_gateway.out": {"id": "ipv6gw-1", "vpc_id": "vpc-1"},
    "alicloud_vpc_ipv6_internet_bandwidth.out": OPENED,
}
ROW = {"id": "ipv6-1", "ipv6_address": "2001:db8::1", "associated_instance_id": "i-1"}


def entry(address: str, values: Any) -> Entry:
    mode = "data" if ".data." in f".{address}" else "managed"
    return {"address": address, "mode": mode, "type": address.split(".")[-2], "name": "x", "values": values}


def found(rows: Any) -> Entry:
    return entry("data.alicloud_vpc_ipv6_addresses.web", {"id": "1", "addresses": rows})


def state(*more: Entry) -> Entry:
    made = [entry(address, values) for address, values in MANAGED.items()]
    return {"format_version": "1.0", "values": {"root_module": {"resources": [*made, *more]}}}


@pytest.mark.parametrize(
    ("rows", "web", "app"),
    [
        ([ROW], "reachable", "closed"),
        ([{**ROW, "id": "ipv6-9"}, {**ROW, "ipv6_address": "2001:db8::2"}], "closed", "reachable"),
        # a machine of another stack
        ([{**ROW, "ipv6_address": "2001:db8::9"}], "indeterminate", "indeterminate"),
        ([{**ROW, "id": None}], "indeterminate", "indeterminate"),
        ([], "indeterminate", "indeterminate"),
        (None, "indeterminate", "indeterminate"),
    ],
)
def test_ipv6_bandwidth_opens_the_machine_whose_address_was_looked_up(rows: Any, web: str, app: str) -> None:
    verdict = analyse(network_of(state(found(rows)))).verdict
    assert (verdict("alicloud_instance.web"), verdict("alicloud_instance.app")) == (web, app)


def test_a_plan_knows_what_was_looked_up_before_it() -> None:
    prior = state(entry("module.a.data.alicloud_vpc_ipv6_addresses.web", {"addresses": [ROW]}))
    changes = [{"address": address, "change": {"actions": ["no-op"]}} for address in MANAGED]
    plan = {"planned_values": state()["values"], "resource_changes": changes, "prior_state": prior}
    assert analyse(network_of({"format_version": "1.2", **plan})).verdict("alicloud_instance.web") == "reachable"


def test_what_is_looked_up_is_only_read() -> None:
    looked_up = [one for one in resources_of(state(found([ROW]))) if one.is_read]
    assert [(one.type, one.id) for one in looked_up] == [("alicloud_vpc_ipv6_address", "ipv6-1")]


@pytest.mark.parametrize("rows", [[5], {"id": "ipv6-1"}, [{**ROW, "id": 7}]])
def test_what_is_looked_up_and_damaged_is_refused(rows: Any) -> None:
    with pytest.raises(SnapshotError, match=r"resources\[6\].values.addresses"):
        network_of(state(found(rows)))
