"""An opening as somebody wrote it down, so that a review can ask who answers for it and until when."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yett.packets import AddressSet, TransportSet


@dataclass(frozen=True, slots=True)
class Record:
    """One opening of a component's spec, whether something is built for it or not.

    Days are texts, YYYY-MM-DD, or None; they compare as texts. `sources` is None when a peer is a group or a prefix
    list. `state` is "open", "pending" (its first day is to come), "expired" or "closed".
    """

    urn: str
    """The component."""
    name: str
    where: str
    """Where it stands in the spec, such as `balancer.openings[0]`."""
    direction: str  # "ingress" or "egress"
    state: str
    sources: "AddressSet | None"
    transport: "TransportSet"
    reason: str
    owner: str
    ticket: str | None = None
    approvers: tuple[str, ...] = ()
    opened: str | None = None
    expires: str | None = None
    review_by: str | None = None
