"""Which balancers and databases a group serves: attached with its machines, detached with them or without."""

from collections.abc import Callable, Iterable, Sequence

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, missing
from yett_emulator.ess import activities, balancers
from yett_emulator.ess.machines import machines_of
from yett_emulator.ess.nouns import GROUP, group_of
from yett_emulator.ess.typed import shaped
from yett_emulator.store import Record

FIELDS = {
    "LoadBalancerIds": "LoadBalancer",
    "DBInstanceIds": "DBInstance",
    "VServerGroups": "VServerGroup",
    "AlbServerGroups": "AlbServerGroup",
    "ServerGroups": "ServerGroup",
}
"""List of a group -> the parameter that Attach and Detach name its items by."""
IDENTITY = ("VServerGroupId", "AlbServerGroupId", "ServerGroupId", "Type", "Port")


def first(call: Call, network: str) -> Record:
    """What a new group serves: ids are JSON lists in a text here, the rest as Attach has it."""
    names = {"LoadBalancerIds": call.names("LoadBalancerIds"), "DBInstanceIds": call.names("DBInstanceIds")}
    found: Record = {**names, **{field: asked(call, field) for field in FIELDS if field not in names}}
    check(call, found, network)
    return found


def asked(call: Call, field: str) -> list[object]:
    """The items of a list that a call names, completed."""
    name = FIELDS[field]
    if field in ("LoadBalancerIds", "DBInstanceIds"):
        return list(call.names(name))
    rows = call.objects(name)
    return list(flattened(rows) if field == "VServerGroups" else (completed(row, field) for row in rows))


def flattened(rows: Iterable[Record]) -> Iterable[Record]:
    """One item for each port of each vserver group, each with its balancer."""
    for row in rows:
        for inner in row.get("VServerGroupAttribute") or []:
            yield completed({"LoadBalancerId": row.get("LoadBalancerId", ""), **inner}, "VServerGroups")


def completed(row: Record, field: str) -> Record:
    id_field = {"VServerGroups": "VServerGroupId", "AlbServerGroups": "AlbServerGroupId"}.get(field, "ServerGroupId")
    if not row.get(id_field):
        raise missing(f"{FIELDS[field]}.N.{id_field}")
    kind = {"Type": str(row.get("Type") or "ALB")} if field == "ServerGroups" else {}
    return {"Weight": 50, "Port": 0, **shaped(row, ("Port", "Weight")), **kind}


def by_balancer(items: list[Record]) -> list[Record]:
    """Vserver groups as DescribeScalingGroups shows them: grouped by their balancers."""
    found: dict[str, list[Record]] = {}
    for one in items:
        inner = {name: one[name] for name in ("VServerGroupId", "Port", "Weight")}
        found.setdefault(one["LoadBalancerId"], []).append(inner)
    return [
        {"LoadBalancerId": key, "VServerGroupAttributes": {"VServerGroupAttribute": rows}}
        for key, rows in found.items()
    ]


def check(call: Call, lists: Record, network: str) -> None:
    """Everything that is named exists, and is where the group's machines can serve it."""
    for key in lists["LoadBalancerIds"]:
        balancer = existing(call, "load_balancer", key, "InvalidLoadBalancerId.NotFound")
        if balancer["VpcId"] not in ("", network):
            raise CloudError("InvalidLoadBalancerId.VPCMismatch", f"The load balancer {key} is not in {network}.")
        if balancer["LoadBalancerStatus"] != "active":
            raise CloudError("IncorrectLoadBalancerStatus", f"The load balancer {key} does not run.")
    for one in lists["VServerGroups"]:
        existing(call, "server_group", one["VServerGroupId"], "VServerGroup.NotExist")
    for one in lists["AlbServerGroups"]:
        check_group(call, "alb_server_group", one["AlbServerGroupId"], "AlbServerGroup.NotExist", network)
    for one in lists["ServerGroups"]:
        if one["Type"] in ("ALB", "NLB"):
            kind = f"{one['Type'].lower()}_server_group"
            check_group(call, kind, one["ServerGroupId"], "ServerGroup.NotExist", network)


def check_group(call: Call, kind: str, key: str, code: str, network: str) -> None:
    if existing(call, kind, key, code)["VpcId"] != network:
        raise CloudError("InvalidServerGroupId.VPCMismatch", f"The server group {key} is not in {network}.")


def existing(call: Call, kind: str, key: str, code: str) -> Record:
    if (found := call.store.get(kind, key)) is None:
        raise CloudError(code, f'The ServerGroup or balancer "{key}" do(es) not exist. NotFound')
    return found


def attaching(field: str) -> Operation:
    """With ForceAttach the machines that the group has are put behind it at once, later ones always."""

    def operation(call: Call) -> Answer:
        group = group_of(call)
        added = [one for one in asked(call, field) if not any(is_same(one, old) for old in group[field])]
        fresh: Record = {name: [] for name in FIELDS} | {field: added}
        check(call, fresh, group["VpcId"])
        GROUP.save(call.store, group | {field: [*group[field], *added]})
        if not call.flag("ForceAttach"):
            return {}
        return moved(call, group, added, lambda keys: balancers.join(call, group | fresh, keys))

    return operation


def detaching(field: str) -> Operation:
    """With ForceDetach (`ForceAttach` where the provider says that) the machines are taken out of it, too."""

    def operation(call: Call) -> Answer:
        group, named = group_of(call), asked(call, field)
        gone = [one for one in group[field] if any(is_same(one, other) for other in named)]
        left = [one for one in group[field] if one not in gone]
        GROUP.save(call.store, group | {field: left})
        if not call.flag("ForceDetach") and not call.flag("ForceAttach"):
            return {}
        alone: Record = {name: [] for name in FIELDS} | {field: gone}
        return moved(call, group, gone, lambda keys: balancers.leave(call, group | alone, keys))

    return operation


def is_same(one: object, other: object) -> bool:
    """Two ids, or two items that name the same group and port."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(one.get(name) == other.get(name) for name in IDENTITY)
    return one == other


def moved(call: Call, group: Record, items: Sequence[object], move: Callable[[list[str]], None]) -> Answer:
    """The activity that moved the group's machines; none where there was nothing to move."""
    keys = [one["InstanceId"] for one in machines_of(call, group)]
    if not keys or not items:
        return {}
    move(keys)
    return {"ScalingActivityId": activities.record(call, group, "Serve other balancers", "By its user.")}


OPERATIONS: dict[str, Operation] = {
    f"{word}{name}": operation
    for name, field in {
        "LoadBalancers": "LoadBalancerIds",
        "DBInstances": "DBInstanceIds",
        "VServerGroups": "VServerGroups",
        "AlbServerGroups": "AlbServerGroups",
        "ServerGroups": "ServerGroups",
    }.items()
    for word, operation in (("Attach", attaching(field)), ("Detach", detaching(field)))
}
