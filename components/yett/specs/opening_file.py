"""The openings of one team as a file: who may reach what, by the place in the scenario's config where it belongs.

owner: platform team
openings:
  gateway.openings:
    - {peer: {zone: office}, protocol: tcp, port: 10022, reason: administration, expires: "2027-06-30"}
  egress:
    - {preset: otlp, peer: {cidr: 198.51.100.0/24}, reason: traces go to the collector}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Optional

from pydantic import field_validator

from yett import presets
from yett.errors import SpecError
from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.declared import FIELDS
from yett.specs.opening import Opening
from yett.specs.problems import ProblemError, together

CARRIED = {"protocol", "ports", "port"}
"""What a preset says in place of the opening."""


class OpeningFile(Spec):
    """Openings of one team; they are merged into a scenario's config and opened nowhere else."""

    owner: Optional[str] = None
    """The team that answers for every opening here that names no owner of its own; default: each names one."""
    openings: dict[str, list[dict[str, Any]]]
    """Openings by the place where they belong, such as gateway.openings, egress or tiers.web.ingress.

    In place of protocol and ports an opening may name a preset.
    """

    @field_validator("owner")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @field_validator("openings")
    @classmethod
    def _placed(cls, found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        for place in found:
            if place.rpartition(".")[2] not in FIELDS:
                allowed = f"a path in the config that ends in {', '.join(FIELDS)}"
                raise ProblemError("holds no openings", got=place, allowed=allowed, at=(place,))
        return found


@dataclass(frozen=True, slots=True)
class Filed:
    """One opening of a file, as it goes into a config."""

    place: str
    """The path of the list it belongs to."""
    data: Mapping[str, Any]
    """What was written, with its owner, and with the protocol and ports of its preset."""
    origin: str
    """Where it was written: `openings/platform.yaml:egress[0]`."""


def filed(document: object, name: str) -> list[Filed]:
    """Every opening of a file's document, checked, in the order of the file.

    Raises SpecError with a line for each problem, each with the file and the path in it.
    """
    file = OpeningFile.parse(document, name)
    found: list[Filed] = []
    errors: list[SpecError] = []
    for place, entries in file.openings.items():
        for number, entry in enumerate(entries):
            try:
                found += _read(place, entry, f"{name}:{place}[{number}]", file.owner)
            except SpecError as error:
                errors.append(error)
    if errors:
        raise together(errors)
    return found


def _read(place: str, entry: Mapping[str, Any], origin: str, owner: Optional[str]) -> Iterator[Filed]:
    owned = {"owner": owner, **entry} if owner else dict(entry)
    for data in _unfolded(owned, origin):
        Opening.parse(data, origin)
        yield Filed(place, data, origin)


def _unfolded(entry: dict[str, Any], origin: str) -> Iterator[dict[str, Any]]:
    """The entry itself, or one for each protocol of its preset."""
    name = entry.pop("preset", None)
    if name is None:
        yield entry
        return
    if named := sorted(CARRIED & entry.keys()):
        raise SpecError(f"{origin}.{named[0]}", "the preset says it", fix="drop it, or drop the preset")
    try:
        ports = presets.preset(str(name)).ports()
    except SpecError as error:
        raise SpecError(f"{origin}.preset", str(error).removeprefix("preset: ")) from None
    for port in ports:
        ranges = {"ports": [str(run) for run in port.ranges]} if port.ranges else {}
        yield {**entry, "protocol": port.protocol.value, **ranges}
