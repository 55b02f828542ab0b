"""An address: what it is bound to, how it is paid, and the package whose bandwidth it shares."""

from typing import Any

import pytest

from tests.components.recorder import Recorded, record
from yett import BandwidthPackage, Eip, PortMapping, SpecError
from yett.specs.nat_gateway import NatGatewaySpec

TARGETS = ("EcsInstance", "SlbInstance", "Nat", "NetworkInterface", "HaVip")


def eip(args: dict[str, Any] | None = None, **spec: Any) -> Recorded:
    given: Any = {"spec": spec, **(args or {})}
    return record(lambda: Eip("a", given))


@pytest.mark.parametrize("kind", TARGETS)
def test_an_address_is_bound_to_each_kind(kind: str) -> None:
    made = eip({"instance_id": "x-1", "instance_type": kind})
    assert made.of("EipAssociation") == {"a": {"allocationId": "a-id", "instanceId": "x-1", "instanceType": kind}}


@pytest.mark.parametrize("line", ["BGP", "BGP_PRO", "ChinaTelecom", "ChinaMobile_L2", "BGP_FinanceCloud"])
def test_an_address_has_the_line_that_is_said(line: str) -> None:
    assert eip(isp=line).of("EipAddress")["a"]["isp"] == line


def test_a_subscription_is_paid_in_advance_and_has_no_name() -> None:
    found = eip(payment_type="Subscription", months=12, internet_charge_type="PayByBandwidth", bandwidth=1000).of(
        "EipAddress"
    )["a"]
    assert (found["paymentType"], found["period"], found["autoPay"], found["bandwidth"]) == (
        "Subscription",
        12,
        True,
        "1000",
    )
    assert "addressName" not in found


def test_an_address_joins_a_package_that_is_made_for_it_on_its_own_line() -> None:
    package = {"bandwidth": 100, "internet_charge_type": "PayByBandwidth", "deletion_protection": True}
    made = eip({"instance_id": "i-1", "instance_type": "EcsInstance"}, isp="BGP_PRO", bandwidth_package=package)
    assert made.of("CommonBandwithPackage")["a-package"] == {
        "bandwidthPackageName": "shop-test-a-package",
        "bandwidth": "100",
        "internetChargeType": "PayByBandwidth",
        "isp": "BGP_PRO",
        "deletionProtection": True,
        "tags": {"yett:project": "shop", "yett:stack": "test"},
    }
    assert made.of("CommonBandwithPackageAttachment") == {
        "a": {"bandwidthPackageId": "a-package-id", "instanceId": "a-id", "ipType": "EIP"}
    }
    assert "EipAssociation a" in made.dependencies("CommonBandwithPackageAttachment", "a")


def test_an_address_joins_a_package_of_the_account_with_a_bound_of_its_own() -> None:
    made = eip(bandwidth_package={"package_id": "cbwp-1"}, bandwidth_in_package=20)
    assert made.of("CommonBandwithPackage") == {}
    assert made.of("CommonBandwithPackageAttachment")["a"] == {
        "bandwidthPackageId": "cbwp-1",
        "instanceId": "a-id",
        "bandwidthPackageBandwidth": "20",
        "ipType": "EIP",
    }


def test_addresses_share_a_package_by_its_id() -> None:
    def program() -> None:
        shared = BandwidthPackage("shared", {"spec": {"bandwidth": 200, "internet_charge_type": "PayBy95"}})  # type: ignore[typeddict-item]
        for name in ("a", "b"):
            Eip(name, {"spec": {}, "bandwidth_package_id": shared.package_id})  # type: ignore[typeddict-item]

    made = record(program)
    assert made.of("CommonBandwithPackage")["shared"]["ratio"] == 20
    joined = {name: found["bandwidthPackageId"] for name, found in made.of("CommonBandwithPackageAttachment").items()}
    assert joined == {"a": "shared-id", "b": "shared-id"}


def test_machines_of_one_mapping_share_the_package_of_their_addresses() -> None:
    spec: Any = {"mode": "eip", "ports": None, "openings": None, "eip": {"bandwidth_package": {"bandwidth": 50}}}
    port = {"name": "play", "protocol": "udp", "port": 7777}
    opened = {"peer": {"anywhere": "players"}, "protocol": "udp", "port": 7777, "reason": "play", "owner": "game"}
    args: Any = {
        "spec": {**spec, "ports": [port], "openings": [opened]},
        "instance_ids": {"one": "i-1", "two": "i-2"},
        "today": "2026-06-15",
    }
    made = record(lambda: PortMapping("m", args))
    assert set(made.of("CommonBandwithPackage")) == {"m-package"}
    joined = {found["bandwidthPackageId"] for found in made.of("CommonBandwithPackageAttachment").values()}
    assert (joined, len(made.of("CommonBandwithPackageAttachment"))) == ({"m-package-id"}, 2)


