"""Flow logs: that the traffic of a VPC, vSwitch or interface is recorded; nothing is ever written here."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    here,
    labels,
    listed,
    matching,
    needed,
    refuse_if,
    relabel,
    shown,
    tagged,
    update,
)

NOT_FOUND = "InvalidFlowLogId.NotFound"
SOURCES = {
    "VPC": ("vpc", "InvalidVpcId.NotFound"),
    "VSwitch": ("vswitch", "InvalidVSwitchId.NotFound"),
    "NetworkInterface": ("interface", "InvalidEniId.NotFound"),
}


def create_flow_log(call: Call) -> Answer:
    call.required("ResourceType")
    kind = call.choice("ResourceType", tuple(SOURCES))
    existing(call.store, SOURCES[kind][0], call.required("ResourceId"), SOURCES[kind][1])
    call.required("TrafficType")
    check_quota(call, "flow_logs", call.store.total("flow_log", RegionId=call.region), "QuotaExceeded.FlowLog")
    key = new_id("fl")
    record = new_flow_log(call, key, kind)
    call.store.insert("flow_log", key, record)
    put_tags(call.store, key, given_tags(call))
    call.later("flow_log", key, {"Status": "Active"})
    return {"FlowLogId": key, "ResourceGroupId": record["ResourceGroupId"], "Success": "true"}


def new_flow_log(call: Call, key: str, kind: str) -> Record:
    return {
        "FlowLogId": key,
        "ResourceType": kind,
        "ResourceId": call.text("ResourceId"),
        "TrafficType": call.choice("TrafficType", ("All", "Allow", "Drop")),
        "ProjectName": call.required("ProjectName"),
        "LogStoreName": call.required("LogStoreName"),
        "AggregationInterval": interval(call),
        "IpVersion": call.text("IpVersion", "IPv4"),
        "LogFormat": call.text("LogFormat"),
        "TrafficPath": {"TrafficPathList": call.texts("TrafficPath") or ["all"]},
        "Status": "Activating",
        "BusinessStatus": "Normal",
        "ServiceType": "",
        "FlowLogDeliverStatus": "SUCCESS",
        "FlowLogDeliverErrorMessage": "",
        **labels(call, FlowLogName="FlowLogName", Description="Description"),
        **common_fields(call),
    }


def interval(call: Call) -> int:
    """Minutes: 1, 5 or 10."""
    return int(call.choice("AggregationInterval", ("1", "5", "10"), "10"))


def describe_flow_logs(call: Call) -> Answer:
    names = "FlowLogId FlowLogName Description ResourceType ResourceId TrafficType ProjectName LogStoreName Status"
    found = matching(call, here(call, call.store.find("flow_log")), **{name: name for name in names.split()})
    found = matching(call, found, ResourceGroupId="ResourceGroupId", ResourceId="VpcId")
    rows = [shown(call, log, "FlowLogId") for log in tagged(call, found, "FlowLogId", "Tags")]
    answer = listed(call, rows, "FlowLogs", "FlowLog")
    # this list counts in text
    counts = {name: str(answer[name]) for name in ("TotalCount", "PageNumber", "PageSize")}
    return answer | counts | {"Success": "true"}


def modify_flow_log_attribute(call: Call) -> Answer:
    key = needed(call, "flow_log", "FlowLogId", NOT_FOUND)["FlowLogId"]
    if call.text("AggregationInterval"):
        update(call.store, "flow_log", key, {"AggregationInterval": interval(call)})
    for name in ("IpVersion", "LogFormat"):
        if call.text(name):
            update(call.store, "flow_log", key, {name: call.text(name)})
    relabel(call, "flow_log", key, FlowLogName="FlowLogName", Description="Description")
    return {"Success": "true"}


def active_flow_log(call: Call) -> Answer:
    return switch(call, "Active")


def deactive_flow_log(call: Call) -> Answer:
    return switch(call, "Inactive")


def switch(call: Call, status: str) -> Answer:
    log = needed(call, "flow_log", "FlowLogId", NOT_FOUND)
    refuse_if(log["Status"] == status, "IncorrectStatus.flowlog", f"The flow log is {status} already.")
    update(call.store, "flow_log", log["FlowLogId"], {"Status": status})
    return {"Success": "true"}


def delete_flow_log(call: Call) -> Answer:
    key = needed(call, "flow_log", "FlowLogId", NOT_FOUND)["FlowLogId"]
    drop_tags(call.store, key)
    call.store.delete("flow_log", key)
    return {"Success": "true"}


OPERATIONS: dict[str, Operation] = {
    "CreateFlowLog": create_flow_log,
    "DescribeFlowLogs": describe_flow_logs,
    "ModifyFlowLogAttribute": modify_flow_log_attribute,
    "ActiveFlowLog": active_flow_log,
    "DeactiveFlowLog": deactive_flow_log,
    "DeleteFlowLog": delete_flow_log,
}
