"""A way in without a limit.

What it does: reports a listener of an internet-facing CLB paid by traffic without a bandwidth limit, and an EIP, shared
bandwidth, instance, CLB or listener with a limit above the most that is meant.
Why it matters: a flood, or a copy of the database on its way out, goes as fast as the line is wide, and the bill with
it.
Example: a listener with `bandwidth: -1`, or none, of a CLB with `internet_charge_type: PayByTraffic`.
Instead: the bandwidth that the busiest hour needs.

    alicloud.slb.Listener("https", ..., bandwidth=50)
References: InfraGuard and Alibaba Cloud Config slb and eip bandwidth-limit rules.
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.values import number, word
from yett_policies.rulebook import Finding, Fronts, Stack, indeterminate, option, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "公网带宽没有上限或过大"
FIX_ZH = "按最忙时段的需要设置带宽上限"
PLAIN = {
    **dict.fromkeys(kinds.EIP, ("bandwidth", 5)),
    "alicloud_common_bandwidth_package": ("bandwidth", 1),
    **dict.fromkeys(kinds.INSTANCE, ("internet_max_bandwidth_out", 0)),
}
"""Type -> (property, its default in Mbit/s)."""
UNLIMITED = -1


@frozen
class Options:
    most: int = option(200, "Mbit/s of one way in, at most.", minimum=1, maximum=20000)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for kind, (prop, default) in PLAIN.items():
        for one in stack.resources.each(kind):
            yield from judged(stack, one, prop, default, options.most, [])
    fronts = Fronts(stack.network)
    for balancer in stack.resources.each(*kinds.CLB):
        facing = fronts.of(balancer.urn)
        if facing is not None and word(balancer, "internet_charge_type", "") == "paybybandwidth":
            yield from judged(stack, balancer, "bandwidth", 1, options.most, list(facing))
    yield from listeners(stack, fronts, options.most)


def listeners(stack: Stack, fronts: Fronts, most: int) -> Iterator[Finding]:
    """Where the balancer is paid by bandwidth, its own limit is that of its listeners too."""
    for listener in stack.resources.each("alicloud_slb_listener"):
        owner = stack.resources.ref(listener, "load_balancer_id", kinds.CLB)
        facing = fronts.of(owner) if owner is not None else None
        balancer = stack.resources.by_urn.get(owner) if isinstance(owner, str) else None
        charged = word(balancer, "internet_charge_type", "paybytraffic") if balancer else "paybytraffic"
        if facing is not None and charged != "paybybandwidth":
            doubts = [*facing, *([charged.what] if isinstance(charged, Unknown) else [])]
            yield from judged(stack, listener, "bandwidth", UNLIMITED, most, doubts)


def judged(stack: Stack, one: Resource, prop: str, default: int, most: int, doubts: list[str]) -> Iterator[Finding]:
    found, missing = number(one, prop, default), unread(stack, one, prop)
    if isinstance(found, int) and not missing and found != UNLIMITED and found <= most:
        return
    limit = f"a limit of {found} Mbit/s" if isinstance(found, int) and not missing else f"a limit above {most} Mbit/s"
    said = f'{kinds.spoken(one.type)} "{one.name}" has {"no limit" if found == UNLIMITED and not missing else limit}'
    if needs := [*doubts, *([found.what] if isinstance(found, Unknown) else missing)]:
        yield indeterminate(one, f"whether {said}", needs)
    else:
        yield violated(one, said, f"limit it to {most} Mbit/s at most ({prop})")
