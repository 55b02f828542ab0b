"""A dangerous port opened to the internet for ever.

What it does: reports an opening of a dangerous service to internet addresses, open or still to come, that has no last
day, or whose last day is further away than is meant, counted from the day it opens (from today where it is not dated).
A peer that is a group or a prefix list may hold internet addresses and is asked too.
Why it matters: a port that was needed for an afternoon is open for years because nothing ends it.
Example: an opening of tcp/3306 for a migration, without `expires`.
Instead: write the last day; the port closes the day after, and the record stays.

    openings:
      - {peer: {cidr: 203.0.113.7/32}, protocol: tcp, ports: [3306], reason: migration, owner: data team,
         expires: "2027-01-31"}
References: Azure just-in-time access; Aerleon `expiration`; docs/decisions, "openings are dated records".
"""

from collections.abc import Iterator
from datetime import date

from yett_policies.frozen import frozen
from yett_policies.network import Record
from yett_policies.rulebook import Finding, Stack, option
from yett_policies.rulebook.records import carries, is_live, is_public, judged, risks_option

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "高危端口长期对公网开放"
FIX_ZH = "在开放记录中写明到期日（expires）"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


@frozen
class Options:
    risks: tuple[str, ...] = risks_option("Risk classes whose openings need a last day.")
    days: int = option(365, "Days that such an opening lasts, at most.", minimum=1, maximum=3650)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    def lacks(record: Record) -> str:
        if not is_live(record) or not is_public(record) or not carries(record, options.risks):
            return ""
        return problem(record, stack.today, options.days)

    yield from judged(stack, "write the last day on which it is needed (expires)", lacks)


def problem(record: Record, today: date, most: int) -> str:
    """What is wrong with its last day; nothing when it is near enough."""
    if record.expires is None:
        return "has no last day"
    opened = date.fromisoformat(record.opened) if record.opened else today
    lasts = (date.fromisoformat(record.expires) - opened).days
    return f"lasts {lasts} days, {most} are allowed" if lasts > most else ""
