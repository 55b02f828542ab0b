"""NatGateway: none, one, or one for each zone; tiers that go out; addresses of one's own."""

from typing import Any

import pulumi
import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import opening
from yett import NatGateway, SpecError

APP = {"app": {"h": "vsw-app-h", "i": "vsw-app-i"}}
PLACES = {"h": "vsw-front-h", "i": "vsw-front-i"}
SSH = {"name": "ssh", "protocol": "tcp", "external_port": 10022, "internal_port": 22, "to": "jump", "zone": "i"}
ADMITTED = [opening(ports=[10022])]


def gateway(into: Recorded | None = None, wired: dict[str, Any] | None = None, **spec: Any) -> Recorded:
    args: Any = {
        "spec": spec,
        "vpc_id": "vpc-1",
        "vswitch_ids": PLACES,
        "tiers": APP,
        "hosts": {"jump": "10.0.1.5"},
        "today": "2026-06-15",
        **(wired or {}),
    }
    return record(lambda: NatGateway("nat", args), into)


def per_zone(**spec: Any) -> Recorded:
    return gateway(strategy="one_per_zone", **{"outbound_tiers": ["app"], **spec})


def test_strategy_none_makes_nothing() -> None:
    assert gateway(strategy="none").names() == set()


def test_strategy_single_stands_in_the_first_zone_unless_told() -> None:
    assert gateway().of("NatGateway")["nat"]["vswitchId"] == "vsw-front-h"
    assert gateway(wired={"vswitch_id": "vsw-9"}).of("NatGateway")["nat"]["vswitchId"] == "vsw-9"


def test_a_tier_goes_out_by_an_entry_for_each_of_its_vswitches() -> None:
    made = gateway(outbound_tiers=["app"]).of("SnatEntry")
    assert {name: (one["sourceVswitchId"], "sourceCidr" in one) for name, one in made.items()} == {
        "nat-outbound-app-h": ("vsw-app-h", False),
        "nat-outbound-app-i": ("vsw-app-i", False),
    }


def test_tiers_that_are_not_named_stay_inside() -> None:
    made = gateway(wired={"tiers": {**APP, "data": {"h": "vsw-data-h"}}}, outbound_tiers=["app"])
    assert all("data" not in name for name in made.of("SnatEntry"))


def test_each_zone_has_a_gateway_an_address_and_a_way_out_of_its_own() -> None:
    made = per_zone()
    standing = {name: one["vswitchId"] for name, one in made.of("NatGateway").items() if name != "nat"}
    assert standing == {
        "nat-h": "vsw-front-h",
        "nat-i": "vsw-front-i",
    }
    assert {name: one["instanceId"] for name, one in made.of("EipAssociation").items()} == {
        "nat-h-outbound": "nat-h-id",
        "nat-i-outbound": "nat-i-id",
    }
    assert {name: one["sourceVswitchId"] for name, one in made.of("SnatEntry").items()} == {
        "nat-h-outbound-app": "vsw-app-h",
        "nat-i-outbound-app": "vsw-app-i",
    }


def test_the_vswitches_of_a_zone_leave_by_the_gateway_of_their_zone() -> None:
    made = per_zone()
    assert {(one["routeTableId"], one["vswitchId"]) for one in made.of("RouteTableAttachment").values()} == {
        ("nat-h-id", "vsw-app-h"),
        ("nat-i-id", "vsw-app-i"),
    }
    routes = {name: (one["destinationCidrblock"], one["nexthopId"]) for name, one in made.of("RouteEntry").items()}
    assert routes == {"nat-h": ("0.0.0.0/0", "nat-h-id"), "nat-i": ("0.0.0.0/0", "nat-i-id")}
    assert {one["nexthopType"] for one in made.of("RouteEntry").values()} == {"NatGateway"}


def test_a_vswitch_moves_once_its_way_out_is_complete() -> None:
    waits = per_zone().dependencies("RouteTableAttachment", "nat-h-app")
    assert {"SnatEntry nat-h-outbound-app", "RouteEntry nat-h"} <= waits


def test_one_more_zone_leaves_the_others_as_they_are() -> None:
    few, many = (
        per_zone(),
        gateway(strategy="one_per_zone", outbound_tiers=["app"], wired={"vswitch_ids": {**PLACES, "j": "vsw-front-j"}}),
    )
    assert all(many.inputs[key] == found for key, found in few.inputs.items())


def test_a_forward_stands_at_the_gateway_of_its_hosts_zone() -> None:
    made = per_zone(port_forwards=[SSH], openings=ADMITTED)
    assert set(made.of("ForwardEntry")) == {"nat-i-ssh"}
    assert made.of("EipAssociation")["nat-i-forward"]["instanceId"] == "nat-i-id"
    assert "nat-h-forward" not in made.of("EipAddress")


def test_two_zones_forward_the_same_port() -> None:
    other = {**SSH, "name": "two", "zone": "h", "to": "jump2"}
    made = gateway(
        strategy="one_per_zone",
        port_forwards=[SSH, other],
        openings=ADMITTED,
        wired={"hosts": {"jump": "10.0.1.5", "jump2": "10.0.2.5"}},
    )
    assert set(made.of("ForwardEntry")) == {"nat-i-ssh", "nat-h-two"}


