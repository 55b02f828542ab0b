"""Traffic mirror sessions: from which interfaces to which interface or balancer packets are copied.

Source: help.aliyun.com, VPC, traffic mirroring, `CreateTrafficMirrorSession`; no packet is ever copied here.
"""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ids import new_id
from yett_emulator.paging import tokened
from yett_emulator.store import Record
from yett_emulator.tags import given_tags, put_tags
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    forget,
    here,
    labels,
    matching,
    needed,
    plain,
    refuse_if,
    relabel,
    tagged,
    update,
    without,
)
from yett_emulator.vpc.mirror_filters import NOT_FOUND as FILTER_NOT_FOUND

KIND = "mirror_session"
NOT_FOUND = "ResourceNotFound.TrafficMirrorSession"
TARGETS = {"NetworkInterface": "interface", "SLB": "load_balancer", "GatewayLoadBalancerEndpoint": ""}
NAMES = {
    "TrafficMirrorSessionName": "TrafficMirrorSessionName",
    "TrafficMirrorSessionDescription": "TrafficMirrorSessionDescription",
}


def create(call: Call) -> Answer:
    for name in ("TrafficMirrorTargetId", "TrafficMirrorTargetType", "TrafficMirrorFilterId", "Priority"):
        call.required(name)
    needed(call, "mirror_filter", "TrafficMirrorFilterId", FILTER_NOT_FOUND)
    sources = sources_of(call, [])
    key = new_id("tms")
    network = call.number("VirtualNetworkId", 0, 0, 16777215) or call.store.count("mirror-network")
    record = {
        "TrafficMirrorSessionId": key,
        "TrafficMirrorSessionStatus": "Created",
        "TrafficMirrorSessionBusinessStatus": "Normal",
        "TrafficMirrorFilterId": call.text("TrafficMirrorFilterId"),
        "TrafficMirrorSourceIds": sources,
        "Priority": free_priority(call, ""),
        "VirtualNetworkId": network,
        "PacketLength": call.number("PacketLength", 1500, 64, 9600),
        "Enabled": call.flag("Enabled"),
        **target(call, {}),
        **labels(call, **NAMES),
        **common_fields(call),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, given_tags(call))
    return {"TrafficMirrorSessionId": key, "ResourceGroupId": record["ResourceGroupId"]}


def target(call: Call, have: Record) -> Record:
    key = call.text("TrafficMirrorTargetId", have.get("TrafficMirrorTargetId", ""))
    kind = call.choice("TrafficMirrorTargetType", tuple(TARGETS), have.get("TrafficMirrorTargetType", ""))
    if TARGETS[kind]:
        existing(call.store, TARGETS[kind], key, "ResourceNotFound.TrafficMirrorTarget")
    return {"TrafficMirrorTargetId": key, "TrafficMirrorTargetType": kind}


def free_priority(call: Call, mine: str, default: int = 1) -> int:
    wanted = call.number("Priority", default, 1, 32766)
    others = [one for one in call.store.find(KIND, Priority=wanted) if one["TrafficMirrorSessionId"] != mine]
    refuse_if(others, "Duplicated.SessionPriority", f"A traffic mirror session has the priority {wanted}.")
    return wanted


def sources_of(call: Call, have: list[str]) -> list[str]:
    """The interfaces of a request, each of which can be in one session only."""
    wanted = list(map(str, call.listed("TrafficMirrorSourceIds")))
    taken = {key for one in call.store.find(KIND) for key in one["TrafficMirrorSourceIds"]}
    for key in wanted:
        existing(call.store, "interface", key, "ResourceNotFound.TrafficMirrorSource")
        refuse_if(key in taken, "QuotaExceeded.SessionPerSource", f"{key} is a source of a session already.")
    return [*have, *wanted]


def list_sessions(call: Call) -> Answer:
    same = (
        "TrafficMirrorSessionName",
        "TrafficMirrorFilterId",
        "TrafficMirrorTargetId",
        "Priority",
        "VirtualNetworkId",
        "ResourceGroupId",
    )
    found = matching(
        call,
        here(call, call.store.find(KIND)),
        TrafficMirrorSessionId="TrafficMirrorSessionIds",
        **{name: name for name in same},
    )
    if call.has("Enabled"):
        found = [one for one in found if one["Enabled"] == call.flag("Enabled")]
    source = call.text("TrafficMirrorSourceId")
    found = [one for one in found if not source or source in one["TrafficMirrorSourceIds"]]
    page, about = tokened(call, tagged(call, found, "TrafficMirrorSessionId", "Tags"), 10, 100)
    rows = [plain(call, one, "TrafficMirrorSessionId") for one in page]
    return {"TrafficMirrorSessions": rows, "NextToken": about["NextToken"], "TotalCount": str(about["TotalCount"])}


def update_attribute(call: Call) -> Answer:
    record = needed(call, KIND, "TrafficMirrorSessionId", NOT_FOUND)
    key = record["TrafficMirrorSessionId"]
    if call.text("TrafficMirrorFilterId"):
        needed(call, "mirror_filter", "TrafficMirrorFilterId", FILTER_NOT_FOUND)
    changes = {
        "TrafficMirrorFilterId": call.text("TrafficMirrorFilterId", record["TrafficMirrorFilterId"]),
        "Priority": free_priority(call, key, record["Priority"]),
        "VirtualNetworkId": call.number("VirtualNetworkId", record["VirtualNetworkId"], 0, 16777215),
        "PacketLength": call.number("PacketLength", record["PacketLength"], 64, 9600),
        "Enabled": call.flag("Enabled", record["Enabled"]),
        **target(call, record),
    }
    update(call.store, KIND, key, changes)
    return relabel(call, KIND, key, **NAMES)


def add_sources(call: Call) -> Answer:
    record = needed(call, KIND, "TrafficMirrorSessionId", NOT_FOUND)
    return settle(call, record, sources_of(call, record["TrafficMirrorSourceIds"]))


def remove_sources(call: Call) -> Answer:
    record = needed(call, KIND, "TrafficMirrorSessionId", NOT_FOUND)
    gone = list(map(str, call.listed("TrafficMirrorSourceIds")))
    left = without(record["TrafficMirrorSourceIds"], gone, "ResourceNotFound.TrafficMirrorSource", "No sources")
    return settle(call, record, left)


def settle(call: Call, record: Record, sources: list[str]) -> Answer:
    update(call.store, KIND, record["TrafficMirrorSessionId"], {"TrafficMirrorSourceIds": sources})
    return {}


def delete(call: Call) -> Answer:
    key = needed(call, KIND, "TrafficMirrorSessionId", NOT_FOUND)["TrafficMirrorSessionId"]
    forget(call.store, KIND, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateTrafficMirrorSession": create,
    "ListTrafficMirrorSessions": list_sessions,
    "UpdateTrafficMirrorSessionAttribute": update_attribute,
    "AddSourcesToTrafficMirrorSession": add_sources,
    "RemoveSourcesFromTrafficMirrorSession": remove_sources,
    "DeleteTrafficMirrorSession": delete,
}
