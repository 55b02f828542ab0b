"""Peers that a program names itself: what a stack in which nobody can write an opening may admit all the same.

A bare `pulumi_alicloud` program or a Terraform module has no words for who, why and until when. There a network that
is narrow enough to be somebody's own counts as named; everybody else stays undeclared.
"""

from collections.abc import Iterable

from yett_policies.frozen import frozen

from .options import option


@frozen
class NamedPeers:
    """Which peers count as named where no component could declare them."""

    named_ipv4_mask: int = option(
        24, "Without components of yett: the shortest IPv4 mask of a peer that counts as named; 33: none.", maximum=33
    )
    named_ipv6_mask: int = option(
        48, "Without components of yett: the shortest IPv6 mask of a peer that counts as named; 129: none.", maximum=129
    )

    def named(self, cidrs: Iterable[str]) -> bool:
        """Whether all of these networks are narrow enough."""
        return not any(is_wider(one, self.named_ipv4_mask, self.named_ipv6_mask) for one in cidrs)


def is_wider(block: str, ipv4_mask: int, ipv6_mask: int) -> bool:
    """Whether a network's mask is shorter than it may be."""
    network, _, mask = block.rpartition("/")
    return int(mask) < (ipv6_mask if ":" in network else ipv4_mask)
