"""The gate on ten bad programs and their mended twins; the first preview is judged as the state afterwards."""

import re
from pathlib import Path

import pytest

from tests.e2e.bad_programs import LATER, PROGRAMS, SAID, Program, apart, findings, told
from tests.e2e.checkout import Checkout
from tests.e2e.exact import PREVIEW
from tests.specs.sites import STACKS
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

BOUNDED = ("ssh_behind_10022",)
"""The program that `make test` runs too; the others take a minute for each pair."""
DOCUMENTS = (("preview", "plan.json"), ("state", "state.json"))
TWINS = pytest.mark.parametrize("mended", [False, True], ids=["bad", "mended"])


def programs() -> list[object]:
    return [pytest.param(name, marks=() if name in BOUNDED else pytest.mark.long, id=name) for name in sorted(SAID)]


@pytest.mark.parametrize("name", programs())
def test_the_bad_program_is_blocked_and_its_mended_twin_passes(
    tmp_path: Path, alicloud_emulator: EmulatorHandle, name: str
) -> None:
    code, said = Program.made(tmp_path / "bad", name, alicloud_emulator.env, mended=False).gated()
    assert code != 0
    assert "Traceback" not in said
    assert re.search(rf"\[mandatory\] \[severity: \w+\]  {SAID[name][0]}  \(alicloud:", said), said
    assert any(all(words in line for words in SAID[name]) for line in said.splitlines()), said
    code, said = Program.made(tmp_path / "mended", name, alicloud_emulator.env, mended=True).gated()
    assert code == 0, said


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(SAID))
@TWINS
def test_the_first_preview_is_judged_as_the_state_afterwards(
    tmp_path: Path, alicloud_emulator: EmulatorHandle, name: str, mended: bool
) -> None:
    program = Program.made(tmp_path / name, name, alicloud_emulator.env, mended=mended)
    planned = findings("--preview", str(program.planned()))
    state = findings("--state", str(program.exported()))
    if name not in LATER:
        assert not apart(planned, state), "\n".join(apart(planned, state))
        return
    certain = [one for one in planned if one["verdict"] == "violated"]
    assert set(told(certain)) <= set(told(state))
    assert all("vpc ipv6 internet bandwidth" in one["message"] for one in planned if one not in certain), LATER[name]


@pytest.mark.long
@pytest.mark.parametrize("stack", [file.stem.removeprefix("Pulumi.") for file in STACKS if file.stem.endswith("-prod")])
def test_a_scenario_is_judged_on_its_first_preview_as_on_its_state(checkout: Checkout, stack: str) -> None:
    checkout.stack("preview", stack).ok()
    checkout.shell(f"{PREVIEW.format(stack)} > plan.json").ok()
    checkout.stack("up", stack).ok()
    checkout.shell(f"pulumi stack export --stack {stack} > state.json").ok()
    planned, state = (findings(f"--{kind}", str(checkout.path / file)) for kind, file in DOCUMENTS)
    assert not apart(planned, state), "\n".join(apart(planned, state))
    checkout.stack("down", stack).ok()


def test_every_program_has_its_words() -> None:
    written = {file.stem for file in PROGRAMS.glob("*.py")} - {"stage"}
    assert written == set(SAID)
    assert len(written) == 10
