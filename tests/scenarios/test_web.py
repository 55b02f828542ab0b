"""The web scenario opens what its config declares and nothing else, in both kinds of group."""

import json
from pathlib import Path
from typing import Any

import pulumi
import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import GONE, site, stack
from yett.errors import SpecError
from yett.scenarios import Web

TODAY = "2026-11-21"
PEM = "-----BEGIN {0}-----\nAAAA\n-----END {0}-----\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with the certificate that the stack files name."""
    folder = tmp_path / ".yett" / "tls"
    folder.mkdir(parents=True)
    (folder / "web.crt").write_text(PEM.format("CERTIFICATE"))
    (folder / "web.key").write_text(PEM.format("PRIVATE KEY"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def web(spec: dict[str, Any], outputs: list[Any] | None = None, into: Recorded | None = None) -> Recorded:
    def program() -> pulumi.Output[Any]:
        found = pulumi.Output.all(**Web("web", {"spec": spec, "today": TODAY}).exports())  # type: ignore[typeddict-item]
        return found.apply(outputs.append if outputs is not None else lambda _: None)

    return record(program, into)


def ingress(made: Recorded, group: str) -> set[tuple[str, str]]:
    return {
        (rule.get("cidrIp") or rule.get("ipv6CidrIp") or rule["sourceSecurityGroupId"], rule["portRange"])
        for rule in made.of("SecurityGroupRule").values()
        if rule["securityGroupId"] == f"{group}-id" and rule["type"] == "ingress"
    }


@pytest.mark.usefixtures("files")
def test_the_instances_are_reached_by_the_balancer_and_the_declared_peers_only() -> None:
    assert ingress(web(site()), "web-instances") == {("100.64.0.0/10", "8080/8080"), ("203.0.113.0/24", "22/22")}


@pytest.mark.usefixtures("files")
def test_the_database_tier_is_reached_by_the_instances_only() -> None:
    assert ingress(web(site()), "web-database") == {("web-instances-id", "3306/3306")}


@pytest.mark.usefixtures("files")
def test_enterprise_groups_name_the_networks_of_the_tier_in_place_of_its_group() -> None:
    made = web(stack("web-prod")["yett:web"])
    assert ingress(made, "web-database") == {("10.30.16.0/22", "3306/3306"), ("10.30.20.0/22", "3306/3306")}
    assert {found["securityGroupType"] for found in made.of("SecurityGroup").values()} == {"enterprise"}


@pytest.mark.usefixtures("files")
def test_the_forward_leads_to_ssh_and_the_balancer_to_the_application() -> None:
    made = web(site())
    forward = made.of("ForwardEntry")["web-gateway-ssh"]
    assert (forward["externalPort"], forward["internalPort"], forward["internalIp"]) == ("10022", "22", "10.0.0.7")
    listeners = {found["frontendPort"]: found for found in made.of("Listener").values()}
    assert (listeners[80]["forwardPort"], listeners[443]["backendPort"]) == (443, 8080)
    assert len(made.of("ServerGroupServerAttachment")) == len(made.of("Instance")) == 2


@pytest.mark.usefixtures("files")
def test_a_forward_of_80_to_8080_works_the_same() -> None:
    forward = {"name": "alt", "protocol": "tcp", "external_port": 80, "internal_port": 8080, "to": "cn-hangzhou-i-1"}
    changes = {"gateway.port_forwards": [forward], "gateway.openings.0.ports": [80]}
    assert ("203.0.113.0/24", "8080/8080") in ingress(web(site(changes)), "web-instances")


@pytest.mark.usefixtures("files")
def test_a_closed_opening_closes_the_forward_and_the_group_behind_it() -> None:
    made = web(site({"gateway.openings.0.closed": True}))
    assert made.of("ForwardEntry") == {}
    assert ingress(made, "web-instances") == {("100.64.0.0/10", "8080/8080")}


@pytest.mark.usefixtures("files")
def test_only_the_private_tier_goes_out() -> None:
    made = web(site())
    assert {found["sourceCidr"] for found in made.of("SnatEntry").values()} == {"10.20.10.0/24", "10.20.11.0/24"}


@pytest.mark.usefixtures("files")
def test_a_site_without_a_gateway_has_no_way_in_or_out_but_the_balancer() -> None:
    outputs: list[Any] = []
    made = web(site({"gateway": GONE}), outputs)
    assert made.of("NatGateway") == made.of("EipAddress") == {}
    assert (outputs[0]["outbound_address"], outputs[0]["administration_address"]) == (None, None)


@pytest.mark.usefixtures("files")
def test_addresses_and_the_declared_exposure_are_exported() -> None:
    outputs: list[Any] = []
    web(site(), outputs)
    assert outputs[0]["balancer_address"] == "47.0.0.10"
    assert outputs[0]["administration_address"] == "47.0.0.9"
    assert [(row["where"], row["peer"], row["traffic"], row["state"]) for row in outputs[0]["declared_exposure"]] == [
        ("balancer.openings[0]", "anywhere", "tcp/80,443", "open"),
        ("gateway.openings[0]", "zone office", "tcp/10022", "open"),
        ("egress[0]", "anywhere", "tcp/443", "open"),
        ("egress[1]", "100.100.2.136/32, 100.100.2.138/32", "udp/53", "open"),
    ]


@pytest.mark.usefixtures("files")
def test_every_resource_that_can_have_tags_says_whose_it_is() -> None:
    made = web(site())
    untagged = {
        typ.split(":")[-1]
        for (typ, _), found in made.inputs.items()
        if typ.startswith("alicloud:") and "tags" not in found
    }
    assert untagged == {
        "SecurityGroupRule",
        "EipAssociation",
        "SnatEntry",
        "ForwardEntry",
        "Listener",
        "ServerGroupServerAttachment",
    }


@pytest.mark.usefixtures("files")
def test_the_key_of_the_certificate_stands_nowhere_in_clear() -> None:
    made = web(site())
    clear = [name for (_, name), found in made.inputs.items() if "PRIVATE KEY" in json.dumps(found)]
    assert clear == []


@pytest.mark.usefixtures("files")
def test_what_a_provider_of_one_version_does_not_know_is_never_set() -> None:
    unknown = {"availabilityMode", "sourceGroupOwnerId", "enableNetworkEncryption", "instanceMetadataTags", "features"}
    assert not any(unknown & found.keys() for found in web(site()).inputs.values())


@pytest.mark.parametrize(
    "changes", [{"balancer.listeners.1.port": 70000}, {"owner": GONE}, {"network.cidr": "10.0.0.1"}]
)
@pytest.mark.usefixtures("files")
def test_nothing_is_registered_for_a_site_that_cannot_be_meant(changes: dict[str, object]) -> None:
    made = Recorded()
    with pytest.raises(SpecError):
        web(site(changes), into=made)
    assert made.inputs == {}


def test_a_missing_certificate_file_is_said_before_the_first_resource(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = Recorded()
    with pytest.raises(SpecError) as caught:
        web(site(), into=made)
    assert made.inputs == {}
    assert str(caught.value) == (
        "web.balancer.listeners[1].certificate.certificate_file: cannot be read,"
        ' got ".yett/tls/web.crt", allowed is a PEM file; for a try-out make one with `yett certificate`'
    )
