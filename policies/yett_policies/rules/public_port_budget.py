"""More public ports than a workload needs.

What it does: counts the tcp and udp ports of each workload that internet addresses reach, over all paths together, as
they arrive; reports a workload above the budget. A configurable budget: no standard names a number.
Why it matters: every public port is watched, patched and answered for by somebody; nobody does that for fifty.
Example: a range of a hundred ports; an instance that serves eleven services itself.
Instead: one front door, and services behind it that nobody dials.

    LeastExposure(public_port_budget={"most": 10, "edge": ["edge-*"], "edge_most": 3})
References: rule of our own.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache

from yett.packets import Protocol, TransportSet
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "公网端口数量超出预算"
FIX_ZH = "合并入口，其余服务放到入口之后；或删除多余的开放"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}
NOTHING = TransportSet.empty()
NUMBERED = TransportSet.tcp() | TransportSet.udp()


@frozen
class Options:
    most: int = option(10, "Public ports of one workload, at most.", minimum=0, maximum=65535)
    edge: tuple[str, ...] = option((), 'Names of edge nodes, such as "edge-*".')
    edge_most: int = option(3, "Public ports of one edge node, at most.", minimum=0, maximum=65535)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for count in counts(stack):
        most = options.edge_most if is_edge(count.name, options) else options.most
        fix = f"close or merge ports until {most} are left"
        if size(count.certain) > most:
            said = f'"{count.name}" has {size(count.certain)} public ports, {most} are allowed'
            yield violated(count.workload, said, fix, traffic=str(count.certain), name=count.name)
        elif size(count.possible) > most:
            said = f'whether "{count.name}" has more than {most} public ports'
            yield indeterminate(count.workload, said, count.needs, traffic=str(count.possible), name=count.name)


@frozen
class Count:
    """What of a workload the internet reaches, for certain and at most."""

    workload: str
    name: str
    certain: TransportSet = NOTHING
    possible: TransportSet = NOTHING
    needs: tuple[str, ...] = ()


def counts(stack: Stack) -> Iterator[Count]:
    found: dict[str, Count] = {}
    arrives = cache(lambda landing: TransportSet.union(landing.landed.inner) & NUMBERED)
    for exposure in stack.exposures:
        before = found.get(exposure.workload, Count(exposure.workload, exposure.name))
        # interfaces in the same groups share what lands
        arriving = arrives(exposure.landing)
        is_sure = exposure.verdict == "reachable"
        found[exposure.workload] = Count(
            before.workload,
            before.name,
            before.certain | arriving if is_sure else before.certain,
            before.possible | arriving,
            (*before.needs, *exposure.needs),
        )
    yield from found.values()


def is_edge(name: str, options: Options) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in options.edge)


def size(carried: TransportSet) -> int:
    """How many tcp and udp ports."""
    runs = (run for protocol in (Protocol.TCP, Protocol.UDP) for run in carried.ports(protocol).intervals)
    return sum(run.last - run.first + 1 for run in runs)
