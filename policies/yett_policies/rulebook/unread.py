"""Whether a property that is not there was left out or never read: a live account is read for reachability only."""

from yett_policies.resources import Resource
from yett_policies.resources.graph import unknown

from .stack import Stack


def unread(stack: Stack, resource: Resource, *props: str) -> list[str]:
    """What would decide where none of these properties (names of one fact) was read; empty when they were."""
    if stack.kinds is None or any(prop in resource.props for prop in props):
        return []
    return [f"{unknown(resource, props[0]).what}, which reading a live account does not show"]
