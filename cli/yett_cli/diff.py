"""`yett diff A B`: which packets a change lets in or shuts out; moving a rule or splitting a CIDR shows nothing."""

import json
import sys

import click

from yett.errors import SnapshotError
from yett.packets import INTERNET, AddressSet, TransportSet
from yett_policies.exposure import Analysis, Change, analyse
from yett_policies.exposure import diff as changes
from yett_policies.exposure.document import Json, unmodelled
from yett_policies.few import few

from .progress import step
from .sources import bytes_of, network_in, parsed, refusals
from .unmodelled import unmodelled_lines

MOST_SOURCES = 6
"""In a line; --json has them all."""
SIGNS = {"opened": "+", "closed": "-", "undecided": "?"}


@click.command("diff")
@click.argument("before")
@click.argument("after")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(before: str, after: str, as_json: bool) -> None:
    """Compare two files, each a Pulumi preview or state or a Terraform plan or state; - is standard input.

    Exits 0 when nothing opens, 1 when something does or may, 2 on error.
    """
    with refusals():
        if before == after == "-":
            raise SnapshotError("diff: standard input is given twice; give a file for one of the two")
        old, new = judged(before), judged(after)
        found, left = changes(old, new), unmodelled(set(new.unmodelled) - set(old.unmodelled))
        click.echo(as_document(found, left) if as_json else as_text(found, left))
        sys.exit(1 if any(change.kind != "closed" for change in found) else 0)


def judged(path: str) -> Analysis:
    """A file's exposures."""
    with step(f"deciding what {path} exposes"):
        return analyse(network_in(parsed(bytes_of(path), path), path))


def as_text(found: tuple[Change, ...], left: list[Json]) -> str:
    """One line for each workload and transport, and for each thing that has come and is not followed."""
    none = [] if found else ["no change: the same packets reach the same workloads"]
    return "\n".join([*none, *(line for change in found for line in lines(change)), *unmodelled_lines(left)])


def lines(change: Change) -> list[str]:
    """`+ opened web tcp/22 from 0.0.0.0/0`."""
    head = f"{SIGNS[change.kind]} {change.kind} {change.name}"
    return [f"{head} {transport} from {few(blocks(sources), MOST_SOURCES)}" for sources, transport in rows(change)]


def rows(change: Change) -> list[tuple[AddressSet, TransportSet]]:
    """Sources with what they dial, in a fixed order."""
    return sorted(change.rows, key=lambda row: (row[1].points.edges, row[0].points.edges))


def blocks(sources: AddressSet) -> tuple[str, ...]:
    """The sources as the fewest CIDRs: "0.0.0.0/0" for the whole internet."""
    return sources.filled(zone=INTERNET).cidrs()


def as_document(found: tuple[Change, ...], left: list[Json]) -> str:
    """The same as JSON."""
    changed = [
        {
            "change": change.kind,
            "workload": change.workload,
            "name": change.name,
            "traffic": str(transport),
            "sources": list(blocks(sources)),
        }
        for change in found
        for sources, transport in rows(change)
    ]
    return json.dumps({"version": 1, "changes": changed, "unmodelled": left}, indent=2)
