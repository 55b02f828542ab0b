"""The tables of parameters: fresh, complete, and generous towards the provider."""

import subprocess
import sys
from pathlib import Path

import pytest

from yett_emulator.service import Service, all_services
from yett_emulator.shapes import is_known, pattern, shapes

ROOT = Path(__file__).resolve().parents[3]
WITHOUT_TABLE = {"Sts", "Location", "BssOpenApi", "ResourceManager", "Kms"}


def test_the_tables_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "update-shapes"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("service", all_services(), ids=lambda service: service.product)
def test_every_action_has_a_table(service: Service) -> None:
    if service.product in WITHOUT_TABLE:
        assert shapes(service.product) == {}
    else:
        assert set(service.operations) - set(shapes(service.product)) == set()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Tag.1.Key", "Tag.N.Key"), ("SecurityGroupIds.12", "SecurityGroupIds.N"), ("Ipv6Address", "Ipv6Address")],
)
def test_a_name_is_read_without_its_numbers(name: str, wanted: str) -> None:
    assert pattern(name) == wanted


@pytest.mark.parametrize(
    ("product", "action", "name", "known"),
    [
        ("Vpc", "CreateVpc", "Tag.N.Key", True),
        ("Vpc", "CreateVpc", "Tag.N.Colour", False),
        ("Vpc", "CreateNatGateway", "Zone", True),
        ("Vpc", "UpdateNetworkAclEntries", "IngressAclEntries.N.Policy", True),
        ("Vpc", "UpdateNetworkAclEntries", "IngressAclEntries.N.Teapot", False),
        ("Ecs", "AuthorizeSecurityGroup", "Permissions.N.IpProtocol", True),
        ("Ecs", "RunInstances", "SystemDisk.Category", True),
        ("Ecs", "RunInstances", "NetworkInterface.N.SecurityGroupIds.N", True),
        ("Slb", "CreateLoadBalancerHTTPListener", "XForwardedFor", True),
    ],
)
def test_a_parameter_is_known_from_the_sdk_or_the_provider(product: str, action: str, name: str, known: bool) -> None:
    assert is_known(product, action, name) is known
