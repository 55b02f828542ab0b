"""A white list that admits everyone.

What it does: reports a white list of a balancer whose entries together are the whole internet or a large part of it, in
one entry, in halves or in several lists of one listener, and one without any entries, which lets everybody through.
Why it matters: it looks like a guard and is none; whoever reads "white list: on" asks no further.
Example: `entry: 0.0.0.0/0`; `0.0.0.0/1` and `128.0.0.0/1`; `acl_status: on` with an empty list.
Instead: the networks that use it; where it is meant for everyone, no list at all.

    alicloud.slb.AclEntryAttachment("office", acl_id=acl.id, entry="203.0.113.0/24", comment="office, web team")
References: Alibaba Cloud Config and InfraGuard `slb-acl-public-access-check`, `alb-acl-public-access-check`; Checkov
CKV_ALI_29.
"""

from collections.abc import Iterator

from yett.packets import AddressSet
from yett_policies.exposure.sets import addresses
from yett_policies.few import few
from yett_policies.network import AccessList, AclBinding, Listener, Network, Unknown
from yett_policies.resources import OUTSIDE
from yett_policies.rulebook import Finding, Stack, indeterminate, is_crowd, violated

SEVERITY = "high"
TITLE_ZH = "白名单放行了所有人"
FIX_ZH = "只写出使用它的网段；确实面向所有人的监听不要设置名单"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a", "8.1.3.2 c")}
FIX = "list the networks that use it"


def findings(stack: Stack) -> Iterator[Finding]:
    network = stack.network
    for listener in network.listeners:
        if listener.acl and listener.acl.kind != "black":
            yield from bound(network, listener, listener.acl)
    used = {ref for one in network.listeners if one.acl and isinstance(one.acl.lists, tuple) for ref in one.acl.lists}
    for found in network.access_lists.values():
        if found.urn not in used:
            yield from unbound(found)


def bound(network: Network, listener: Listener, binding: AclBinding) -> Iterator[Finding]:
    """The lists of one listener count together."""
    refs = binding.lists if isinstance(binding.lists, tuple) else ()
    held = [network.access_lists[ref] for ref in refs if isinstance(ref, str) and ref in network.access_lists]
    listed = addresses(entry for one in held for entry in one.entries)
    needs = [*doubts(binding), *(what for one in held for what in unknown_entries(one))]
    if binding.kind == "white" and (is_crowd(listed) or not (listed or needs)):
        subjects: list[AccessList | Listener] = [one for one in held if one.entries or not listed]
        yield from (everyone(one, listed) for one in subjects or [listener])
    elif needs:
        said = f'whether the white list of listener "{listener.name}" admits everyone'
        yield indeterminate(listener, said, needs)


def unbound(found: AccessList) -> Iterator[Finding]:
    """A list that no listener of this stack uses: it may be of any, of another one too."""
    listed = addresses(found.entries)
    if is_crowd(listed):
        yield everyone(found, listed)
    elif found.unknown:
        yield indeterminate(found, f'whether access list "{found.name}" admits everyone', unknown_entries(found))


def everyone(subject: AccessList | Listener, listed: AddressSet) -> Finding:
    kind = "access list" if isinstance(subject, AccessList) else "the white list of listener"
    why = f"admits {few(listed.cidrs(), 3)}" if listed else "has no entries, which lets everybody through"
    return violated(subject, f'{kind} "{subject.name}" {why}', FIX, traffic=", ".join(listed.cidrs()[:3]))


def doubts(binding: AclBinding) -> Iterator[str]:
    """What is not known about which lists a listener uses, and how."""
    yield from (value.what for value in (binding.kind, binding.lists) if isinstance(value, Unknown))
    for ref in binding.lists if isinstance(binding.lists, tuple) else ():
        if isinstance(ref, Unknown):
            yield ref.what
        elif ref.startswith(OUTSIDE):
            yield f'the entries of access list "{ref.removeprefix(OUTSIDE)}", which is not in this stack'


def unknown_entries(found: AccessList) -> list[str]:
    return [value.what for value in found.unknown]
