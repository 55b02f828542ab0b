"""The mirror scenario: two VPCs nobody outside reaches, and three ports that lead from tier to tier."""

import configparser
from typing import Any

import pulumi
import pytest
import yaml

from tests.components.recorder import Recorded, record
from tests.specs.sites import GONE, opening, scenario
from yett.errors import SpecError
from yett.scenarios import DatabaseMirror
from yett.specs.database_mirror import DatabaseMirrorSpec

TODAY = "2026-11-21"
PRIMARY, MIRROR = "10.70.1.0/24", "10.71.1.0/24"


def mirror(spec: dict[str, Any], outputs: list[Any] | None = None) -> Recorded:
    def program() -> pulumi.Output[Any]:
        made = DatabaseMirror("m", {"spec": spec, "today": TODAY})  # type: ignore[typeddict-item]
        return pulumi.Output.all(**made.exports()).apply(outputs.append if outputs is not None else lambda _: None)

    return record(program)


def rules(made: Recorded, group: str, direction: str) -> set[tuple[str, str]]:
    return {
        (rule.get("cidrIp"), rule["portRange"])
        for rule in made.of("SecurityGroupRule").values()
        if rule["securityGroupId"] == f"m-{group}-id" and rule["type"] == direction and rule["policy"] == "accept"
    }


def test_the_mirror_reaches_three_ports_of_the_primary_and_nothing_comes_back() -> None:
    made = mirror(scenario("database-mirror-dev"))
    ports = {"3306/3306", "3307/3307", "6032/6032"}
    assert rules(made, "primary", "ingress") == {(MIRROR, run) for run in ports}
    assert rules(made, "mirror", "egress") == {(PRIMARY, run) for run in ports}
    assert rules(made, "primary", "egress") == rules(made, "mirror", "ingress") == set()


def test_both_ways_are_open_when_the_config_says_so() -> None:
    made = mirror(scenario("database-mirror-dev", {"two_way": True, "ports": [3306]}))
    assert rules(made, "primary", "egress") == rules(made, "primary", "ingress") == {(MIRROR, "3306/3306")}
    assert rules(made, "mirror", "egress") == rules(made, "mirror", "ingress") == {(PRIMARY, "3306/3306")}


def test_routes_lead_from_tier_to_tier_only() -> None:
    made = mirror(scenario("database-mirror-prod"))
    assert {one["destinationCidrblock"] for one in made.of("RouteEntry").values()} == {
        "10.72.1.0/24",
        "10.72.2.0/24",
        "10.73.1.0/24",
    }
    assert made.of("PeerConnection")["m-peering"]["bandwidth"] == 100


def test_nothing_has_a_public_address_and_every_disk_is_encrypted() -> None:
    made = mirror(scenario("database-mirror-prod"))
    assert made.of("EipAddress") == made.of("NatGateway") == made.of("ApplicationLoadBalancer") == {}
    assert {one["systemDiskEncrypted"] for one in made.of("Instance").values()} == {True}


def test_the_mirror_s_side_is_made_in_its_own_region() -> None:
    made = mirror(scenario("database-mirror-dev"))
    away = {
        name
        for (typ, name), found in made.requests.items()
        if typ.startswith("alicloud:") and "m-cn-shanghai" in found.provider
    }
    assert away == {
        found for typ, found in made.names() if found.startswith("m-mirror") or found.startswith("m-peering-back")
    }


def test_the_application_of_the_own_vpc_uses_the_primary() -> None:
    outputs: list[Any] = []
    made = mirror(scenario("database-mirror-prod"), outputs)
    assert ("10.72.16.0/22", "3306/3306") in rules(made, "primary", "ingress")
    rows = [(row["where"], row["direction"], row["peer"]) for row in outputs[0]["declared_exposure"]]
    assert rows == [
        ("ingress[0]", "ingress", "zone application"),
        ("groups.primary.ingress[0]", "ingress", "10.73.1.0/24"),
        ("groups.mirror.ingress[0]", "ingress", "10.72.1.0/24, 10.72.2.0/24"),
        ("groups.primary.egress[0]", "egress", "10.73.1.0/24"),
        ("groups.mirror.egress[0]", "egress", "10.72.1.0/24, 10.72.2.0/24"),
    ]


def test_mysql_on_both_sides_is_told_to_refuse_sessions_without_tls() -> None:
    scripts = {one["userData"] for one in mirror(scenario("database-mirror-dev")).of("Instance").values()}
    (script,) = scripts
    assert script.startswith("#cloud-config\n")
    for file in yaml.safe_load(script)["write_files"]:
        options = configparser.ConfigParser()
        options.read_string(file["content"])
        assert options["mysqld"]["require_secure_transport"] == "ON"
        assert options["mysqld"]["tls_version"] == "TLSv1.2,TLSv1.3"
        assert options["client"]["ssl-mode"] == "REQUIRED"


def test_a_script_of_one_s_own_that_requires_tls_and_an_image_that_does_are_left_alone() -> None:
    own = "#!/bin/sh\necho require_secure_transport=ON >> /etc/my.cnf\n"
    made = mirror(scenario("database-mirror-dev", {"instances.user_data": own})).of("Instance")
    assert {name: found["userData"] for name, found in made.items() if "primary" in name}.popitem()[1] == own
    made = mirror(scenario("database-mirror-dev", {"require_tls": False})).of("Instance")
    assert all("userData" not in found for found in made.values())


ROWS: list[tuple[dict[str, object], str]] = [
    (
        {"mirror_network.cidr": "10.70.0.0/15", "mirror_network.tiers.0.cidrs": {"cn-shanghai-b": "10.71.1.0/24"}},
        'm.mirror_network.cidr: overlaps network.cidr (10.70.0.0/16), got "10.70.0.0/15"',
    ),
    ({"network.tiers.0.kind": "private"}, "m.network.tiers: got 0 isolated tiers, allowed is exactly one"),
    ({"instances.system_disk_encrypted": GONE}, "m.instances.system_disk_encrypted: is missing, allowed is true"),
    (
        {"instances.data_disks": [{"size": 100, "encrypted": True}, {"size": 100}]},
        "m.instances.data_disks[1].encrypted: is missing, allowed is true",
    ),
    (
        {"mirror_instances.user_data": "#!/bin/sh\ntrue\n"},
        "m.mirror_instances.user_data: says nothing of require_secure_transport, allowed is a script that turns it on",
    ),
    ({"ports": [3306, 0]}, "m.ports[1]: got 0, allowed is 1..65535"),
    ({"instances.zones": ["cn-hangzhou-i"]}, "m.instances.zones[0]: no isolated vSwitch there"),
    ({"ingress": [opening(ports=[3306])]}, "m.ingress[0].peer: a database is reached from its own VPC, got"),
    ({"mirror_region": GONE}, "m.mirror_region: is missing, allowed is the region of the mirror"),
]


@pytest.mark.parametrize(("changes", "message"), ROWS)
def test_a_mirror_that_cannot_be_meant_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        DatabaseMirrorSpec.parse(scenario("database-mirror-dev", changes), "m")
    assert str(caught.value).startswith(message)
