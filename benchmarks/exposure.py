"""How fast exposure is, as ratios within one run, on a stack of this repository's own generator.

`python benchmarks/exposure.py [--gate]`: every program is a whole process, run in turns with the one it is compared
with; wall seconds are compared (the best of several), processor seconds (user and system, its copies' too) and peak
memory stand beside. `--gate` exits 1 when a ratio misses its aim. Other tools: `exposure_peers.py`.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from exposure_inside import anomaly_share, calibration_ms, interface_ms
from whole_process import Cost, Ratio, beside, costs, generated, said_python

PYTHON = sys.executable
YETT = [PYTHON, "-m", "yett_cli.main", "exposure"]
RULES = 10_000


def loads(path: Path) -> list[str]:
    """The raw program: the same file through json.loads, and nothing else."""
    return [PYTHON, "-c", f"import json; json.loads(open({str(path)!r}, 'rb').read())"]


def beside_loads(what: str, option: str, path: Path) -> tuple[Cost, list[Ratio]]:
    """Exposure of a file beside json.loads of it; also what exposure itself takes."""
    raw, own = f"json.loads of a {what}", f"yett exposure {option} --json"
    found = costs({raw: loads(path), own: [*YETT, option, str(path), "--json"]})
    return found[own], beside(f"exposure of a {what} beside json.loads of it", found[own], found[raw], 4)


def sizes(folder: Path) -> list[Ratio]:
    """10,000 rules beside json.loads, then 100,000; and 10,000 of which no two are alike, which is not gated."""
    small = generated(PYTHON, folder / "small", RULES)
    own, plan = beside_loads("Terraform plan", "--terraform", small / "plan.json")
    _, preview = beside_loads("Pulumi preview", "--preview", small / "preview.json")
    hostile = generated(PYTHON, folder / "hostile", RULES, "--partners", "0")
    costs({"no two rules alike (not gated)": [*YETT, "--terraform", str(hostile / "plan.json"), "--json"]}, 1)
    large = generated(PYTHON, folder / "large", 10 * RULES)
    name = f"yett exposure, {10 * RULES:,} rules"
    grown = costs({name: [*YETT, "--terraform", str(large / "plan.json"), "--json"]}, 1)[name]
    return [*plan, *preview, *beside("ten times the rules", grown, own, 12)]


def startup(folder: Path) -> Ratio:
    """An empty stack beside an empty program, in seconds more."""
    empty = folder / "empty.json"
    empty.write_text('{"version": 3, "deployment": {"resources": []}}')
    nothing, ours = "python -c pass", "yett exposure on an empty stack"
    found = costs({nothing: [PYTHON, "-c", "pass"], ours: [*YETT, "--state", str(empty)]}, 7)
    return Ratio("seconds of start-up more than python -c pass", found[ours].cpu - found[nothing].cpu, 0.3)


def inside(folder: Path) -> list[Ratio]:
    """One interface of 1,000 rules, and what anomalies take of the exposure's own time, within this process."""
    plan = generated(PYTHON, folder / "small", RULES) / "plan.json"
    unit, found = calibration_ms(), interface_ms(1_000)
    print(f"{'calibration loop (a million additions)':58} {unit:7.2f} ms cpu")
    print(f"{'one interface, 1,000 rules, decided':58} {found:7.2f} ms cpu")
    share = anomaly_share(plan)
    return [
        Ratio("ms for one interface of 1,000 rules", found, 15),
        Ratio("anomalies of 10,000 rules beside what exposure takes without them", share, 0.6),
    ]


def main() -> None:
    """Measure, print, and with --gate judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gate", action="store_true", help="exit 1 when a ratio misses its aim")
    arguments = parser.parse_args()
    print(said_python())
    with tempfile.TemporaryDirectory(prefix="yett-bench-") as name:
        folder = Path(name)
        ratios = [startup(folder), *sizes(folder), *inside(folder)]
    print("\n".join(map(str, ratios)))
    if arguments.gate and not all(ratio.is_met for ratio in ratios):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
