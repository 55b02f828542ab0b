"""`yett tidy`: which group rules do nothing or hang on their order, and the fewest rules that do the same."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from yett.errors import SnapshotError
from yett_policies.few import few
from yett_policies.hygiene import QUOTA, Anomaly, Plan, anomalies, plans, pooled_anomalies, to_rows
from yett_policies.network import Network

from .progress import step
from .sources import Source, network_from, refusals, source_options
from .terminal import add_row, new_table, show

VERSION = 1
"""Of the JSON document; raised when a reader of an older one would misread a newer one."""


@click.command("tidy")
@source_options
@click.option("--group", metavar="NAME", help="Only the group of this name, URN or address.")
@click.option("--interface", is_flag=True, help="What several groups on one interface cause together.")
@click.option("--plan", "with_plan", is_flag=True, help="Also the fewest rules that leave every interface as it is.")
@click.option("--accept-only", is_flag=True, help="Plan without writing drop rules anew.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, the plan in the provider's words.")
def tidy(group: str | None, interface: bool, with_plan: bool, accept_only: bool, as_json: bool, **options: Any) -> None:
    """Show rules that could go, rules whose order matters, and with --plan how few rules would do.

    Exits 0 when nothing is to tidy, 1 when a rule never decides or a plan has fewer rules, 2 on error. Rules that
    are only correlated or generalising are shown and do not count: their order may be meant.
    """
    with refusals():
        network = network_from(Source.of(options))
        wanted = groups_called(network, group)
        with step("looking for rules that do nothing") as say:
            found = [one for one in (pooled_anomalies if interface else anomalies)(network) if one.group in wanted]
            say("looking for the fewest rules that do the same")
            planned = [p for p in plans(network, drops=not accept_only) if p.group in wanted] if with_plan else []
        report(network, found, planned, with_plan, as_json)
        sys.exit(1 if any(one.kind.is_idle for one in found) or any(plan.saved for plan in planned) else 0)


def groups_called(network: Network, name: str | None) -> frozenset[str]:
    """The groups that a name means, all when there is none; raises SnapshotError when no group is called so."""
    found = frozenset(
        g.urn for g in network.groups.values() if name in (None, g.name, g.urn, g.urn.rpartition("::")[2])
    )
    if name is not None and not found:
        known = ", ".join(sorted(f'"{g.name}"' for g in network.groups.values())) or "none"
        raise SnapshotError(f'group: no group is called "{name}", allowed is one of: {known}')
    return found


def report(network: Network, found: list[Anomaly], planned: list[Plan], with_plan: bool, as_json: bool) -> None:
    """Print everything in one of the two forms."""
    if as_json:
        import json  # noqa: PLC0415 - each form imports what it needs

        document = {"version": VERSION, "anomalies": to_rows(found)}
        click.echo(json.dumps(document | ({"plans": [as_row(p) for p in planned]} if with_plan else {}), indent=2))
        return
    print_anomalies(found)
    for plan in planned:
        print_plan(plan, network.groups[plan.group].name)
    for line in summary(network, found, planned):
        click.echo(line)


def as_row(plan: Plan) -> dict[str, Any]:
    """One plan as plain data; a rule with a `urn` is there already."""
    return {
        "group": plan.group,
        "direction": plan.direction,
        "given": plan.given,
        "way": plan.way,
        "rules": [rule.provider_words | ({"urn": rule.urn} if rule.urn else {}) for rule in plan.rules],
        "removed": list(plan.removed),
        "kept": list(plan.kept),
    }


def print_anomalies(found: list[Anomaly]) -> None:
    """One row each: rules that can go first."""
    if not found:
        return
    table = new_table("kind", "rule", "can go", "caused by", "detail")
    for one in sorted(found, key=lambda a: (not a.removable, not a.kind.is_idle))[:MOST_ROWS]:
        said = few([short(urn) for urn in one.causes], MOST_CAUSES)
        add_row(table, one.kind.value, short(one.rule), "yes" if one.removable else "no", said, one.detail)
    show(table)
    if len(found) > MOST_ROWS:
        click.echo(f"and {len(found) - MOST_ROWS} more: see --json, or ask for one --group")


def print_plan(plan: Plan, name: str) -> None:
    """The rules of one direction of a group; unchanged lists are not printed."""
    if not plan.saved:
        return
    click.echo(f"group {name}, {plan.direction}: {plan.given} rules -> {len(plan.rules)} ({plan.way})")
    table = new_table("", "priority", "policy", "protocol", "ports", "peer")
    for rule in plan.rules:
        words = rule.provider_words
        state = "keep" if rule.urn else "add"
        add_row(table, state, str(rule.priority), rule.policy, rule.protocol, words["port_range"], str(rule.cidr))
    show(table)
    click.echo(f"remove {len(plan.removed)}: {few([short(urn) for urn in plan.removed], MOST_REMOVED)}")


MOST_ROWS = 200
"""Printing a table costs more than finding what is in it."""
MOST_CAUSES = 4
MOST_REMOVED = 20


def summary(network: Network, found: list[Anomaly], planned: list[Plan]) -> Iterator[str]:
    """What it comes to, and which groups are above the quota."""
    idle = [one for one in found if one.kind.is_idle]
    going = sum(one.removable for one in idle)
    yield f"{len(idle)} rules could go, {going} of them all at once; {len(found) - len(idle)} rules hang on their order"
    if planned:
        yield f"plan: {sum(p.given for p in planned)} rules -> {sum(len(p.rules) for p in planned)}"
    for urn in sorted({p.group for p in planned}):
        count = sum(len(p.rules) + len(p.kept) for p in planned if p.group == urn)
        if count > QUOTA:
            yield f"group {network.groups[urn].name}: {count} rules, the cloud's quota is {QUOTA}"


def short(urn: str) -> str:
    """The name at the end of a URN."""
    return urn.rpartition("::")[2]
