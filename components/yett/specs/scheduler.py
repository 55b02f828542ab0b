"""How a listener chooses the server of a new connection or request."""

from enum import Enum


class Scheduler(str, Enum):
    """By weight, by weight and connections, in turn, or by a hash that keeps what belongs together on one server.

    Source: alibabacloud_slb20140515, CreateLoadBalancer{TCP,UDP,HTTP}Listener (Scheduler).
    """

    WEIGHTED = "wrr"
    LEAST_CONNECTIONS = "wlc"
    IN_TURN = "rr"
    SOURCE_HASH = "sch"
    CONNECTION_HASH = "tch"
    QUIC_HASH = "qch"

    @property
    def is_web(self) -> bool:
        """Whether http and https listeners have it."""
        return self in (Scheduler.WEIGHTED, Scheduler.LEAST_CONNECTIONS, Scheduler.IN_TURN)
