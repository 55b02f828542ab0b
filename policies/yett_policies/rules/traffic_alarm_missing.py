"""A way in whose traffic alarms nobody.

What it does: reports an EIP, a NAT gateway and an internet-facing balancer without a switched-on CloudMonitor alarm on
a metric of its traffic; an alarm without dimensions is for all of its kind.
Why it matters: a flood, or a copy of the database on its way out, is seen on the traffic first, if anybody looks.
Example: an EIP, and no `cms.Alarm` of project `acs_vpc_eip` that names it.
Instead: an alarm for each way in, or one for all.

    alicloud.cms.Alarm("eip", project="acs_vpc_eip", metric="net_tx.rate", contact_groups=["network"], ...)
References: rule of our own; CloudMonitor's pages of each product (projects and metrics).
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from yett_policies.frozen import frozen
from yett_policies.network import Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import flag, unknowns, word
from yett_policies.rulebook import Finding, Fronts, Stack, indeterminate, option, violated
from yett_policies.rulebook.alb_redirects import holds_unknown
from yett_policies.rulebook.mentions import texts

SEVERITY = "low"
LEVEL = "disabled"
TITLE_ZH = "公网入口缺少流量告警"
FIX_ZH = "为公网入口配置云监控流量告警"
ALARM = "alicloud_cms_alarm"
DIMENSIONS = ("metric_dimensions", "dimensions")
PROJECTS = (
    (kinds.EIP, "acs_vpc_eip"),
    (kinds.NAT, "acs_nat_gateway"),
    (kinds.CLB, "acs_slb_dashboard"),
    (kinds.ALB, "acs_alb"),
    (kinds.NLB, "acs_nlb"),
)
"""What is a way in, and where CloudMonitor keeps its metrics."""


@frozen
class Options:
    metrics: tuple[str, ...] = option(
        ("*net_*", "*traffic*", "*rate*"), "Metrics of traffic, in lower case, with * for anything."
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    alarms = [one for one in stack.resources.each(ALARM) if may_alarm(one, options.metrics)]
    fronts = Fronts(stack.network)
    for types, project in PROJECTS:
        for one in stack.resources.each(*types):
            facing = fronts.of(one.urn) if one.type in kinds.BALANCER else ()
            if not one.is_read and facing is not None:
                yield from judged(stack, one, [*facing], [a for a in alarms if may_be(a, project)])


def judged(stack: Stack, one: Resource, doubts: list[str], alarms: list[Resource]) -> Iterator[Finding]:
    named = [alarm for alarm in alarms if names(stack, alarm, one)]
    if any(not open_parts(alarm) for alarm in named):
        return
    needs = [*doubts, *(part for alarm in named for part in open_parts(alarm))]
    needs += [part for alarm in alarms if alarm not in named for part in lost(stack, alarm, one)]
    said = f'no alarm watches the traffic of {kinds.spoken(one.type)} "{one.name}"'
    if not stack.sees(ALARM):
        needs.append(f'alarms on "{one.name}", which reading a live account does not show')
    if needs:
        yield indeterminate(one, f"whether {said}", needs)
    else:
        yield violated(one, said, "add an alarm on its traffic")


def may_alarm(alarm: Resource, metrics: tuple[str, ...]) -> bool:
    """Whether it is on and about traffic, as far as anybody knows."""
    metric = word(alarm, "metric", "")
    is_traffic = isinstance(metric, Unknown) or any(fnmatchcase(metric, pattern) for pattern in metrics)
    return is_traffic and flag(alarm, "enabled", True) is not False


def may_be(alarm: Resource, project: str) -> bool:
    found = word(alarm, "project", "")
    return isinstance(found, Unknown) or found == project


def open_parts(alarm: Resource) -> list[str]:
    """What is not known about whether it alarms."""
    return unknowns(alarm, "project", "metric", "enabled")


def names(stack: Stack, alarm: Resource, one: Resource) -> bool:
    """Whether an alarm is about a resource, by its id or by what the dimensions came from, or about all."""
    given = [alarm.props.get(prop) for prop in DIMENSIONS if alarm.props.get(prop) not in (None, "", {})]
    if not given:
        return True
    if any(one.urn in stack.resources.linked_to(alarm, prop, (one.type,)) for prop in DIMENSIONS):
        return True
    return any(text == one.id or f'"{one.id}"' in text for value in given for text in texts(value))


def lost(stack: Stack, alarm: Resource, one: Resource) -> list[str]:
    """What is not known about whom an alarm that does not name this one is for."""
    if any(stack.resources.linked_to(alarm, prop, (one.type,)) for prop in DIMENSIONS):
        return []
    return [unknown(alarm, prop).what for prop in DIMENSIONS if holds_unknown(alarm.props.get(prop))]
