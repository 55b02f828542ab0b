"""What the balancer writes into the requests it hands on, besides the client's address, which it always writes."""

from typing import Optional

from yett.specs.base import Spec


class ForwardedHeaders(Spec):
    """Headers of an http or https listener; X-Forwarded-For with the client's address is always there."""

    balancer_address: Optional[bool] = False
    """Whether SLB-IP names the address that was dialled; default: it does not."""
    balancer_id: Optional[bool] = False
    """Whether SLB-ID names the balancer; default: it does not."""
    protocol: Optional[bool] = False
    """Whether X-Forwarded-Proto says http or https; default: it does not."""
