"""The main job: `make up`, again, refresh, down, as a user does it, for both environments of the web scenario."""

import json
import re

import pytest

from tests.e2e.checkout import Checkout

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("stack", ["web-dev", "web-prod"])
def test_web_comes_up_stays_and_goes(checkout: Checkout, stack: str) -> None:
    first = checkout.stack("up", stack).ok().output
    assert re.search(r"\+ \d+ created", first), "the engine's own count"
    assert "declared_exposure" in first
    again = checkout.stack("up", stack).ok().output
    assert not re.search(r"\d+ (created|updated|replaced|deleted)", again), again
    checkout.pulumi("refresh", "--yes", "--expect-no-changes", config=True, stack=stack).ok()
    no_secret_in_clear(checkout, stack)
    exposed_is_declared(checkout, stack)
    assert json.loads(checkout.shell(f"yett orphans --stack {stack} --json").ok().output)["orphans"] == []
    down = checkout.stack("down", stack).ok().output
    assert re.search(r"- \d+ deleted", down)
    assert checkout.kinds() == {}, "nothing is left in the account"


def no_secret_in_clear(checkout: Checkout, stack: str) -> None:
    """Neither the access key's secret nor the certificate's key may stand in the state or in any log."""
    key = (checkout.path / ".yett/tls/web.key").read_text().splitlines()[1]
    said = checkout.state(stack) + (checkout.path / ".yett/emulator/actions.jsonl").read_text()
    stored = [path.read_text(errors="replace") for path in (checkout.path / ".yett/state").rglob("*.json*")]
    for text in [said, *stored]:
        assert key not in text
        assert "yett-emulator-secret" not in text


def exposed_is_declared(checkout: Checkout, stack: str) -> None:
    """On the state: nothing beyond what is declared, and what is declared can be dialled."""
    done = checkout.shell(f"pulumi stack export --stack {stack} > state.json; yett exposure --state state.json --json")
    document = json.loads(done.ok().output)
    assert all(row["declared"] for row in document["exposures"])
    ports = {port for row in document["exposures"] for port in row["ports"]}
    assert {"80", "443", "10022"} <= ports
