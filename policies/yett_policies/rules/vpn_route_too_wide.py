"""A VPN that leads to more than one network.

What it does: reports an SSL-VPN server or an IPsec connection whose local networks are wider than the limit.
Why it matters: whoever has one client certificate, or breaks into the other end, is inside everything.
Example: `local_subnet: 10.0.0.0/8` for one office that maintains one tier.
Instead: the networks that are used from there.

    alicloud.vpn.SslVpnServer("office", ..., local_subnet="10.0.4.0/24")
References: CIS Alibaba Cloud Foundation Benchmark 3.4, 3.5 as Steampipe maps it (least access over connections).
"""

from collections.abc import Iterator

from yett_policies.exposure.sets import addresses
from yett_policies.frozen import frozen
from yett_policies.resources import Resource, kinds
from yett_policies.resources.values import cidrs
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated
from yett_policies.rulebook.address_lists import split

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "VPN 可达网段过宽"
FIX_ZH = "只写对端真正使用的网段"
CLAUSES = {"mlps-level-3": ("8.1.3.2 c",)}
TYPES = ("alicloud_ssl_vpn_server", "alicloud_vpn_connection")
PROP = "local_subnet"


@frozen
class Options:
    mask: int = option(16, "The shortest IPv4 mask of a network that a VPN leads to.", minimum=0, maximum=32)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for one in stack.resources.each(*TYPES):
        yield from judged(one, options)


def judged(one: Resource, options: Options) -> Iterator[Finding]:
    known, missing = cidrs(one, list(split(one.props.get(PROP))), PROP)
    # neighbours that are written apart lead to as much as one network
    wide = [text for text in addresses(known).cidrs() if ":" not in text and mask_of(text) < options.mask]
    said = f'{kinds.spoken(one.type)} "{one.name}" leads to'
    if wide:
        yield violated(one, f"{said} {', '.join(wide)}", f"name no network wider than /{options.mask}")
    elif missing:
        yield indeterminate(one, f"whether {said} more than a /{options.mask}", [lost.what for lost in missing])


def mask_of(text: str) -> int:
    return int(text.partition("/")[2])
