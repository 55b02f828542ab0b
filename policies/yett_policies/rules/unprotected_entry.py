"""A public web or game entry with nothing in front of it.

What it does: reports an entry (EIP, public address, balancer) at which everyone reaches a web or game port, and which
no WAF, CDN (web only), Anti-DDoS or Cloud Firewall of this stack names. Ports are those that are dialled. A protection
of another stack cannot be seen: waive the finding and name it.
Why it matters: sites are probed and flooded as soon as they are known; an origin that is known can be flooded too.
Example: an EIP on an instance that serves 443; an ALB of the standard edition without anything else.
Instead: an edition or a service that filters, in front of the entry.

    alicloud.ecs.EipAddress("game", security_protection_types=["AntiDDoS_Enhanced"])
    alicloud.alb.LoadBalancer("site", load_balancer_edition="StandardWithWaf", ...)
References: Alibaba Cloud Config and InfraGuard `alb-instance-waf-enabled`, `use-waf-instance`,
`firewall-asset-open-protect`.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett.packets.services import of_risk
from yett_policies.exposure import Exposure, rows
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, for_everyone, indeterminate, option, ports, short, violated
from yett_policies.rulebook.protections import FOR_ANY, Entrances, Entry, Protections

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "公网的网站或游戏入口前没有防护"
FIX_ZH = "在入口前启用 WAF、DDoS 防护、云防火墙或 CDN"
CLAUSES = {"mlps-level-3": ("8.1.3.2 d", "8.1.3.3")}
LIVE = "the protections of the account, which reading a live account does not show"


@frozen
class Options:
    web: tuple[str, ...] = option(
        ("tcp/80", "tcp/443", "udp/443", "tcp/8080", "tcp/8443"), "Web ports.", check=lambda text: ports([text])
    )
    game: tuple[str, ...] = option((), "More ports that players use.", check=lambda text: ports([text]))


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    protections = Protections(stack.resources)
    for entry, carried, needs in entries(stack, options):
        found = protections.doubts(entry, bool(carried & ports(options.web)))
        if found is None:
            continue
        doubts = [*needs, *found, *([] if any(map(stack.sees, FOR_ANY)) else [LIVE])]
        said = f'nothing stands in front of "{short(entry.urn)}", where everyone may dial {carried}'
        if doubts:
            yield indeterminate(entry.urn, f"whether {said}", doubts)
        else:
            yield violated(entry.urn, said, "put a WAF, Anti-DDoS, a Cloud Firewall or a CDN in front of it")


def entries(stack: Stack, options: Options) -> Iterator[tuple[Entry, TransportSet, tuple[str, ...]]]:
    """Each entry once, with the web and game ports that everyone dials there; what is certain goes first."""
    entrances = Entrances(stack.network, stack.resources)
    wanted = ports(options.web) | ports(options.game) | of_risk("game")
    found: dict[tuple[str, bool], tuple[Entry, TransportSet, tuple[str, ...]]] = {}
    for exposure in stack.exposures:
        if carried := dialled_by_everyone(exposure, wanted):
            entry = entrances.of(exposure)
            key = (entry.urn, exposure.verdict == "reachable")
            before = found.get(key, (Entry(entry.urn, frozenset()), TransportSet.empty(), ()))
            needs = (*before[2], *exposure.needs)
            found[key] = (Entry(entry.urn, entry.keys | before[0].keys), carried | before[1], needs)
    return (one for (urn, is_sure), one in found.items() if is_sure or (urn, True) not in found)


def dialled_by_everyone(exposure: Exposure, wanted: TransportSet) -> TransportSet:
    """What of these ports so many may dial that nobody can know them."""
    if not exposure.way.dialled & wanted:
        return TransportSet.empty()
    return TransportSet.union(row.part.dialled for row in for_everyone(rows(exposure))) & wanted
