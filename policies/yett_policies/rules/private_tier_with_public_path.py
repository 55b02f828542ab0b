"""A private or isolated tier that the internet reaches.

What it does: reports a machine or managed service in a vswitch of a private or isolated tier that has a public address
of its own, or that the internet reaches over a forward entry; of an isolated tier over a balancer too. What a tier is
stands in the plan of a yett `Vpc`, in a tag of the vswitch, or in its name.
Why it matters: a tier is private because of what it holds; the one path that nobody drew is the one that is found.
Example: an EIP on a machine in `data-private-a`; a forward entry to a machine in a vswitch with `tier: isolated`.
Instead: the public end in a public tier, the machine behind it.

    alicloud.slb.ApplicationLoadBalancer("front", address_type="internet", ...)   # the server stays private
References: rule of our own; GB/T 22239-2019 8.1.2.1 (important zones stand apart from the boundary).
"""

from collections.abc import Iterable, Iterator

from yett_policies.exposure import Exposure, rows
from yett_policies.frozen import frozen
from yett_policies.network import Interface, Unknown
from yett_policies.rulebook import Finding, Stack, exposed, indeterminate, option, violated
from yett_policies.rulebook.public_hosts import address_doubts, owner, public_owners
from yett_policies.rulebook.tiers import Tiers, Words

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "私有层存在公网路径"
FIX_ZH = "公网入口放在公网层，私有层的主机只在其后"
CLAUSES = {"mlps-level-3": ("8.1.2.1", "8.1.3.1 a")}
FIX = "put the public end into a public tier and leave the machine behind it"


@frozen
class Options:
    tag: str = option("tier", "Tag of a vswitch that says what its tier is for.")
    private: tuple[str, ...] = option(
        ("private", "app", "data", "db", "database"), "Words for a tier that only balancers lead to."
    )
    isolated: tuple[str, ...] = option(("isolated", "internal"), "Words for a tier that nothing public leads to.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    words = Words(options.tag, options.private, options.isolated)
    tiers = Tiers(stack.resources, words)
    told = with_address(stack)
    yield from addressed(stack, tiers, told)
    services = {one.owner: one.vswitch for one in stack.network.managed_endpoints if one.is_public is False}
    owners = {one.urn: one.owner for one in stack.network.managed_endpoints}
    kept = {tiers.of(host.vswitch) for host in stack.network.interfaces.values()}
    for exposure in stack.exposures:
        target = exposure.way.target
        if target is not None and owner(target) in told:
            continue
        vswitch = target.vswitch if target else services.get(owners.get(exposure.workload, ""))
        yield from led(exposure, tiers.of(vswitch) if exposure.way.stray is None else perhaps(exposure, kept))


def with_address(stack: Stack) -> set[str]:
    """Machines that have a public address of their own, or may have one."""
    return public_owners(stack.network) | set(address_doubts(stack.network))


def addressed(stack: Stack, tiers: Tiers, told: set[str]) -> Iterator[Finding]:
    """Machines with a public address, whatever their groups admit."""
    public, doubts = public_owners(stack.network), address_doubts(stack.network)
    for host in stack.network.interfaces.values():
        if owner(host) in told:
            lost = () if owner(host) in public else doubts[owner(host)]
            yield from at_host(host, tiers.of(host.vswitch), lost)


def at_host(host: Interface, tier: str | Unknown, lost: Iterable[str]) -> Iterator[Finding]:
    said = f'"{host.name}" stands in a tier that is {tier if isinstance(tier, str) else "private"}'
    said += " and has a public address of its own"
    doubts = [*lost, tier.what] if isinstance(tier, Unknown) else [*lost]
    if isinstance(tier, str) and tier not in ("private", "isolated"):
        return
    yield indeterminate(host, f"whether {said}", doubts) if doubts else violated(host, said, FIX)


def perhaps(exposure: Exposure, kept: set[str | Unknown]) -> str | Unknown:
    """The tier of what nobody knows, where one of the stack's machines that are kept may be what is meant."""
    meant = {"isolated"} if exposure.way.station("listener") else {"isolated", "private"}
    may_be = any(isinstance(tier, Unknown) or tier in meant for tier in kept)
    return Unknown("what is reached there") if may_be else ""


def led(exposure: Exposure, tier: str | Unknown) -> Iterator[Finding]:
    """Ways that lead there; a private tier may stand behind a balancer."""
    if tier == "private" and exposure.way.station("listener"):
        return
    if isinstance(tier, Unknown):
        said = f'whether "{exposure.name}", which the internet reaches, stands in a private tier'
        yield indeterminate(exposure.workload, said, [tier.what, *exposure.needs], path=exposure.hops)
    elif tier in ("private", "isolated"):
        for row in rows(exposure):
            yield exposed(row, FIX, f"which stands in a tier that is {tier}")
