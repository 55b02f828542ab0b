"""An opening that nobody looked at again.

What it does: reports an opening, open or still to come, whose day of review is over, and, where asked for, one that
has no day of review at all.
Why it matters: what was right a year ago is not looked at unless a date says so; then it stays for ever.
Example: `review_by: "2026-03-31"`, in June.
Instead: ask the owner whether it is still needed; write the next day, or close it.

    openings:
      - {peer: {cidr: 203.0.113.0/24}, protocol: tcp, ports: [22], reason: administration, owner: platform team,
         review_by: "2027-03-31"}
References: Tufin recertification; docs/decisions, "openings are dated records".
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Record
from yett_policies.rulebook import Finding, Stack, option
from yett_policies.rulebook.records import is_live, judged

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "开放记录超过复核日期"
FIX_ZH = "与负责人确认是否仍需要，更新 review_by 或关闭"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


@frozen
class Options:
    dated: bool = option(False, "Whether an opening without a day of review is reported too.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    today = stack.today.isoformat()

    def lacks(record: Record) -> str:
        if not is_live(record):
            return ""
        if record.review_by is None:
            return "has no day of review" if options.dated else ""
        return f"was to be reviewed by {record.review_by}" if record.review_by < today else ""

    yield from judged(stack, "ask its owner, then write the next day (review_by) or close it", lacks)
