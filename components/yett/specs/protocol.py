"""The protocols a security group rule can name, as plain data."""

from enum import Enum


class Protocol(str, Enum):
    """What an opening carries (provider: security_group_rule, ip_protocol)."""

    TCP = "tcp"
    UDP = "udp"
    ICMP = "icmp"
    ICMPV6 = "icmpv6"
    GRE = "gre"
    ALL = "all"

    @property
    def has_ports(self) -> bool:
        """Whether an opening of this protocol names its ports."""
        return self in (Protocol.TCP, Protocol.UDP)

    def covers(self, other: "Protocol") -> bool:
        """Whether everything the other carries is carried by this."""
        return self in (other, Protocol.ALL)

    def carries(self, version: int) -> bool:
        """Whether it exists in IP version 4 or 6: icmp is IPv4 only, icmpv6 IPv6 only."""
        return {Protocol.ICMP: version == 4, Protocol.ICMPV6: version == 6}.get(self, True)
