"""An opening that nobody can trace to a request.

What it does: reports an opening, open or still to come, without a ticket, where its ports are of a risk class that
needs one.
Why it matters: reason and owner say who answers today; only the ticket says who asked, and what was agreed.
Example: an opening of tcp/22 with reason and owner, without `ticket`.
Instead: name the ticket.

    openings:
      - {peer: {cidr: 203.0.113.0/24}, protocol: tcp, ports: [22], reason: administration, owner: platform team,
         ticket: OPS-1234}
References: docs/decisions, "openings are dated records"; Tufin and Teleport record the request with the access.
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Record
from yett_policies.rulebook import Finding, Stack, option
from yett_policies.rulebook.records import carries, is_live, judged, risks_option

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "开放记录缺少工单"
FIX_ZH = "在开放记录中写明工单号（ticket）"


@frozen
class Options:
    risks: tuple[str, ...] = risks_option("Risk classes whose openings need a ticket.")
    every: bool = option(False, "Whether every opening needs one, whatever it carries.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    def lacks(record: Record) -> str:
        asked = is_live(record) and (options.every or carries(record, options.risks))
        return "has no ticket" if asked and not record.ticket else ""

    yield from judged(stack, "write the ticket in which it was asked for (ticket)", lacks)
