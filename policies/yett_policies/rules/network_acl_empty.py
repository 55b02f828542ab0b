"""A network ACL without rows of its own.

What it does: reports a network ACL for which nobody wrote an ingress or an egress row: the cloud starts it with one
that accepts everything; and one of which a direction was written and is empty, as nothing passes there.
Why it matters: it looks like a second wall and is none, or stops what it guards.
Example: an `alicloud_network_acl` with `vpc_id` alone.
Instead: the rows that the tier needs, or no network ACL.

    alicloud.vpc.NetworkAcl("edge", vpc_id=vpc.id, ingress_acl_entries=[...], egress_acl_entries=[...])
References: Alibaba Cloud Config and InfraGuard `vpc-network-acl-not-empty`.
"""

from collections.abc import Iterator

from yett_policies.network import ALL_PORTS, EVERYONE, AclEntry, Unknown
from yett_policies.resources import OUTSIDE
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "网络 ACL 没有规则"
FIX_ZH = "写明该层需要的入方向和出方向规则，或删除该网络 ACL"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a",)}
STARTS = "#default-"
"""What the name of the cloud's own first row holds."""


def findings(stack: Stack) -> Iterator[Finding]:
    for acl in stack.network.network_acls:
        if acl.urn.startswith(OUTSIDE):
            continue
        is_untouched = is_open(acl.ingress) and is_open(acl.egress)
        for direction, found in (("ingress", acl.ingress), ("egress", acl.egress)):
            said = f'network ACL "{acl.name}" has no {direction} rows'
            if isinstance(found, Unknown):
                yield indeterminate(acl, f"whether {said}", [found.what])
            elif is_start(found) or is_untouched:
                yield violated(acl, f"{said}, so everything passes", "write the rows that the tier needs")
            elif not found:
                yield violated(acl, f"{said}, so nothing passes", "write the rows that the tier needs")


def is_start(rows: tuple[AclEntry, ...]) -> bool:
    """Whether all there is is the row that the cloud starts with."""
    return len(rows) == 1 and STARTS in rows[0].name


def is_open(rows: tuple[AclEntry, ...] | Unknown) -> bool:
    """Whether there is nothing but rows without a name that accept everything: a state shows the cloud's own so."""
    return isinstance(rows, tuple) and bool(rows) and all(map(accepts_everything, rows))


def accepts_everything(row: AclEntry) -> bool:
    """Whether a row without a name accepts all that everyone sends."""
    is_wide = row.protocol == "all" and row.ports == ALL_PORTS
    is_everyone = isinstance(row.peer, tuple) and set(row.peer) <= set(EVERYONE)
    return '"' not in row.name and row.policy == "accept" and is_wide and is_everyone
