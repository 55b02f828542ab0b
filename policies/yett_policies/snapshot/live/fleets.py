"""Machines that a scaling group started: those that are as their configuration says are that configuration.

A plan shows a fleet as one workload, however many machines there are; an account shows machines. A machine folds into
its fleet only when nothing tells it from any other that the fleet may start; else it stays, beside its fleet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from yett_policies.resources import Resource
from yett_policies.resources.values import texts_in

from ..cloud_api import CloudApi
from .scaling import CONFIGURATION, GROUP, SERVED, TEMPLATE, VSERVED
from .words import Item

INSTANCE = "alicloud_instance"
LISTS = {
    "alicloud_slb_backend_server": "backend_servers",
    "alicloud_slb_server_group": "servers",
    "alicloud_alb_server_group": "servers",
    "alicloud_nlb_server_group": "servers",
}
"""Type -> its list of members."""
Place = tuple[str, int | None]
"""(server group, or balancer of a default group; port, where the group has ports)."""


def folded(api: CloudApi, resources: Iterable[Resource]) -> Iterator[Resource]:
    """The resources without the machines that fold into their fleets, neither alone nor as members."""
    found = list(resources)
    if not any(one.type == GROUP for one in found):
        yield from found
        return
    gone = Fleets(found).alike(_started(api))
    for one in found:
        if not (one.type == INSTANCE and one.id in gone):
            yield _without(one, gone)


def _started(api: CloudApi) -> Iterator[Item]:
    path = "ScalingInstances.ScalingInstance"
    for one in api.listed("Ess", "DescribeScalingInstances", path):
        if one.get("CreationType") == "AutoCreated":
            yield one


def _without(one: Resource, gone: Set[str]) -> Resource:
    """A server group without the members that fold."""
    prop = LISTS.get(one.type)
    if prop is None or not any(member(row) in gone for row in one.props[prop]):
        return one
    return replace(one, props={**one.props, prop: [row for row in one.props[prop] if member(row) not in gone]})


def member(row: Item) -> str:
    """The machine that an entry of a server group names; our readers write one in each."""
    return str(row.get("server_id") or next(iter(row.get("server_ids") or ()), ""))


class Fleets:
    """What the account's scaling groups start, and where they put it."""

    def __init__(self, resources: list[Resource]) -> None:
        self._by_id = {(one.type, str(one.id)): one for one in resources}
        self._resources = resources
        self._places: dict[str, set[Place]] = defaultdict(set)
        self._serves: dict[str, set[Place]] = defaultdict(set)
        for one in resources:
            group, places = _served(one)
            self._serves[group] |= places
            for row in one.props.get(LISTS.get(one.type, ""), ()):
                self._places[member(row)].add((_target(one), row.get("port")))

    def alike(self, machines: Iterable[Item]) -> set[str]:
        """The ids of the machines that nothing tells from what their group may start any time."""
        named = self._named()
        return {
            str(one["InstanceId"])
            for one in machines
            if (instance := self._by_id.get((INSTANCE, str(one["InstanceId"]))))
            and self._is_as_said(instance, one)
            and not named & {str(instance.id), str(instance.props.get("private_ip"))}
            and self._places[str(instance.id)] <= self._serves[str(one["ScalingGroupId"])]
        }

    def _is_as_said(self, instance: Resource, machine: Item) -> bool:
        """Whether its groups, its vswitch and its public address are those that it would be started with now."""
        group = self._by_id.get((GROUP, str(machine["ScalingGroupId"])))
        source = group and self._source(group, machine)
        if group is None or source is None:
            return False
        said = {source.props["security_group_id"], *source.props["security_group_ids"]} - {None}
        return (
            set(instance.props["security_groups"]) == said
            and bool(instance.props["public_ip"]) == bool(source.props["internet_max_bandwidth_out"])
            and instance.props["vswitch_id"] in group.props["vswitch_ids"]
            and not instance.props["ipv6_addresses"]
        )

    def _source(self, group: Resource, machine: Item) -> Resource | None:
        if template := group.props["launch_template_id"]:
            return self._by_id.get((TEMPLATE, str(template)))
        return self._by_id.get((CONFIGURATION, str(machine.get("ScalingConfigurationId"))))

    def _named(self) -> set[str]:
        """Every text that anything but an instance or a list of members says: an EIP's target, an entry's address."""
        others = (one for one in self._resources if one.type != INSTANCE and one.type not in LISTS)
        return {text for one in others for text in texts_in(one.props)}


def _served(one: Resource) -> tuple[str, set[Place]]:
    """The places behind balancers where a resource says that a scaling group puts its machines; else none of any."""
    if one.type == GROUP:
        rows = one.props["alb_server_group"]
        places: set[Place] = {(str(balancer), None) for balancer in one.props["loadbalancer_ids"]}
        return str(one.id), places | {(str(row["alb_server_group_id"]), row["port"]) for row in rows}
    if one.type == SERVED:
        return str(one.props["scaling_group_id"]), {(str(one.props["server_group_id"]), one.props["port"])}
    if one.type == VSERVED:
        rows = one.props["vserver_groups"][0]["vserver_attributes"]
        return str(one.props["scaling_group_id"]), {(str(row["vserver_group_id"]), row["port"]) for row in rows}
    return "", set()


def _target(group: Resource) -> str:
    return str(group.props["load_balancer_id"] if group.type == "alicloud_slb_backend_server" else group.id)
