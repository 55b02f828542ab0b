"""A dangerous opening that one person alone decided.

What it does: reports an opening to the members of a group, open or still to come, of a dangerous service that fewer
people than needed approved; who owns it does not count, and nobody counts twice.
Why it matters: two people see what one does not; who opens a database must not be the only one who agreed.
Example: an opening of tcp/3306 without `approvers`, or with its owner as the only one.
Instead: let somebody else look at it, and write down who.

    openings:
      - {peer: {cidr: 203.0.113.0/24}, protocol: tcp, ports: [3306], reason: replication, owner: data team,
         approvers: [security team]}
References: docs/decisions, "openings are dated records"; AWS SSM just-in-time node access (manual approval).
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Record
from yett_policies.rulebook import Finding, Stack, option
from yett_policies.rulebook.records import carries, is_live, judged, risks_option

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "高危开放未经他人审批"
FIX_ZH = "由负责人以外的人审批，并写入 approvers"


@frozen
class Options:
    risks: tuple[str, ...] = risks_option("Risk classes whose openings need somebody else's agreement.")
    least: int = option(1, "Approvers besides the owner, at least.", minimum=1, maximum=10)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    def lacks(record: Record) -> str:
        if record.direction != "ingress" or not is_live(record) or not carries(record, options.risks):
            return ""
        agreed = len(others(record))
        return f"has {agreed} approvers besides its owner, {options.least} needed" if agreed < options.least else ""

    yield from judged(stack, "let somebody else approve it, and write down who (approvers)", lacks)


def others(record: Record) -> set[str]:
    """Who agreed besides the owner, however the names are spelt."""
    return {name.strip().casefold() for name in record.approvers} - {record.owner.strip().casefold(), ""}
