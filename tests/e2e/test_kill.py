"""What a crash leaves behind: the emulator or the engine is killed in the middle of `up`, and `up` again converges."""

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e.checkout import Checkout

pytestmark = pytest.mark.engine

PATIENCE = 120
OWN = {"vpc", "vswitch", "security_group", "instance", "nat_gateway", "eip", "load_balancer", "certificate"}
"""Kinds that a stack asks for one by one; the account adds others of its own (route tables, interfaces, disks)."""
TOKENS = {
    "vpc": "alicloud:vpc/network:Network",
    "vswitch": "alicloud:vpc/switch:Switch",
    "security_group": "alicloud:ecs/securityGroup:SecurityGroup",
    "instance": "alicloud:ecs/instance:Instance",
    "nat_gateway": "alicloud:vpc/natGateway:NatGateway",
    "eip": "alicloud:ecs/eipAddress:EipAddress",
    "load_balancer": "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
    "certificate": "alicloud:slb/serverCertificate:ServerCertificate",
}


def wait_for_action(checkout: Checkout, action: str) -> None:
    """Until the account has carried out an action."""
    until = time.monotonic() + PATIENCE
    log = checkout.path / ".yett/emulator/actions.jsonl"
    while not (log.exists() and f'"{action}"' in log.read_text()):
        assert time.monotonic() < until, f"{action} was never asked for"
        time.sleep(0.02)


def end(process: "subprocess.Popen[str]") -> None:
    """With all that it has started, as a machine that is switched off ends; plugins have groups of their own."""
    for one in (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()):
        with suppress(ProcessLookupError):
            if os.getsid(one) == process.pid:
                os.kill(one, signal.SIGKILL)
    process.communicate()


def in_account(checkout: Checkout) -> dict[str, int]:
    return {kind: count for kind, count in checkout.live_kinds().items() if kind in OWN}


def in_state(checkout: Checkout) -> dict[str, int]:
    types = [resource["type"] for resource in checkout.resources("web-dev")]
    return {kind: types.count(token) for kind, token in TOKENS.items()}


# a machine whose order was carried out and not answered is ordered again if the restart takes longer than the provider
# repeats its call, which happens beside other work
@pytest.mark.parametrize("action", ["AuthorizeSecurityGroup", pytest.param("RunInstances", marks=pytest.mark.long)])
def test_killing_the_emulator_loses_and_doubles_nothing(checkout: Checkout, action: str) -> None:
    checkout.shell("true").ok()
    up = checkout.start("scripts/stack up web-dev")
    wait_for_action(checkout, action)
    checkout.kill_emulator()
    checkout.run(".venv/bin/yett", "emulate", "--detach").ok()  # at once: the provider asks again for seconds only
    up.communicate(timeout=PATIENCE * 4)
    checkout.pulumi("up", "--yes", "--skip-preview", config=True).ok()
    assert in_account(checkout) == in_state(checkout)
    orphans = json.loads(checkout.shell("yett orphans --stack web-dev --json").ok().output)
    assert orphans["orphans"] == []
    checkout.stack("down", "web-dev").ok()
    assert checkout.kinds() == {}


def test_killing_the_engine_converges_and_takes_over_what_it_lost(checkout: Checkout) -> None:
    checkout.shell("true").ok()
    up = checkout.start("scripts/stack up web-dev")
    wait_for_action(checkout, "RunInstances")
    end(up)
    checkout.pulumi("cancel", "--yes").ok()
    found = checkout.shell("yett orphans --stack web-dev --json --take-over lost.json")
    lost = json.loads(found.output)["orphans"]
    assert found.code == (1 if lost else 0)
    assert all(one["pending"] for one in lost), found.output
    checkout.pulumi("stack", "import", "--file", "lost.json").ok()
    checkout.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates", config=True).ok()
    checkout.pulumi("up", "--yes", "--skip-preview", config=True).ok()
    assert in_account(checkout) == in_state(checkout)
    checkout.shell("yett orphans --stack web-dev").ok()
