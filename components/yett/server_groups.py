"""The server groups of a balancer: one for each port, and for each choice of servers that a rule makes."""

from collections.abc import Iterable, Mapping
from typing import Optional

import pulumi

from yett.naming import display_name, fitted, tags
from yett.sdk import alicloud
from yett.specs.forwarding_rule import ForwardingRule
from yett.specs.listener import Listener

Backend = tuple[int, Optional[tuple[str, ...]]]
"""A port, and the servers by name, sorted; None is all of them."""
FULL_WEIGHT = 100


def backends(listeners: Iterable[Listener]) -> list[Backend]:
    """Every port and choice of servers that the listeners and their rules lead to, sorted."""
    found: set[Backend] = set()
    for listener in listeners:
        if listener.backend_port is not None:
            found.add((listener.backend_port, None))
        found |= {backend_of(rule) for rule in listener.rules or []}
    return sorted(found, key=lambda backend: (backend[0], backend[1] or ()))


def backend_of(rule: ForwardingRule) -> Backend:
    """Where a rule leads to."""
    return rule.backend_port, None if rule.servers is None else tuple(sorted(set(rule.servers)))


def group_name(name: str, backend: Backend) -> str:
    """What the group of a backend is called: from its port and its servers.

    >>> group_name("web", (8080, ("a", "b"))), group_name("web", (8080, ("a-b",)))
    ('web-servers-8080-a_b', 'web-servers-8080-a-b')
    """
    port, servers = backend
    only = "" if servers is None else f"-{fitted('_'.join(servers), 60)}"
    return f"{name}-servers-{port}{only}"


class ServerGroups:
    """Makes the groups of one balancer; `ids[backend]` is the id of one."""

    def __init__(
        self,
        name: str,
        balancer: alicloud.slb.ApplicationLoadBalancer,
        servers: Mapping[str, pulumi.Input[str]],
        weights: Mapping[str, int],
        parent: pulumi.Resource,
    ) -> None:
        self._name, self._balancer, self._servers, self._weights = name, balancer, servers, weights
        self._opts = pulumi.ResourceOptions(parent=parent)
        self.ids: dict[Backend, pulumi.Output[str]] = {}

    def make(self, wanted: Iterable[Backend]) -> None:
        """The groups with their members."""
        for backend in wanted:
            self.ids[backend] = self._group(group_name(self._name, backend), backend).id

    def _group(self, name: str, backend: Backend) -> alicloud.slb.ServerGroup:
        port, only = backend
        group = alicloud.slb.ServerGroup(
            name, name=display_name(name), load_balancer_id=self._balancer.id, tags=tags(), opts=self._opts
        )
        for server in self._servers if only is None else only:
            alicloud.slb.ServerGroupServerAttachment(
                f"{name}-{server}",
                server_group_id=group.id,
                server_id=self._servers[server],
                port=port,
                weight=self._weights.get(server, FULL_WEIGHT),
                type="ecs",
                opts=self._opts,
            )
        return group
