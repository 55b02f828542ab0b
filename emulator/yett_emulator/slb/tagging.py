"""Tags of balancers, listeners, groups, ACLs and certificates; and the older calls that tag balancers only.

TagResources and its like say which kind of resource they mean: `ResourceType=vservergroup`.
"""

from collections import Counter

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, missing
from yett_emulator.paging import paged
from yett_emulator.slb import lookups
from yett_emulator.slb.load_balancer_lists import written_tags
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, given_tags, has_tags, put_tags, tags_of

KINDS = {
    "instance": ("load_balancer",),
    "certificate": ("certificate", "ca_certificate"),
    "acl": ("acl",),
    "listener": ("listener",),
    "vservergroup": ("server_group",),
    "masterslaveservergroup": ("master_slave_group",),
}
ID_NAMES = {
    "load_balancer": "LoadBalancerId",
    "certificate": "ServerCertificateId",
    "ca_certificate": "CACertificateId",
    "acl": "AclId",
    "server_group": "VServerGroupId",
    "master_slave_group": "MasterSlaveServerGroupId",
}


def kinds(call: Call) -> tuple[str, ...]:
    call.required("ResourceType")
    return KINDS[call.choice("ResourceType", tuple(KINDS))]


def id_of(kind: str, record: Record) -> str:
    return lookups.key_of(record) if kind == "listener" else str(record[ID_NAMES[kind]])


def resources(call: Call) -> list[str]:
    """The named resources, every one of which exists and is of the named kind."""
    wanted, chosen = call.names("ResourceId"), kinds(call)
    if not wanted:
        raise missing("ResourceId")
    for key in wanted:
        if not any(call.store.get(kind, key) for kind in chosen):
            raise CloudError("InvalidResourceId.NotFound", f"The specified ResourceId {key} does not exist.", 404)
    return wanted


def tag_resources(call: Call) -> Answer:
    if not given_tags(call):
        raise missing("Tag")
    for key in resources(call):
        put_tags(call.store, key, given_tags(call))
    return {}


def untag_resources(call: Call) -> Answer:
    everything = call.flag("All")
    for key in resources(call):
        drop_tags(call.store, key, None if everything else call.texts("TagKey"))
    return {}


def list_tag_resources(call: Call) -> Answer:
    """Tags of the named resources, or of all of the kind; of those that carry the wanted tags."""
    every = [id_of(kind, record) for kind in kinds(call) for record in call.store.find(kind)]
    named = call.names("ResourceId")
    keys = [key for key in every if (not named or key in named) and has_tags(call.store, key, given_tags(call))]
    rows = [
        {"ResourceId": key, "ResourceType": call.text("ResourceType"), **row}
        for key in keys
        for row in lookups.tag_rows(call.store, key)
    ]
    return {"TagResources": {"TagResource": rows}, "NextToken": ""}


def add_tags(call: Call) -> Answer:
    for key in balancers(call):
        put_tags(call.store, key, written_tags(call))
    return {}


def remove_tags(call: Call) -> Answer:
    for key in balancers(call):
        drop_tags(call.store, key, list(written_tags(call)))
    return {}


def balancers(call: Call) -> list[str]:
    call.required("LoadBalancerId")
    call.required("Tags")
    return [lookups.balancer_of(call.store, key)["LoadBalancerId"] for key in call.names("LoadBalancerId")]


def describe_tags(call: Call) -> Answer:
    """Each tag of balancers, and how many of them carry it."""
    keys = call.names("LoadBalancerId") or [b["LoadBalancerId"] for b in call.store.find("load_balancer")]
    wanted = written_tags(call)
    counts: Counter[tuple[str, str]] = Counter()
    for key in keys:
        counts.update(tags_of(call.store, key).items())
    chosen = [pair for pair in counts if not wanted or wanted.get(pair[0]) in ("", pair[1])]
    if call.flag("DistinctKey"):
        chosen = list({name: (name, value) for name, value in chosen}.values())
    page, rest = paged(call, chosen, default=50)
    sets = [{"TagKey": name, "TagValue": value, "InstanceCount": counts[name, value]} for name, value in page]
    return {"TagSets": {"TagSet": sets}, **rest}


def move_resource_group(call: Call) -> Answer:
    """`ResourceType` is loadBalancer, acl or certificate, in any case."""
    found = {"loadbalancer": "load_balancer", "acl": "acl", "certificate": "certificate"}
    kind = found.get(call.text("ResourceType", "loadBalancer").lower(), "")
    record = call.store.get(kind, call.required("ResourceId"))
    if record is None:
        raise CloudError("InvalidResourceId.NotFound", "The specified ResourceId does not exist.", 404)
    group = call.required("NewResourceGroupId")
    call.store.save(kind, call.required("ResourceId"), record | {"ResourceGroupId": group})
    return {}


OPERATIONS: dict[str, Operation] = {
    "TagResources": tag_resources,
    "UntagResources": untag_resources,
    "ListTagResources": list_tag_resources,
    "AddTags": add_tags,
    "RemoveTags": remove_tags,
    "DescribeTags": describe_tags,
    "MoveResourceGroup": move_resource_group,
}
