"""What came out for each mutant, kept in `.yett/mutants`, beside the written reasons for those that change nothing."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.mutation.mutant import ROOT, Mutant, mutants

REASONS = Path(__file__).parent / "equivalent.yaml"
"""Folder -> module -> reason -> the names of the mutants that it is the reason for."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of mutants; `idle` are reasons whose mutant is killed, or is not there any more."""

    mutants: int
    killed: int
    equivalent: int
    surviving: tuple[str, ...]
    idle: tuple[str, ...]


@dataclass(slots=True)
class Ledger:
    """`killers`: (module, source's digest, mutant's name) -> what killed it, "" for a survivor."""

    folder: str
    file: Path
    killers: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: str) -> "Ledger":
        """What is known of a folder."""
        ledger = cls(folder, ROOT / ".yett" / "mutants" / f"{folder}.jsonl")
        if ledger.file.exists():
            lines = map(json.loads, ledger.file.read_text(encoding="utf-8").splitlines())
            ledger.killers = {(module, source, name): killer for module, source, name, killer in lines}
        return ledger

    def forget(self) -> None:
        self.killers.clear()
        self.file.unlink(missing_ok=True)

    def wants(self, mutant: Mutant) -> bool:
        """Whether it has to be judged: not if it was killed, by tests that may only have grown since."""
        return not self.killers.get(key(mutant))

    def note(self, mutant: Mutant, killer: str) -> None:
        self.killers[key(mutant)] = killer
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps([*key(mutant), killer]) + "\n")

    def score(self, modules: Sequence[Path]) -> Score:
        """What came out for these modules."""
        every = [mutant for module in modules for mutant in mutants(module)]
        alive = {line(mutant) for mutant in every if not self.killers.get(key(mutant))}
        explained = set(reasons(self.folder, {module.name for module in modules}))
        killed = len(every) - len(alive)
        surviving, idle = sorted(alive - explained), sorted(explained - alive)
        return Score(len(every), killed, len(alive & explained), tuple(surviving), tuple(idle))


def key(mutant: Mutant) -> tuple[str, str, str]:
    source = hashlib.sha256(mutant.module.read_bytes()).hexdigest()[:16]
    return mutant.module.name, source, mutant.name


def line(mutant: Mutant) -> str:
    return f"{mutant.module.name}: {mutant.name}"


def reasons(folder: str, modules: set[str]) -> Iterator[str]:
    """The mutants of these modules that change nothing."""
    written = yaml.safe_load(REASONS.read_text(encoding="utf-8")) or {}
    for module, entries in written.get(folder, {}).items():
        if module in modules:
            yield from (f"{module}: {name}" for names in entries.values() for name in names)
