"""The comparison can fail: an oracle that is wrong in one thing disagrees with yett somewhere in the sample."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.oracle import balancers, evaluator, gateways, interfaces, network_acls, routes, security_groups
from tests.oracle.agreement import judged, truth
from tests.oracle.cloud import within
from tests.oracle.interfaces import private_addresses
from tests.oracle.networks import random_network
from tests.oracle.questions import packets

SEEDS = range(250)
Patch = pytest.MonkeyPatch


def accept_first(patch: Patch) -> None:
    """Ties go to the accept."""
    original = security_groups.first_match

    def tied(cloud: Any, groups: Any, source: Any, protocol: Any, port: Any) -> Any:
        rule = original(cloud, groups, source, protocol, port)
        if rule is None:
            return None
        for other in security_groups.ingress_rules(cloud, groups):
            same = other["values"]["priority"] == rule["values"]["priority"]
            accepts = other["values"]["policy"] == "accept"
            if same and accepts and security_groups.matches(cloud, other, source, protocol, port):
                return other
        return rule

    patch.setattr(security_groups, "first_match", tied)


def first_group_only(patch: Patch) -> None:
    """Groups are not pooled."""
    original = security_groups.first_match
    patch.setattr(security_groups, "first_match", lambda c, groups, *rest: original(c, groups[:1], *rest))


def replies_pass(patch: Patch) -> None:
    """Network ACLs are stateful."""
    patch.setattr(network_acls, "replies", lambda *_: True)


def last_row_decides(patch: Patch) -> None:
    """Network ACL rows are read backwards."""
    original = network_acls.decides
    patch.setattr(network_acls, "decides", lambda rows, *rest: original(rows[::-1], *rest))


def port_is_kept(patch: Patch) -> None:
    """A forward entry does not change the port."""
    patch.setattr(gateways, "internal_port", lambda values, port: port)


def empty_white_list_closes(patch: Patch) -> None:
    """A white list without entries refuses everybody."""
    original = balancers.acl_admits

    def strict(cloud: Any, listener: Any, source: Any) -> bool | None:
        kind, lists = balancers.acl_binding(listener)
        empty = kind == "white" and not [c for one in lists for c in balancers.acl_entries(cloud, one)]
        return not empty and original(cloud, listener, source)

    patch.setattr(balancers, "acl_admits", strict)


def balancer_groups_ignored(patch: Patch) -> None:
    """A drop in an NLB's group does nothing."""
    patch.setattr(balancers, "refused", lambda *_: False)


def eip_carries_all(patch: Patch) -> None:
    """GRE passes an EIP."""
    patch.setattr(evaluator, "EIP_CARRIES", ("tcp", "udp", "icmp", "gre"))


def tables_ignored(patch: Patch) -> None:
    """Every vswitch obeys its VPC's own table."""
    patch.setattr(routes, "table", lambda cloud, vswitch, vpc: vpc["values"]["route_table_id"])


def answers_always_arrive(patch: Patch) -> None:
    """A public address does not care for routes."""
    patch.setattr(evaluator, "by_public_address", lambda *_: True)


def shortest_prefix_wins(patch: Patch) -> None:
    """The widest route decides."""

    def widest(cloud: Any, vpc: Any, wanted: Any, address: Any) -> Any:
        found = [one for one in routes.routes(cloud, vpc, wanted) if within(address, one[0])]
        return min(found, key=lambda one: int(one[0].partition("/")[2]))[1:] if found else ("", "")

    patch.setattr(routes, "next_hop", widest)


def no_default_routes(patch: Patch) -> None:
    """The cloud adds no default route to a VPC's own table."""
    patch.setattr(routes, "defaults", lambda *_: iter(()))


def servers_see_the_client(patch: Patch) -> None:
    """Every server sees the client, whatever its group says."""
    patch.setattr(balancers, "sees_client", lambda group: True)


def servers_see_the_balancer(patch: Patch) -> None:
    """No server sees the client."""
    patch.setattr(balancers, "sees_client", lambda group: False)


def addresses_without_vpcs(patch: Patch) -> None:
    """A forward entry leads to anybody with its internal address."""

    def anybody(cloud: Any, address: Any, vpc: Any) -> Any:
        return next((i for i in interfaces.interfaces(cloud) if address in private_addresses(i)), None)

    patch.setattr(gateways, "owner", anybody)


def prefix_lists_empty(patch: Patch) -> None:
    """A prefix list admits nobody."""
    patch.setattr(security_groups, "prefix_list", lambda *_: [])


MISTAKES = (
    accept_first,
    first_group_only,
    replies_pass,
    last_row_decides,
    port_is_kept,
    empty_white_list_closes,
    balancer_groups_ignored,
    eip_carries_all,
    tables_ignored,
    answers_always_arrive,
    shortest_prefix_wins,
    no_default_routes,
    prefix_lists_empty,
    servers_see_the_client,
    servers_see_the_balancer,
    addresses_without_vpcs,
)


def disagrees(seed: int) -> bool:
    """Whether the two differ about any packet of one network."""
    resources = random_network(seed)
    one = judged(resources, "terraform state", seed)
    return any(one.answer(packet) != truth(resources, packet) for packet in packets(resources, 20, seed))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_a_wrong_oracle_is_caught(mistake: Callable[[Patch], None], monkeypatch: Patch) -> None:
    mistake(monkeypatch)
    assert any(disagrees(seed) for seed in SEEDS)
