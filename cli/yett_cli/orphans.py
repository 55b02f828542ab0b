"""`yett orphans`: what the account holds for a stack and the stack's state does not know.

An engine that is killed after the cloud answered and before the answer was recorded leaves such a resource behind.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from yett.errors import SnapshotError, YettError
from yett_cli.output import opened
from yett_cli.pending import adoptions, taken_over
from yett_cli.progress import step
from yett_policies.snapshot.cloud_api import CloudApi
from yett_policies.snapshot.inventory import Held, held


@click.command("orphans")
@click.option("--stack", help="Stack name; its state is read with `pulumi stack export`.")
@click.option("--state", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A stack export instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--take-over",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the state with what cut-off creations have made, for `pulumi stack import`.",
)
def orphans(stack: str | None, state: Path | None, as_json: bool, take_over: Path | None) -> None:
    """Name what is in the account and not in the state; exit 1 when there is any."""
    try:
        export = read_export(stack, state)
        project, name = project_and_stack(export)
        known = ids_in(export)
        with step("reading the account"):
            account = held(CloudApi.from_environment(), project, name)
        lost = [one for one in account if known.isdisjoint((one.id, one.alias))]
        found = adoptions(export["deployment"], lost)
        if take_over:
            with opened(take_over, "--take-over") as stream:
                json.dump(taken_over(export, found), stream, indent=4)
    except YettError as error:
        click.echo(f"yett: {error}", err=True)
        sys.exit(2)
    click.echo(as_document(project, name, lost, found) if as_json else as_text(project, name, lost, found, take_over))
    sys.exit(1 if lost else 0)


def read_export(stack: str | None, state: Path | None) -> dict[str, Any]:
    if (stack is None) == (state is None):
        raise SnapshotError("orphans: give exactly one of --stack NAME and --state FILE")
    text = state.read_text() if state else exported(str(stack))
    try:
        return dict(json.loads(text))
    except (ValueError, TypeError) as error:
        raise SnapshotError(f"{state or stack}: not a stack export: {error}") from error


def exported(stack: str) -> str:
    command = ["pulumi", "stack", "export", "--stack", stack]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    except FileNotFoundError as error:
        raise SnapshotError("orphans: no `pulumi` on PATH; give --state FILE or put the engine on PATH") from error
    if done.returncode:
        raise SnapshotError(f"orphans: `{' '.join(command)}` failed: {done.stderr.strip()}")
    return done.stdout


def resources_of(export: dict[str, Any]) -> list[dict[str, Any]]:
    deployment = export.get("deployment")
    if not isinstance(deployment, dict):
        raise SnapshotError("orphans: no `deployment` in the file; make it with `pulumi stack export`")
    return [one for one in deployment.get("resources") or [] if isinstance(one, dict)]


def project_and_stack(export: dict[str, Any]) -> tuple[str, str]:
    """From the first URN: `urn:pulumi:STACK::PROJECT::…`."""
    for one in resources_of(export):
        stack, project, *_ = str(one.get("urn", "")).removeprefix("urn:pulumi:").split("::")
        return project, stack
    raise SnapshotError("orphans: the state is empty, so it names no project; run `pulumi up` first")


def ids_in(export: dict[str, Any]) -> set[str]:
    """The ids of the state's resources, and the cloud's own of group rules."""
    found = {str(one["id"]) for one in resources_of(export) if one.get("id")}
    outputs = (one.get("outputs") or {} for one in resources_of(export))
    return found | {str(out["securityGroupRuleId"]) for out in outputs if out.get("securityGroupRuleId")}


def as_document(project: str, stack: str, lost: list[Held], found: Mapping[str, Held]) -> str:
    """`pending` is the URN whose creation made the resource, or null."""
    urns = {one: urn for urn, one in found.items()}
    rows = [
        {"type": one.type, "id": one.id, "name": one.name, "found_by": one.why, "pending": urns.get(one)}
        for one in lost
    ]
    return json.dumps({"version": 1, "project": project, "stack": stack, "orphans": rows}, indent=2)


def as_text(project: str, stack: str, lost: list[Held], found: Mapping[str, Held], take_over: Path | None) -> str:
    """One line each, then what to do."""
    if not lost:
        return f"no orphans: everything the account holds for {project}/{stack} is in its state"
    head = f"{len(lost)} in the account and not in the state of {project}/{stack}:"
    lines = [f"{one.type}  {one.id}  {one.name}  (found by its {one.why})" for one in lost]
    return "\n".join([head, *lines, *advice(stack, lost, found, take_over)])


def advice(stack: str, lost: list[Held], found: Mapping[str, Held], take_over: Path | None) -> Iterator[str]:
    if found:
        yield f"{len(found)} made by creations that were cut off; take them into the state with:"
        yield from [] if take_over else [f"  yett orphans --stack {stack} --take-over lost.json"]
        yield f"  pulumi stack import --stack {stack} --file {take_over or 'lost.json'}"
        yield f"  pulumi refresh --stack {stack} --clear-pending-creates"
    if len(found) < len(lost):
        yield "take one into the state with `pulumi import TYPE NAME ID`, or delete it in the cloud"
