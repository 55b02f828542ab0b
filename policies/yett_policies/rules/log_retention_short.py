"""Logs that are gone before anybody asks for them.

What it does: reports a log store that keeps its logs for fewer days than meant.
Why it matters: a break-in is found after months; the log of its first day decides what was taken.
Example: a `log.Store` without `retention_period`: the provider's default is 30 days.
Instead: keep them as long as the rules you work under ask for.

    alicloud.log.Store("flow", project_name=project.name, logstore_name="flow", retention_period=180)
References: CIS Alibaba Cloud (logstore retention); alicloud_log_store (default 30, 3650 is for ever).
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Unknown
from yett_policies.resources import Resource
from yett_policies.resources.values import number
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "日志保存时间过短"
FIX_ZH = "按要求延长日志库的保存天数（retention_period）"
STORE = "alicloud_log_store"
DEFAULT = 30


@frozen
class Options:
    days: int = option(180, "Days that logs are kept, at least.", minimum=1, maximum=3650)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for store in stack.resources.each(STORE):
        if not store.is_read:
            yield from judged(store, options.days)


def judged(store: Resource, least: int) -> Iterator[Finding]:
    days = number(store, "retention_period", DEFAULT)
    if isinstance(days, Unknown):
        said = f'whether log store "{store.name}" keeps its logs for {least} days'
        yield indeterminate(store, said, [days.what])
    elif days is not None and days < least:
        said = f'log store "{store.name}" keeps its logs for {days} days, {least} are needed'
        yield violated(store, said, f"set retention_period to {least} or more")
