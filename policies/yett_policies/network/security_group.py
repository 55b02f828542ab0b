"""A security group with its implicit rows written out, so that nothing downstream knows a default."""

from dataclasses import replace

from yett_policies.frozen import frozen

from .cidr import EVERYONE
from .ports import ALL_PORTS
from .rule import STRONGEST, WEAKEST, GroupPeer, Rule
from .unknown import Ref, Unknown


@frozen
class SecurityGroup:
    """A group of interfaces that share rules; `rules` holds the written and the implicit ones.

    `complete` is False for a group that is only read, not managed: it may have rules outside the snapshot.
    """

    urn: str
    name: str
    vpc: Ref
    kind: str | Unknown  # "basic" or "enterprise"
    inner_access: bool | Unknown
    rules: tuple[Rule, ...] = ()
    complete: bool = True


def implicit_rules(urn: str, kind: str | Unknown, inner_access: bool | Unknown) -> tuple[Rule, ...]:
    """The rows nobody wrote: members among themselves, and egress.

    A basic group admits its members by default, above every written rule, and all egress, below every written
    rule; an enterprise group neither. What is unknown becomes a row that is unknown.
    Source: help.aliyun.com, ModifySecurityGroupPolicy and "basic and advanced security groups".
    """
    inward = _among_members(urn, kind, inner_access)
    outward = replace(inward, urn=f"{urn}#inner-access-egress", direction="egress")
    return (inward, outward, _all_egress(urn, kind))


def _among_members(urn: str, kind: str | Unknown, inner_access: bool | Unknown) -> Rule:
    policy: str | Unknown = "accept"
    if isinstance(kind, Unknown) or isinstance(inner_access, Unknown):
        policy = kind if isinstance(kind, Unknown) else Unknown(f"the inner access policy of group {urn}")
    # isolation is not a drop of everything: a written rule may still admit a member, so the row comes last
    if kind == "enterprise" or inner_access is False:
        # and it must not stand in front of the default egress, which is as weak: drop wins a tie
        return Rule(f"{urn}#inner-access", "ingress", "drop", WEAKEST + 1, "all", ALL_PORTS, GroupPeer(urn), True)
    return Rule(f"{urn}#inner-access", "ingress", policy, STRONGEST, "all", ALL_PORTS, GroupPeer(urn), True)


def _all_egress(urn: str, kind: str | Unknown) -> Rule:
    policy: str | Unknown = kind if isinstance(kind, Unknown) else "drop" if kind == "enterprise" else "accept"
    return Rule(f"{urn}#default-egress", "egress", policy, WEAKEST, "all", ALL_PORTS, EVERYONE, True)
