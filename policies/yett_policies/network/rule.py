"""A security group rule, so that a first-match list holds explicit rows and nothing else."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .ports import PortRange
from .unknown import Ref, Unknown

STRONGEST, WEAKEST = 0, 101
"""Priorities of implicit rows: users have 1..100, the smaller number wins."""

PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "gre", "all")


@frozen
class GroupPeer:
    """The members of a security group, by their private addresses."""

    group: Ref


@frozen
class PrefixListPeer:
    """The entries of a prefix list."""

    prefix_list: Ref


Peer = tuple[Cidr, ...] | GroupPeer | PrefixListPeer | Unknown
"""The other end of a rule; a tuple of blocks is known in full."""


@frozen
class Rule:
    """One row of a group: who may (accept) or may not (drop) send what, at which priority.

    `ports` are destination ports in both directions; icmp, icmpv6, gre and all ignore them.
    Source: help.aliyun.com, AuthorizeSecurityGroup (1..100, smaller first, drop wins a tie).
    """

    urn: str
    direction: str  # "ingress" or "egress"
    policy: str | Unknown  # "accept" or "drop"
    priority: int | Unknown
    protocol: str | Unknown  # one of PROTOCOLS
    ports: PortRange | Unknown
    peer: Peer
    implicit: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether every field that decides is known (a group or prefix list peer is looked up later)."""
        # spelt out, and without a call: asked of every rule, several times
        return not (
            self.policy.__class__ is Unknown
            or self.priority.__class__ is Unknown
            or self.protocol.__class__ is Unknown
            or self.ports.__class__ is Unknown
            or self.peer.__class__ is Unknown
        )
