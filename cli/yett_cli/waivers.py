"""`yett waivers list|lint`: who accepted which finding until when, and which of it does not hold."""

import json
import sys
from datetime import UTC, date, datetime
from typing import Any

import click

from yett_policies.waivers import Waiver, Waivers
from yett_policies.waivers.file import waivers_of

from .sources import refusals
from .terminal import add_row, new_table, show

VERSION = 1
"""Of the JSON documents; raised when a reader of an older one would misread a newer one."""


@click.group("waivers")
def waivers() -> None:
    """Waivers: findings that somebody accepts until a day."""


@waivers.command("list")
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_waivers(files: tuple[str, ...], as_json: bool) -> None:
    """Show the waivers of FILES: waiver files, or a stack's Pulumi.NAME.yaml.

    Exits 0 when all of them hold, 1 when one does not, 2 on error.
    """
    with refusals():
        today = datetime.now(UTC).date()
        found = waivers_of(files, today)
        print_json(found, today) if as_json else print_table(found, today)
        sys.exit(1 if found.problems else 0)


@waivers.command("lint")
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def lint(files: tuple[str, ...], as_json: bool) -> None:
    """Show what of FILES does not hold, and why: malformed, expired, of no rule, or never to be waived.

    Exits 0 when all of it holds, 1 when something does not, 2 on error.
    """
    with refusals():
        found = waivers_of(files, datetime.now(UTC).date())
        click.echo(as_problems(found) if as_json else "\n".join(said(found)))
        sys.exit(1 if found.problems else 0)


def print_json(found: Waivers, today: date) -> None:
    """Every waiver with its place and whether it holds."""
    rows = [
        as_row(where, one, today) for where, one in sorted(found.held + found.expired, key=lambda placed: placed[0])
    ]
    click.echo(json.dumps({"version": VERSION, "waivers": rows, "problems": problems(found)}, indent=2))


def as_row(where: str, one: Waiver, today: date) -> dict[str, Any]:
    return {"where": where, "holds": one.holds(today), "days_left": days_left(one, today), **one.plain()}


def days_left(one: Waiver, today: date) -> int:
    """Days until the last one, negative when it is over."""
    return (date.fromisoformat(one.expires) - today).days


def problems(found: Waivers) -> list[dict[str, str]]:
    return [{"where": p.urn, "rule": p.rule, "message": p.problem, "fix": p.fix} for p in found.problems]


def as_problems(found: Waivers) -> str:
    return json.dumps({"version": VERSION, "problems": problems(found)}, indent=2)


def print_table(found: Waivers, today: date) -> None:
    """One row each, the next to end first; then what does not hold."""
    placed = sorted(found.held + found.expired, key=lambda one: one[1].expires)
    if placed:
        table = new_table("expires", "days left", "rule", "resource", "traffic", "owner", "approver", "reason")
        for _, one in placed:
            days = str(days_left(one, today))
            whose = (one.owner, one.approver, one.reason)
            add_row(table, one.expires, days, one.rule, one.resource, one.traffic or "any", *whose)
        show(table)
    click.echo("\n".join(said(found)))


def said(found: Waivers) -> list[str]:
    """A line for each problem, then the count."""
    lines = [f"{one.urn}: {one}" for one in found.problems]
    return [*lines, f"{len(found.held)} waivers hold, {len(found.problems)} do not"]
