"""A report of `yett check --json` read back as findings and exposures, so that a stored one is a baseline."""

from collections.abc import Mapping
from typing import Any

from yett.errors import SnapshotError
from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import INTERNET_ZONE, Analysis, Exposure, Hop, Way
from yett_policies.exposure.landing import Landing
from yett_policies.exposure.sets import reach
from yett_policies.network import Network
from yett_policies.rulebook import Finding
from yett_policies.rulebook.packets import Packets

VERSION = 1
Row = Mapping[str, Any]


def is_report(document: Any) -> bool:
    """Whether a parsed document is a report of the gate, of whatever version."""
    return isinstance(document, Mapping) and {"version", "score", "findings", "exposures"} <= set(document)


def read_report(document: Row) -> tuple[tuple[Finding, ...], Analysis, int]:
    """(findings that were not waived, exposures, score); raises SnapshotError for a report of another kind."""
    if document["version"] != VERSION:
        raise SnapshotError(f"baseline: version {document['version']}, allowed is {VERSION}; make the report again")
    try:
        findings = tuple(finding(row) for row in document["findings"] if not row["waived"])
        exposures = tuple(exposure(row) for row in document["exposures"])
        return findings, Analysis(Network(), INTERNET_ZONE, exposures), int(document["score"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SnapshotError(f"baseline: the report is damaged ({error}); make it again") from None


def finding(row: Row) -> Finding:
    """One finding; what it would be mended with is not needed."""
    return Finding(
        row["urn"],
        row["rule"],
        row["traffic"],
        row["message"],
        "",
        row["verdict"],
        row["severity"],
        row["name"],
        tuple(Hop(hop["kind"], hop["urn"], hop["detail"]) for hop in row["path"]),
        packets=packets(row["packets"]) if row["packets"] else None,
    )


def packets(row: Row) -> Packets:
    """Sources and transports; the words that a set prints are the words that it reads."""
    return Packets(
        AddressSet.of(*row["sources"]), TransportSet.parse(row["dialled"]), TransportSet.parse(row["arriving"])
    )


def exposure(row: Row) -> Exposure:
    """One row as an exposure of its own; where several rows were one, their union says the same."""
    seen = packets(row)
    way = Way(row["workload"], row["name"], row["address"], (), seen.dialled, seen.arriving, row["offset"])
    return Exposure(way, Landing(INTERNET_ZONE, row["verdict"], reach(seen.sources, seen.arriving)))
