"""Between VPCs and inside one: each end of a packet's way goes by the route table that its own vswitch obeys."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import (
    Analysis,
    Row,
    Zone,
    analyse,
    explain,
    explain_inside,
    flows,
    origins,
    private_zone,
    rows,
    vpc_zone,
)
from yett_policies.network import Network, Unknown

from .nets import SSH, built
from .test_inside import PEER

TCP22 = TransportSet.tcp(22)
FAR = "172.16.0.0/16"
FROM_FAR = ({**SSH, "cidr_ip": FAR},)
FROM_HERE = ({**SSH, "cidr_ip": "10.0.0.0/8"},)
B: dict[str, Any] = {"vpc_id": "${alicloud_vpc.main.id}", "cidr_block": "10.0.1.0/24"}
OTHER: dict[str, Any] = {
    "security_groups": ["${alicloud_security_group.sg.id}"],
    "vswitch_id": "${alicloud_vswitch.b.id}",
    "private_ip": "10.0.1.10",
}
GATE: dict[str, Any] = {
    "vpc_ipv4_gateway__gate": {"vpc_id": "${alicloud_vpc.main.id}", "enabled": True},
    "route_table__near": PEER["route_table__near"],
    "route_table_attachment__near": PEER["route_table_attachment__near"],
    "route_entry__half": {
        "route_table_id": "${alicloud_route_table.near.id}",
        "destination_cidrblock": "0.0.0.0/1",
        "nexthop_type": "Ipv4Gateway",
        "nexthop_id": "${alicloud_vpc_ipv4_gateway.gate.id}",
    },
}


def peered(rules: Any = FROM_FAR, **changes: Any) -> Network:
    """The two VPCs with resources changed, or left out where they are None."""
    return built("net", "web", rules=rules, **{k: v for k, v in {**PEER, **changes}.items() if v is not None})


def changed(key: str, **values: Any) -> dict[str, Any]:
    return {key: {**PEER[key], **values}}


def sources(analysis: Analysis, name: str = "web") -> list[tuple[str, tuple[str, ...]]]:
    """(verdict, CIDRs) of every row that reaches a workload."""
    found = [Row(one.exposure, one.part) for e in analysis.exposures if e.name == name for one in rows(e)]
    return [(row.exposure.verdict, row.cidrs) for row in found]


def far(network: Network) -> Zone:
    return vpc_zone(network.vpcs["alicloud_vpc.far"])


def test_each_vswitch_obeys_its_own_table() -> None:
    network = peered(vswitch__b=B, instance__other=OTHER)
    found = analyse(network, far(network))
    assert sources(found, "web") == [("reachable", (FAR,))]
    assert found.verdict("alicloud_instance.other") == "closed"


def test_a_table_that_nobody_obeys_leads_nowhere() -> None:
    network = peered(route_table_attachment__near=None)
    assert analyse(network, far(network)).verdict("alicloud_instance.web") == "closed"


def test_a_table_of_another_vswitch_does_not_send() -> None:
    rooms = {"vswitch__far": {**PEER["vswitch__far"], "cidr_block": "172.16.0.0/24"}}
    rooms["vswitch__second"] = {**PEER["vswitch__far"], "cidr_block": "172.16.1.0/24"}
    network = peered(**rooms)
    reached, undecided = sources(analyse(network, far(network)))
    assert reached == ("reachable", ("172.16.0.0/24",))
    assert undecided[0] == "indeterminate"
    assert not {"172.16.0.0/23", "172.16.1.0/24"} & set(undecided[1])
    assert "172.16.2.0/23" in undecided[1]


def test_what_nobody_knows_of_one_vswitchs_routes_is_told_where_those_of_another_are_known() -> None:
    second = {
        "vswitch__far": {**PEER["vswitch__far"], "cidr_block": "172.16.0.0/17"},
        "vswitch__second": {**PEER["vswitch__far"], "cidr_block": "172.16.128.0/17"},
        "route_table__second": PEER["route_table__far"],
        "route_table_attachment__second": {
            "route_table_id": "${alicloud_route_table.second.id}",
            "vswitch_id": "${alicloud_vswitch.second.id}",
        },
        "route_entry__second": {**PEER["route_entry__back"], "route_table_id": "${alicloud_route_table.second.id}"},
    }
    network = peered(**second)
    lost = Unknown("where it leads")
    routes = [replace(one, destination=lost) if "back" in one.urn else one for one in network.route_entries]
    found = analyse(replace(network, route_entries=tuple(routes)), far(network)).exposures
    assert [(one.verdict, str(one.sources), one.needs) for one in found] == [
        ("reachable", "172.16.128.0/17", ()),
        ("indeterminate", "172.16.0.0/17", ("where it leads",)),
    ]


def test_the_rest_of_a_vpc_is_decided_where_all_of_its_tables_agree() -> None:
    own = {"vpc__far": {"cidr_block": FAR, "route_table_id": "vtb-far"}}
    back = changed("route_entry__back", route_table_id="${alicloud_vpc.far.route_table_id}")
    network = peered(**own, **back, route_table_attachment__far=None, route_table__far=None, vswitch__far=None)
    assert sources(analyse(network, far(network))) == [("reachable", (FAR,))]
    silent = {"vpc_id": "${alicloud_vpc.far.id}"}
    network = peered(**own, **back, route_table_attachment__far=None, route_table__far=silent, vswitch__far=None)
    (row,) = sources(analyse(network, far(network)))
    assert row == ("indeterminate", (FAR,))
    (found,) = analyse(network, far(network)).exposures
    assert found.needs == ('which route table a vswitch of vpc "alicloud_vpc.far" obeys',)


@pytest.mark.parametrize(
    ("routed", "verdict"),
    [
        ("10.0.0.0/25", "reachable"),
        ("10.0.0.8/29", "reachable"),
        ("10.0.0.128/25", "closed"),
        ("10.0.1.0/24", "closed"),
    ],
)
def test_what_is_sent_back_must_be_for_the_workloads_own_address(routed: str, verdict: str) -> None:
    network = peered(**changed("route_entry__back", destination_cidrblock=routed))
    assert analyse(network, far(network)).verdict("alicloud_instance.web") == verdict


def test_an_address_that_nobody_knows_is_undecided_where_routes_tell_addresses_apart() -> None:
    hidden = {"instance__web": {"private_ip": None}}
    half = changed("route_entry__back", destination_cidrblock="10.0.0.0/25")
    network = peered(**hidden, **half)
    (found,) = analyse(network, far(network)).exposures
    assert found.verdict == "indeterminate"
    assert "which private address it has, as routes tell them apart" in found.needs
    whole = peered(**hidden)
    assert analyse(whole, far(whole)).verdict("alicloud_instance.web") == "reachable"


def test_the_longest_prefix_takes_what_a_shorter_one_sends_over_the_peering() -> None:
    vpn = {**PEER["route_entry__there"], "nexthop_type": "VpnGateway", "nexthop_id": "vpn-elsewhere"}
    network = peered(route_entry__vpn={**vpn, "destination_cidrblock": "172.16.128.0/17"})
    found = sources(analyse(network, far(network)))
    assert sorted(found) == [("indeterminate", ("172.16.128.0/17",)), ("reachable", ("172.16.0.0/17",))]


def test_a_peering_that_the_snapshot_does_not_hold_leaves_the_question_open() -> None:
    network = peered(vpc_peer_connection__link=None, **changed("route_entry__there", nexthop_id="pcc-elsewhere"),
                     route_entry__back=None)  # fmt: skip
    (found,) = analyse(network, private_zone("partner", FAR)).exposures
    assert (found.verdict, found.needs) == ("indeterminate", ('what peering "pcc-elsewhere" joins',))


def test_a_vpc_whose_blocks_nobody_knows_may_send() -> None:
    pooled = {"vpc_id": "${alicloud_vpc.far.id}", "ipv4_ipam_pool_id": "ipam-pool-1", "secondary_cidr_mask": 24}
    network = peered(vpc_ipv4_cidr_block__more=pooled)
    assert analyse(network, private_zone("partner", FAR)).verdict("alicloud_instance.web") == "indeterminate"


def test_a_changed_system_route_sends_what_was_local_through_a_machine() -> None:
    turned = {**PEER["route_entry__there"], "nexthop_type": "NetworkInterface", "nexthop_id": "eni-firewall"}
    through = {"route_entry__turned": {**turned, "destination_cidrblock": "10.0.1.0/24"}}
    network = peered(FROM_HERE, vswitch__b=B, instance__other=OTHER, **through)
    from_b = private_zone("b", "10.0.1.0/24")
    assert analyse(network, from_b).verdict("alicloud_instance.web") == "indeterminate"
    assert analyse(network, private_zone("a", "10.0.0.0/24")).verdict("alicloud_instance.other") == "indeterminate"
    assert analyse(network, private_zone("c", "10.0.2.0/24")).verdict("alicloud_instance.web") == "reachable"
    assert analyse(peered(FROM_HERE, vswitch__b=B), from_b).verdict("alicloud_instance.web") == "reachable"


def test_tiers_of_two_vpcs_reach_each_other_by_both_their_tables() -> None:
    there = {
        "security_group__far": {"vpc_id": "${alicloud_vpc.far.id}"},
        "instance__far": {
            "security_groups": ["${alicloud_security_group.far.id}"],
            "vswitch_id": "${alicloud_vswitch.far.id}",
            "private_ip": "172.16.0.10",
        },
    }
    found = {(f.source.name, f.destination.name): str(f.transport) for f in flows(peered(**there))}
    assert found == {("far", "web"): "tcp/22"}
    assert flows(peered(**there, route_table_attachment__far=None)) == ()
    assert flows(peered(**there, route_table_attachment__near=None)) == ()


def test_an_explanation_names_the_vswitch_whose_routes_do_not_lead_back() -> None:
    network = built("net", "web", "eip", "open22", **GATE)
    (near,), (away,) = (explain(network, one, "web", TCP22) for one in ("8.8.8.8", "198.51.100.7"))
    assert near.verdict == "reachable"
    assert (away.verdict, away.steps[-1].hop.kind) == ("closed", "route")
    assert away.steps[-1].why == 'the routes of vswitch "a" do not lead back to 198.51.100.7'
    (found,) = analyse(network).exposures
    assert [hop.kind for hop in found.hops] == ["eip", "route"]


def test_an_explanation_inside_dies_where_no_table_leads() -> None:
    network = peered(vswitch__b=B, instance__other=OTHER)
    (trace,) = explain_inside(network, origins(network, "172.16.3.4"), "other", TCP22)
    assert (trace.verdict, trace.steps[-1].hop.kind) == ("closed", "route")
