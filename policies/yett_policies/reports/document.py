"""The published document's shape and its few derived words, so that every report says the same thing about a row.

The JSON Schema is `schema.json` beside this file; `version` changes when a reader of the old one would be misled.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict


class Hop(TypedDict):
    """One step on a path: eip, public-ip, ipv6, listener, forward-entry, acl, network-acl or rule."""

    kind: str
    urn: str
    detail: str


class Witness(TypedDict):
    """One packet that takes the path."""

    source: str
    destination: str


class ExposureRow(TypedDict):
    """Traffic of one protocol that reaches one workload by one path."""

    workload: str
    name: str
    address: str
    zone: str
    protocol: str
    ports: Sequence[str]
    target_ports: Sequence[str]
    sources: Sequence[str]
    verdict: str
    declared: bool
    path: Sequence[Hop]
    witness: NotRequired[Witness | None]
    needs: NotRequired[Sequence[str]]


class UnmodelledRow(TypedDict):
    """Something that touches exposure and is not followed."""

    urn: str
    type: str
    why: str


class Document(TypedDict):
    """What `yett exposure --json` prints."""

    version: int
    exposures: Sequence[ExposureRow]
    unmodelled: Sequence[UnmodelledRow]
    anomalies: Sequence[Mapping[str, Any]]


EXCESS, UNDECIDED, DECLARED = "excess", "indeterminate", "declared"
STATUSES = (EXCESS, UNDECIDED, DECLARED)
"""Worst first."""


def status(row: ExposureRow) -> str:
    """Whether the row is more than declared, not decided, or declared."""
    if row["declared"]:
        return DECLARED
    return EXCESS if row["verdict"] == "reachable" else UNDECIDED


def worst_first(document: Document) -> list[ExposureRow]:
    """What exceeds before what is not decided, and that before what is declared."""
    return sorted(document["exposures"], key=lambda row: STATUSES.index(status(row)))


def removable_first(document: Document) -> list[Mapping[str, Any]]:
    """Rules that could go before those of which only the order matters."""
    return sorted(document["anomalies"], key=lambda one: not one.get("removable"))


def worst(statuses: Sequence[str]) -> str:
    """The worst of several; none at all is as good as declared."""
    return min(statuses, key=STATUSES.index, default=DECLARED)


def counted(document: Document) -> dict[str, int]:
    """Rows by status, worst first, zeros included."""
    found = [status(row) for row in document["exposures"]]
    return {one: found.count(one) for one in STATUSES}


def summary(document: Document) -> str:
    """One sentence for a person: `3 paths: 1 excess, 0 indeterminate, 2 declared; 1 not modelled`."""
    total = len(document["exposures"])
    said = ", ".join(f"{count} {one}" for one, count in counted(document).items())
    tail = f"; {len(document['unmodelled'])} not modelled" if document["unmodelled"] else ""
    return f"{total} path{'' if total == 1 else 's'}: {said}{tail}"


def traffic(row: ExposureRow) -> str:
    """What is dialled and where it arrives: `tcp 10022 -> 22`; the arrow only where they differ."""
    dialled, arrives = ", ".join(row["ports"]), ", ".join(row["target_ports"])
    shown = dialled if dialled == arrives or not arrives else f"{dialled} -> {arrives}"
    return f"{row['protocol']} {shown}".strip()


def short_sources(row: ExposureRow, most: int = 2) -> str:
    """The first few sources: `198.51.100.0/24, 203.0.113.0/24 +3`."""
    sources = row["sources"]
    more = f" +{len(sources) - most}" if len(sources) > most else ""
    return ", ".join(sources[:most]) + more


def short_name(urn: str) -> str:
    """The last part of a URN or of a Terraform address; the text itself where it has no parts.

    >>> short_name("urn:pulumi:dev::p::alicloud:ecs/instance:Instance::web"), short_name("alicloud_instance.web")
    ('web', 'alicloud_instance.web')
    """
    return urn.rpartition("::")[2] if urn.startswith("urn:pulumi:") else urn


def hop_text(hop: Hop) -> str:
    """One hop as words: its detail where that names it, else with its name before: `rule ssh: accept tcp/22 ...`."""
    name, detail = short_name(hop["urn"]), hop["detail"]
    if name in detail or hop["kind"] == "public-ip":
        return detail
    return f"{hop['kind']} {name}" + (f": {detail}" if detail else "")


def stations(path: Sequence[Hop], most: int) -> list[str]:
    """The hops of a path as words: of its rules the first ones, and how many more let some of it in.

    >>> stations([{"kind": "rule", "urn": name, "detail": f"rule {name}"} for name in "abc"], 1)
    ['rule a', 'and 2 more rules']
    """
    rules = [hop for hop in path if hop["kind"] == "rule"]
    said = [hop_text(hop) for hop in (*(hop for hop in path if hop["kind"] != "rule"), *rules[:most])]
    more = len(rules) - most
    return said if more < 1 else [*said, f"and {more} more rule{'s' if more > 1 else ''}"]
