"""IPv6 of a VPC: tiers have networks of their own, and nothing passes the gateway until an address is paid for."""

from typing import Optional

from yett.specs.base import Spec


class Ipv6Spec(Spec):
    """An IPv6 network /56 of the cloud's choice; default: nobody is reached by it and nobody goes out by it."""

    gateway: Optional[bool] = False
    """Whether the VPC has an IPv6 gateway; an address passes it, in either direction, only with public bandwidth of
    its own (alibabacloud_vpc20160428, AllocateIpv6InternetBandwidth); default: none."""