def test_each_zone_goes_out_with_the_address_that_is_its_own() -> None:
    made = per_zone(zone_eips={"h": {"allocation_id": "eip-h"}}, eip={"bandwidth": 20})
    assert made.of("EipAssociation")["nat-h-outbound"]["allocationId"] == "eip-h"
    assert made.of("EipAddress")["nat-i-outbound"]["bandwidth"] == "20"


def test_addresses_are_published_by_zone() -> None:
    found: list[Any] = []

    def published(**spec: Any) -> None:
        args: Any = {"spec": spec, "vpc_id": "vpc-1", "vswitch_ids": PLACES, "tiers": APP}

        def program() -> object:
            made = NatGateway("nat", args)
            shown = (made.gateway_id, made.gateway_ids, made.outbound_addresses, made.route_table_ids)
            return made.outbound_address.apply(
                lambda one: pulumi.Output.all(*shown).apply(lambda rest: found.append((one, rest)))
            )

        record(program)

    published(outbound_tiers=["app"])
    published(strategy="one_per_zone", outbound_tiers=["app"])
    assert found[0] == ("47.0.0.9", ["nat-id", {"gateway": "nat-id"}, {"gateway": "47.0.0.9"}, {}])
    assert found[1] == (
        None,
        [
            None,
            {"h": "nat-h-id", "i": "nat-i-id"},
            {"h": "47.0.0.9", "i": "47.0.0.9"},
            {"h": "nat-h-id", "i": "nat-i-id"},
        ],
    )


REFUSED: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {"strategy": "two"}, 'nat.strategy: got "two", allowed is none, single or one_per_zone'),
    ({}, {"strategy": "none", "outbound": ["10.0.0.0/24"]}, "nat.outbound: strategy none has no gateway; leave it out"),
    (
        {},
        {"strategy": "one_per_zone", "outbound": ["10.0.0.0/24"]},
        "nat.outbound: a network does not say whose zone's gateway it uses; name the tiers in outbound_tiers",
    ),
    (
        {},
        {"strategy": "one_per_zone", "port_forwards": [{**SSH, "zone": None}], "openings": ADMITTED},
        "nat.port_forwards[0].zone: is missing, allowed is the zone of the host,",
    ),
    (
        {},
        {"port_forwards": [SSH], "openings": ADMITTED},
        'nat.port_forwards[0].zone: strategy single has no gateway of a zone, got "i"; leave it out',
    ),
    (
        {},
        {"strategy": "one_per_zone", "eip": {"allocation_id": "eip-1"}},
        'nat.eip.allocation_id: one address serves one gateway, got "eip-1"; name one for each zone in zone_eips',
    ),
    ({}, {"zone_eips": {"h": {}}}, "nat.zone_eips: strategy single has no gateway of a zone; use eip"),
    (
        {},
        {
            "outbound": ["10.0.0.0/24"],
            "eip": {"allocation_id": "eip-1"},
            "port_forwards": [{**SSH, "zone": None}],
            "openings": ADMITTED,
        },
        'nat.eip.allocation_id: one address cannot be two, got "eip-1";'
        " name another in forward_eip, or write shared_eip: true",
    ),
    ({}, {"outbound_tiers": ["app", "app"]}, 'nat.outbound_tiers[1]: stands here twice, got "app"'),
    ({}, {"outbound_tiers": ["moon"]}, 'nat.outbound_tiers[0]: unknown tier, got "moon", allowed is app'),
    (
        {"vswitch_ids": {"h": "vsw-front-h"}},
        {"strategy": "one_per_zone", "outbound_tiers": ["app"]},
        'nat.outbound_tiers[0]: unknown zone of app, got "i", allowed is h',
    ),
    (
        {"vswitch_ids": {"h": "vsw-front-h"}},
        {"strategy": "one_per_zone", "port_forwards": [SSH], "openings": ADMITTED},
        'nat.port_forwards[0].zone: unknown zone, got "i", allowed is h',
    ),
    (
        {},
        {"strategy": "one_per_zone", "zone_eips": {"j": {}}},
        'nat.zone_eips: unknown zone, got "j", allowed is h, i',
    ),
    ({"vswitch_ids": {}}, {}, "nat.vswitch_id: is missing, allowed is the vSwitch that the gateway stands in"),
    (
        {"vswitch_ids": {}},
        {"strategy": "one_per_zone"},
        "nat.vswitch_ids: is missing, allowed is the vSwitch of each zone's gateway, by zone",
    ),
]


@pytest.mark.parametrize(("wired", "spec", "message"), REFUSED, ids=[message[:60] for *_, message in REFUSED])
def test_a_gateway_that_cannot_be_meant_is_refused_before_the_first_resource(
    wired: dict[str, Any], spec: dict[str, Any], message: str
) -> None:
    made = Recorded()
    with pytest.raises(SpecError) as caught:
        gateway(made, wired, **spec)
    assert str(caught.value).startswith(message)
    assert made.inputs == {}
