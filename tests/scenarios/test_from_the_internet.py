"""From the internet the exact analysis finds what is declared, however zones and gateways are chosen; no engine."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.exact import declared_by, exposed, nothing_else
from tests.scenarios.pages import certificate
from tests.scenarios.recorded_network import recorded_network
from tests.specs.sites import STACKS, scenario
from yett.scenarios import SCENARIOS
from yett_policies.exposure import analyse, to_document

H, I = "cn-hangzhou-h", "cn-hangzhou-i"  # noqa: E741
PER_ZONE: dict[str, object] = {"gateway.strategy": "one_per_zone", "gateway.port_forwards.0.zone": H}
BOTH = {"network.tiers.0.cidrs": {H: "10.41.0.0/24", I: "10.41.1.0/24"}}
COUNTED = {
    "network.zones": 2,
    "network.tiers": [{"name": name, "kind": kind} for name, kind in (("front", "public"), ("app", "private"))],
}
ISOLATED = {"network.tiers.2": {"name": "data", "kind": "isolated"}}
ROWS: list[tuple[str, dict[str, object]]] = [
    *((file.stem.removeprefix("Pulumi."), {}) for file in STACKS),
    ("web-dev", PER_ZONE),
    ("web-prod", PER_ZONE),
    ("web-dev", {**COUNTED, **ISOLATED}),
    ("web-dev", {**COUNTED, **ISOLATED, **PER_ZONE}),
    ("game-prod", {**BOTH, **PER_ZONE}),
    ("big-data-dev", PER_ZONE),
    ("bastion-dev", COUNTED),
    ("web-dev", {"gateway": {"strategy": "none"}}),
]


@pytest.mark.parametrize(("stack", "changes"), ROWS, ids=[f"{stack}: {', '.join(said)}" for stack, said in ROWS])
def test_what_is_declared_is_exposed_and_nothing_else(
    stack: str, changes: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    certificate()
    name, spec, today = stack.rpartition("-")[0], scenario(stack, changes), datetime.now(UTC).date()
    args: Any = {"spec": spec}
    document = to_document(analyse(recorded_network(lambda: SCENARIOS[name](name, args))))
    nothing_else(document)
    whole = SCENARIOS[name].spec_type.parse(spec, name).plain()
    assert str(exposed(document["exposures"])) == str(declared_by(whole, today))
