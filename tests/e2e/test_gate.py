"""The gate on somebody else's program: 22 open to everyone stops the preview, a named peer passes."""

from pathlib import Path

import pytest

from tests.e2e.checkout import Checkout

pytestmark = pytest.mark.engine

PROGRAM = """
import pulumi, pulumi_alicloud as alicloud

vpc = alicloud.vpc.Network("net", cidr_block="10.0.0.0/8")
group = alicloud.ecs.SecurityGroup("jump", vpc_id=vpc.id, security_group_name="jump")
for index, cidr in enumerate(pulumi.Config().require("peers").split(",")):
    alicloud.ecs.SecurityGroupRule(
        f"ssh-{index}", type="ingress", ip_protocol="tcp", port_range="22/22", nic_type="intranet", policy="accept",
        priority=1, security_group_id=group.id, cidr_ip=cidr, description="administration",
    )
"""


def previewed(checkout: Checkout, peers: str) -> tuple[int, str]:
    folder = checkout.path / "raw"
    write(folder, PROGRAM)
    checkout.shell("cd raw && pulumi stack select --create dev && pulumi config set peers " + peers).ok()
    done = checkout.shell("cd raw && pulumi preview --policy-pack ../policies --stack dev --non-interactive")
    return done.code, done.output


def write(folder: Path, program: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "Pulumi.yaml").write_text("name: raw\nruntime: {name: python, options: {virtualenv: ../.venv}}\n")
    (folder / "__main__.py").write_text(program)


def test_ssh_from_everyone_stops_the_preview(checkout: Checkout) -> None:
    for peers in ("0.0.0.0/0", "0.0.0.0/1,128.0.0.0/1"):
        code, said = previewed(checkout, peers)
        assert code != 0
        assert "remote-login-from-internet" in said
        assert 'group "jump"' in said
        assert "tcp/22 from 0.0.0.0/0" in said
        assert "name the peers" in said
        assert "Traceback" not in said


def test_a_private_peer_passes(checkout: Checkout) -> None:
    code, said = previewed(checkout, "10.1.0.0/16")
    assert code == 0, said