FORWARD = {"name": "ssh", "protocol": "tcp", "external_port": 10022, "internal_port": 22, "to": "jump"}
OPENED = {"peer": {"cidr": "203.0.113.0/24"}, "protocol": "tcp", "port": 10022, "reason": "r", "owner": "o"}
PACKED = {"bandwidth_package": {"bandwidth": 50}}
OUT = {"outbound": ["10.0.0.0/24"], "port_forwards": [FORWARD], "openings": [OPENED]}


@pytest.mark.parametrize(
    "spec",
    [
        {"eip": PACKED, "strategy": "one_per_zone", "outbound_tiers": ["app"]},
        {"eip": PACKED, **OUT},
    ],
)
def test_a_gateway_with_several_addresses_buys_no_package_for_each(spec: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match=r"^eip.bandwidth_package: each address would buy a package; make a Bandwidth"):
        NatGatewaySpec.parse(spec)
    NatGatewaySpec.parse({**spec, "eip": {"bandwidth_package": {"package_id": "cbwp-1"}}})


def test_a_gateway_with_one_address_may_have_its_own_package() -> None:
    assert NatGatewaySpec.parse({"eip": PACKED, "outbound": ["10.0.0.0/24"]}).eip is not None
    assert NatGatewaySpec.parse({"eip": PACKED, **OUT, "shared_eip": True}).eip is not None
    assert NatGatewaySpec.parse({"eip": PACKED, **OUT, "forward_eip": {}}).eip is not None


YEAR = {"payment_type": "Subscription", "months": 12, "internet_charge_type": "PayByBandwidth"}
ROWS: list[tuple[dict[str, Any], str]] = [
    ({"bandwidth": 201}, "a.bandwidth: got 201, allowed is 1..200 Mbit/s"),
    ({"bandwidth": 501, "internet_charge_type": "PayByBandwidth"}, "a.bandwidth: got 501, allowed is 1..500 Mbit/s"),
    ({**YEAR, "bandwidth": 1001}, "a.bandwidth: got 1001, allowed is 1..1000 Mbit/s"),
    ({"months": 1}, "a.months: is for a subscription only, got 1; leave it out, or write payment_type: Subscription"),
    ({**YEAR, "months": None}, "a.months: is missing, allowed is 1..9, 12, 24, 36, 48 or 60"),
    ({**YEAR, "months": 10}, "a.months: got 10, allowed is 1..9, 12, 24, 36, 48 or 60"),
    ({**YEAR, "internet_charge_type": None}, "a.internet_charge_type: a subscription pays by bandwidth; write PayByB"),
    ({**YEAR, "bandwidth_package": {"package_id": "cbwp-1"}}, "a.bandwidth_package: an address by subscription joins"),
    ({"bandwidth_package": {}}, "a.bandwidth_package.bandwidth: is missing, allowed is 1..1000 Mbit/s"),
    (
        {"bandwidth_package": {"bandwidth": 199, "internet_charge_type": "PayBy95"}},
        "a.bandwidth_package.bandwidth: got 199, allowed is 200..20000 Mbit/s",
    ),
    (
        {"bandwidth_package": {"package_id": "eip-1"}},
        'a.bandwidth_package.package_id: got "eip-1", allowed is the id cbwp-... of a common bandwidth package',
    ),
    (
        {"bandwidth_package": {"package_id": "cbwp-1", "bandwidth": 5}},
        "a.bandwidth_package.bandwidth: cbwp-1 has it already; leave it out",
    ),
    (
        {"isp": "BGP_PRO", "bandwidth_package": {"bandwidth": 5, "isp": "BGP"}},
        'a.bandwidth_package.isp: got "BGP", allowed is the line of the address (BGP_PRO)',
    ),
    ({"bandwidth_in_package": 5}, "a.bandwidth_in_package: is a bound in a package, and there is none; give"),
    (
        {"bandwidth_in_package": 0, "bandwidth_package": {"package_id": "cbwp-1"}},
        "a.bandwidth_in_package: got 0, allowed is 1 Mbit/s or more",
    ),
]


@pytest.mark.parametrize(("spec", "message"), ROWS, ids=[row[1][:50] for row in ROWS])
def test_an_address_that_cannot_be_meant_is_refused(spec: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        eip(**spec)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("args", "spec", "message"),
    [
        ({"instance_type": "Nat"}, {}, "a.instance_type: instance_id and instance_type go together"),
        ({"instance_id": "x", "instance_type": "Router"}, {}, 'a.instance_type: got "Router", allowed is EcsInstance'),
        (
            {"bandwidth_package_id": "cbwp-1"},
            {"bandwidth_package": {"package_id": "cbwp-2"}},
            "a.bandwidth_package: an address joins one package",
        ),
        ({"bandwidth_package_id": "cbwp-1"}, YEAR, "a.bandwidth_package_id: an address by subscription joins no"),
    ],
)
def test_wiring_that_cannot_be_meant_is_refused(args: dict[str, Any], spec: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        eip(args, **spec)
    assert str(caught.value).startswith(message)
