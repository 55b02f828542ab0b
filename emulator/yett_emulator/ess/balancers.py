"""The balancers that a group serves: its machines are added to their server groups, and taken out again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import servers
from yett_emulator.balancing.product import Product
from yett_emulator.call import Call
from yett_emulator.nlb.nouns import NLB
from yett_emulator.slb import backend_servers, server_groups
from yett_emulator.store import Record

WEIGHT = 50
"""Of a machine behind a CLB's default group."""


def join(call: Call, group: Record, keys: list[str]) -> None:
    """Put machines behind every balancer that the group serves."""
    if not keys:
        return
    for balancer in group["LoadBalancerIds"]:
        into_default_group(call, balancer, keys)
    for one in group["VServerGroups"]:
        into_vserver_group(call, one, keys)
    for product, one in server_groups_of(group):
        servers.add(product, asking(call, one, keys), "BackendServer")


def leave(call: Call, group: Record, keys: list[str]) -> None:
    """Take machines out of every server group that the group serves."""
    if not keys:
        return
    for balancer in group["LoadBalancerIds"]:
        out_of_default_group(call, balancer, keys)
    for one in group["VServerGroups"]:
        out_of_vserver_group(call, one, keys)
    for product, one in server_groups_of(group):
        if call.store.get(product.kind("server_group"), one["ServerGroupId"]):
            servers.remove(product, asking(call, one, keys))


def server_groups_of(group: Record) -> Iterator[tuple[Product, Record]]:
    """ALB's own list, and the list that knows every kind (`AttachServerGroups`)."""
    for one in group["AlbServerGroups"]:
        yield ALB, one | {"ServerGroupId": one["AlbServerGroupId"]}
    for one in group["ServerGroups"]:
        if one["Type"] in PRODUCTS:
            yield PRODUCTS[one["Type"]], one


PRODUCTS = {"ALB": ALB, "NLB": NLB}


def asking(call: Call, one: Record, keys: list[str]) -> Call:
    """The call that the balancer's own API would get for these machines."""
    rows = [{"ServerId": key, "ServerType": "Ecs", "Port": one["Port"], "Weight": one["Weight"]} for key in keys]
    return replace(call, params={"ServerGroupId": one["ServerGroupId"], "Servers": rows})


def into_default_group(call: Call, key: str, keys: list[str]) -> None:
    balancer = call.store.get("load_balancer", key)
    if balancer is None:
        return
    there = backend_servers.living(call.store, balancer["_servers"])
    known = {one["ServerId"] for one in there}
    added = [member(call, one, {"Weight": WEIGHT}, False) for one in keys if one not in known]
    backend_servers.check_network(balancer, [*there, *added])
    backend_servers.keep(call, balancer, [*there, *added])


def out_of_default_group(call: Call, key: str, keys: list[str]) -> None:
    if balancer := call.store.get("load_balancer", key):
        left = [one for one in balancer["_servers"] if one["ServerId"] not in keys]
        backend_servers.keep(call, balancer, left)


def into_vserver_group(call: Call, one: Record, keys: list[str]) -> None:
    if found := call.store.get("server_group", one["VServerGroupId"]):
        there = backend_servers.living(call.store, found["_servers"])
        added = [member(call, key, {"Port": one["Port"], "Weight": one["Weight"]}, True) for key in keys]
        server_groups.keep(call, found, server_groups.merged(there, added))


def out_of_vserver_group(call: Call, one: Record, keys: list[str]) -> None:
    if found := call.store.get("server_group", one["VServerGroupId"]):
        gone = [{"ServerId": key, "Port": str(one["Port"])} for key in keys]
        server_groups.keep(call, found, server_groups.without(found["_servers"], gone))


def member(call: Call, key: str, more: dict[str, Any], with_ports: bool) -> Record:
    return backend_servers.completed(call.store, {"ServerId": key, **more}, with_ports)
