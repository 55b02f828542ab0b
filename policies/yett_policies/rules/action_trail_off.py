"""Changes that nobody records.

What it does: reports a trail that is switched off or leaves out changes, and, where the stack is the one that must have
a trail, that it has none.
Why it matters: who opened the port is answered by the trail or by nobody.
Example: an `actiontrail.Trail` with `status="Disable"`, or with `event_rw="Read"`.
Instead: one trail for the account, switched on, with every event.

    alicloud.actiontrail.Trail("audit", trail_name="audit", event_rw="All", status="Enable", sls_project_arn=arn)
References: CIS Alibaba Cloud (ActionTrail); Checkov CKV_ALI_4, CKV_ALI_5; KICS.
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Unknown
from yett_policies.resources import Resource
from yett_policies.resources.values import word
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
TITLE_ZH = "操作审计未开启"
FIX_ZH = "开启操作审计跟踪，并记录全部事件"
TRAILS = ("alicloud_actiontrail_trail", "alicloud_actiontrail")
CLOUD = "alicloud_"


@frozen
class Options:
    required: bool = option(False, "Whether this stack must have a trail (one stack of an account does).")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    trails = list(stack.resources.each(*TRAILS))
    for trail in trails:
        if not trail.is_read:
            yield from judged(trail)
    if options.required and not trails:
        yield from missing(stack)


def judged(trail: Resource) -> Iterator[Finding]:
    status, events = word(trail, "status", "enable"), word(trail, "event_rw", "write")
    said = f'trail "{trail.name}" does not record changes'
    if status == "disable" or events == "read":
        yield violated(trail, said, 'set status to "Enable" and event_rw to "All"')
    elif doubts := [one.what for one in (status, events) if isinstance(one, Unknown)]:
        yield indeterminate(trail, f"whether {said}", doubts)


def missing(stack: Stack) -> Iterator[Finding]:
    """Said once, against the first resource of the stack: there is no resource to blame."""
    first = min((urn for urn, one in stack.resources.by_urn.items() if one.type.startswith(CLOUD)), default="")
    if first and stack.sees(TRAILS[0]):
        yield violated(first, "this stack has no trail, and must have one", "add a trail that records every event")
    elif first:
        needs = ["the trails of the account, which reading a live account does not show"]
        yield indeterminate(first, "whether there is a trail", needs)
