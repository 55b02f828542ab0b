"""What tools are compared by: a few lines of Terraform each, whether they are bad, and why, so that anybody can judge.

The first lines of a case are its verdict with the reason, the same in Chinese, and the `stages` that it stands on.
"""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CASES, STAGES, PLANS = HERE / "cases", HERE / "stages", HERE / "plans"
PROFILE = HERE / "profile.yaml"
"""What ours is asked by: its own rules, less those for declarations that a Terraform module has no words for."""
BAD, FINE = "bad", "fine"


@dataclass(frozen=True, slots=True)
class Case:
    """One configuration and the truth about it."""

    name: str
    is_bad: bool
    why: str
    why_zh: str
    files: dict[str, str]
    """The whole root module, by file name."""

    @property
    def plan(self) -> Path:
        """`terraform show -json` of its plan, as far as it says what is planned."""
        return PLANS / f"{self.name}.json"


def load() -> list[Case]:
    """Every case, by name."""
    return [read(file) for file in sorted(CASES.glob("*.tf"))]


def read(file: Path) -> Case:
    """One case; raises ValueError for a verdict that is none."""
    text = file.read_text(encoding="utf-8")
    first, second, third = (line.removeprefix("# ") for line in text.split("\n")[:3])
    verdict, _, why = first.partition(": ")
    why_zh, stages = second.partition("：")[2], third.removeprefix("stage: ").split()
    if verdict not in (BAD, FINE):
        raise ValueError(f'{file.name}: verdict "{verdict}", allowed is {BAD} or {FINE}')
    below = [STAGES / f"{name}.tf" for name in dict.fromkeys(["network", *stages])]
    files = {one.name: one.read_text(encoding="utf-8") for one in below} | {"main.tf": text}
    return Case(file.stem, verdict == BAD, why, why_zh, files)
