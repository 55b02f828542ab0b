"""Waivers from plain data, each record for itself: one that is malformed spoils no other."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from yett.errors import SpecError
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding
from yett_policies.rulebook.options import nearest
from yett_policies.rulebook.registry import by_id

from .problems import EXPIRED, INVALID, REFUSED, problem

if TYPE_CHECKING:
    from .waiver import Waiver

VERSION = 1
CONFIG_KEY = "yett:waivers"
FORM = "a list of waivers, or a mapping with version: 1 and waivers"
MEND = "mend the record; until then it excuses nothing"
Placed = tuple[str, "Waiver"]


@frozen
class Waivers:
    """Those that hold, each with its place, and a finding for each that does not."""

    held: tuple[Placed, ...] = ()
    problems: tuple[Finding, ...] = ()
    expired: tuple[Placed, ...] = ()
    """Readable ones that do not hold any more, for a list."""

    def __add__(self, other: "Waivers") -> "Waivers":
        return Waivers(self.held + other.held, self.problems + other.problems, self.expired + other.expired)


NOTHING = Waivers()


def waivers_in(data: Any, where: str, today: date) -> Waivers:
    """The waivers of a parsed file, which are said to stand at `where`."""
    records = listed(data)
    if records is None:
        return Waivers(problems=(problem(INVALID, where, f"the file is not {FORM}", MEND),))
    found = NOTHING
    for number, record in enumerate(records):
        found += read(record, f"{where}#waivers[{number}]", today)
    return found


def waivers_in_config(config: Mapping[str, Any], where: str, today: date) -> Waivers:
    """The same from a stack's config, where they stand under `yett:waivers`, as data or as JSON text."""
    given = config.get(CONFIG_KEY)
    try:
        data = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        return Waivers(problems=(problem(INVALID, f"{where} {CONFIG_KEY}", "the value is not JSON", MEND),))
    return waivers_in(data, f"{where} {CONFIG_KEY}", today)


def listed(data: Any) -> list[Any] | None:
    """The records, none for no data; None when it is no list of records."""
    if isinstance(data, Mapping):
        is_ours = set(data) <= {"version", "waivers"} and data.get("version", VERSION) == VERSION and "waivers" in data
        return listed(data["waivers"]) if is_ours else None
    return [] if data is None else data if isinstance(data, list) else None


def read(record: Any, where: str, today: date) -> Waivers:
    """One record."""
    from .waiver import Waiver  # noqa: PLC0415 - start-up time: few stacks waive anything

    try:
        waiver = Waiver.parse(record, "")
    except SpecError as error:
        return Waivers(problems=(problem(INVALID, where, "; ".join(str(error).splitlines()), MEND),))
    if refused := tuple(refusals(waiver, where)):
        return Waivers(problems=refused)
    if not waiver.holds(today):
        said = f"the waiver of {waiver.rule} for {waiver.resource} expired on {waiver.expires}"
        late = problem(EXPIRED, where, said, f"mend the finding, or ask {waiver.approver} again")
        return Waivers(problems=(late,), expired=((where, waiver),))
    return Waivers(held=((where, waiver),))


def refusals(waiver: "Waiver", where: str) -> Iterator[Finding]:
    """What makes a well-formed record one that never holds."""
    rule = by_id().get(waiver.rule)
    if rule is None:
        fix = nearest(waiver.rule, by_id()) or "allowed is the id of a rule, see docs/rules.md"
        yield problem(INVALID, where, f'no rule is called "{waiver.rule}"', fix)
    elif not rule.waivable:
        yield problem(REFUSED, where, f"findings of {rule.id} cannot be waived", rule.fix.partition("\n")[0])


def united(found: Iterable[Waivers]) -> Waivers:
    """Those of several places together."""
    return sum(found, NOTHING)
