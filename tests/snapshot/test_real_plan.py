"""A plan that Terraform itself has printed: sets, blocks, dynamic blocks, keys and modules as they really look.

`fixtures/real/plan.json` is `terraform show -json` of the files beside it, with provider 1.285.0 on the emulator,
without what no reader looks at (sensitivity marks, prior state, the `after` that repeats the planned values).
"""

from pathlib import Path

from yett_policies.exposure import analyse, rows
from yett_policies.network import Network, Unknown
from yett_policies.snapshot import read_network

REAL = Path(__file__).parent / "fixtures/real"
OPEN = [
    "? essc tcp/80->80 from 0.0.0.0/0",
    "? plain tcp/80->80 from 0.0.0.0/0",
    "? plain tcp/80->80 from 0.0.0.0/0",
    "? plain tcp/80->8080 from 0.0.0.0/0",
    "alb tcp/80->80 from 0.0.0.0/0",
    "lb tcp/80->80 from 0.0.0.0/0",
    "mixed tcp/22->22 from 203.0.113.0/24",
    "plain tcp/22->22 from 203.0.113.0/24",
    "this[0] tcp/80,443->80,443 from 0.0.0.0/0",
]
"""What is behind a balancer is undecided where its groups admit nothing: nobody documents whether they are asked."""
STRANGERS = {
    "alicloud_api_gateway_group",
    "alicloud_cdn_domain_new",
    "alicloud_cen_instance",
    "alicloud_cen_transit_router",
    "alicloud_cen_transit_router_vpc_attachment",
    "alicloud_cloud_firewall_control_policy",
    "alicloud_cs_managed_kubernetes",
    "alicloud_ddoscoo_port",
    "alicloud_fcv3_trigger",
    "alicloud_ga_accelerator",
    "alicloud_ga_listener",
    "alicloud_polardb_cluster",
    "alicloud_privatelink_vpc_endpoint_service",
    "alicloud_vpn_connection",
    "alicloud_vpn_gateway",
}
GROUP = "alicloud_security_group."


def plan() -> Network:
    return read_network(REAL / "plan.json")


def groups(name: str) -> list[str]:
    """The groups of an instance, `?` for what is not known."""
    found = plan().interfaces[f"alicloud_instance.{name}"].groups
    if isinstance(found, Unknown):
        return ["?"]
    return ["?" if isinstance(ref, Unknown) else ref.removeprefix(GROUP) for ref in found]


def test_it_is_decided_as_the_files_say() -> None:
    found = [
        f"{'' if e.verdict == 'reachable' else '? '}{e.name} {row.protocol}/{','.join(row.ports)}->"
        f"{','.join(row.target_ports)} from {' '.join(row.cidrs)}"
        for e in analyse(plan()).exposures
        for row in rows(e)
    ]
    assert sorted(found) == OPEN


def test_what_is_not_modelled_is_said_and_nothing_else() -> None:
    assert {one.type for one in plan().unmodelled} == STRANGERS


def test_a_set_of_groups_is_whole_when_its_references_are() -> None:
    assert groups("plain") == ["g"]
    assert groups("splat") == ["many[0]", "many[1]"]


def test_a_variable_or_a_local_value_may_name_groups_that_the_plan_does_not_show() -> None:
    assert groups("vars") == ["g", "?"]
    assert groups("loc") == ["?"]


def test_an_interface_inside_an_instance_has_its_own_groups_and_vswitch() -> None:
    found = plan().interfaces["alicloud_instance.mixed#interface-1"]
    assert found.groups == (f"{GROUP}many[0]",)
    assert found.vswitch == 'alicloud_vswitch.z["b"]'


def test_the_legs_of_a_balancer_are_its_blocks() -> None:
    network = plan()
    assert network.balancers["alicloud_nlb_load_balancer.nlb"].vswitches == (
        'alicloud_vswitch.z["a"]',
        'alicloud_vswitch.z["b"]',
    )
    (dynamic,) = network.balancers["alicloud_alb_load_balancer.alb"].vswitches
    assert isinstance(dynamic, Unknown)


def test_the_servers_of_a_group_are_all_that_its_block_names() -> None:
    members = plan().server_groups["alicloud_slb_server_group.sg"].members
    assert [(one.target, one.port) for one in members] == [
        ("alicloud_instance.plain", 80),
        ("alicloud_instance.splat", 80),
    ]


def test_a_route_goes_over_its_peering() -> None:
    network = plan()
    (route,) = network.route_entries
    assert (route.vpc, route.nexthop) == ("alicloud_vpc.main", "alicloud_vpc_peer_connection.p")
    assert network.peerings[0].vpcs == ("alicloud_vpc.main", "outside:vpc-theirs")


def test_each_instance_of_a_module_has_its_own_group() -> None:
    network = plan()
    for key in ("blue", "green"):
        home = f'module.site["{key}"].'
        assert network.interfaces[f"{home}alicloud_instance.this[0]"].groups == (f"{home}{GROUP}this",)
