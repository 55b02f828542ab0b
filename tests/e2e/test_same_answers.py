"""One network, four snapshots: the preview before anything exists, the preview after, the state, and the account.

`make test` asks the same of a richer network (test_many_ways.py), and of every scenario that it is what was declared.
"""

import json
from typing import Any

import pytest

from tests.e2e.checkout import Checkout

pytestmark = [pytest.mark.engine, pytest.mark.long]

CONFIG = "--stack web-dev --config-file .yett/config/Pulumi.web-dev.yaml"
PREVIEW = f"pulumi preview --json --show-sames --non-interactive {CONFIG}"


def answers(checkout: Checkout, line: str) -> list[tuple[Any, ...]]:
    """What reaches what, without the names and ids that only some snapshots know."""
    done = checkout.shell(line)
    document, _ = json.JSONDecoder().raw_decode(done.output[done.output.index("{") :])
    keys = ("protocol", "ports", "target_ports", "sources", "verdict")
    return sorted(tuple(row[key] for key in keys) for row in document["exposures"])


def test_preview_state_and_account_give_the_same_answers(checkout: Checkout) -> None:
    checkout.stack("preview", "web-dev").ok()
    before = answers(checkout, f"{PREVIEW} > before.json; yett exposure --preview before.json --json")
    checkout.stack("up", "web-dev").ok()
    after = answers(checkout, f"{PREVIEW} > after.json; yett exposure --preview after.json --json")
    export = "pulumi stack export --stack web-dev > state.json"
    state = answers(checkout, f"{export}; yett exposure --state state.json --json")
    live = answers(checkout, "yett exposure --live --json || true")  # an account knows no openings: all is excess
    assert before
    assert after == before
    assert state == before
    assert live == before
