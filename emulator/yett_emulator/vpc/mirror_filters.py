"""Filters of traffic mirrors: which packets are copied (`CreateTrafficMirrorFilter`).

Source: help.aliyun.com, VPC, traffic mirroring; no packet is ever copied here.
"""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid, missing
from yett_emulator.ids import new_id
from yett_emulator.paging import tokened
from yett_emulator.store import Record, Store
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
)

KIND, RULE = "mirror_filter", "mirror_rule"
NOT_FOUND = "ResourceNotFound.TrafficMirrorFilter"
RULE_NOT_FOUND = "ResourceNotFound.TrafficMirrorFilterRule"
DIRECTIONS = {"IngressRules": "ingress", "EgressRules": "egress"}
PROTOCOLS = ("ALL", "ICMP", "TCP", "UDP", "ICMPv6")
BOUNDS = ("SourceCidrBlock", "DestinationCidrBlock", "SourcePortRange", "DestinationPortRange")
"""Shown as they were written: the provider replaces a filter for a bound that nobody wrote."""
LIMIT = 10
"""Rules of one direction of a filter."""


def create(call: Call) -> Answer:
    key = new_id("tmf")
    names = {
        "TrafficMirrorFilterName": "TrafficMirrorFilterName",
        "TrafficMirrorFilterDescription": "TrafficMirrorFilterDescription",
    }
    record = {
        "TrafficMirrorFilterId": key,
        "TrafficMirrorFilterStatus": "Created",
        **labels(call, **names),
        **common_fields(call),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, given_tags(call))
    for parameter in DIRECTIONS:
        add(call, key, parameter)
    return {"TrafficMirrorFilterId": key, "ResourceGroupId": record["ResourceGroupId"]}


def add(call: Call, owner: str, parameter: str) -> list[str]:
    """The rules of a request, one direction; their ids."""
    direction, made = DIRECTIONS[parameter], []
    for given in call.objects(parameter):
        have = call.store.find(RULE, TrafficMirrorFilterId=owner, TrafficDirection=direction)
        refuse_if(len(have) >= LIMIT, "QuotaExceeded.TrafficMirrorRule", f"At most {LIMIT} {direction} rules.")
        priority = number(given, "Priority")
        same = any(one["Priority"] == priority for one in have)
        refuse_if(same, "Duplicated.RulePriority", f"An {direction} rule has the priority {priority}.")
        key = new_id("tmr")
        call.store.insert(RULE, key, rule(given, key, owner, direction))
        made.append(key)
    return made


def rule(given: Record, key: str, owner: str, direction: str) -> Record:
    return {
        "TrafficMirrorFilterId": owner,
        "TrafficMirrorFilterRuleId": key,
        "TrafficMirrorFilterRuleStatus": "Created",
        "TrafficDirection": direction,
        "Action": chosen(given, "Action", ("accept", "drop")),
        "Protocol": chosen(given, "Protocol", PROTOCOLS),
        "Priority": number(given, "Priority"),
        "IpVersion": str(given.get("IpVersion") or "IPv4"),
        **{name: str(given.get(name) or "") for name in BOUNDS},
    }


def chosen(given: Record, name: str, allowed: tuple[str, ...]) -> str:
    value = str(given.get(name, ""))
    if not value:
        raise missing(name)
    if value not in allowed:
        raise invalid(name, value, ", ".join(allowed))
    return value


def number(given: Record, name: str) -> int:
    text = str(given.get(name, ""))
    if not text.isdigit() or not 1 <= int(text) <= 10:
        raise invalid(name, text, "an integer 1..10")
    return int(text)


def list_filters(call: Call) -> Answer:
    same = {"TrafficMirrorFilterName": "TrafficMirrorFilterName", "ResourceGroupId": "ResourceGroupId"}
    ids = {"TrafficMirrorFilterId": "TrafficMirrorFilterIds"}
    found = matching(call, here(call, call.store.find(KIND)), **same, **ids)
    page, about = tokened(call, tagged(call, found, "TrafficMirrorFilterId", "Tags"), 10, 100)
    rows = [detail(call, one) for one in page]
    return {"TrafficMirrorFilters": rows, "Count": len(rows), **about, "TotalCount": str(about["TotalCount"])}


def detail(call: Call, record: Record) -> Answer:
    key = record["TrafficMirrorFilterId"]
    rules = {name: rules_of(call.store, key, direction) for name, direction in DIRECTIONS.items()}
    return plain(call, record, "TrafficMirrorFilterId", **rules)


def rules_of(store: Store, key: str, direction: str) -> list[Record]:
    found = store.find(RULE, TrafficMirrorFilterId=key, TrafficDirection=direction)
    return sorted(found, key=lambda one: int(one["Priority"]))


def update_attribute(call: Call) -> Answer:
    key = needed(call, KIND, "TrafficMirrorFilterId", NOT_FOUND)["TrafficMirrorFilterId"]
    names = ("TrafficMirrorFilterName", "TrafficMirrorFilterDescription")
    return relabel(call, KIND, key, **{name: name for name in names})


def delete(call: Call) -> Answer:
    key = needed(call, KIND, "TrafficMirrorFilterId", NOT_FOUND)["TrafficMirrorFilterId"]
    used = call.store.first("mirror_session", TrafficMirrorFilterId=key)
    refuse_if(used, "DependencyViolation.TrafficMirrorSession", "A traffic mirror session uses the filter.")
    for one in call.store.find(RULE, TrafficMirrorFilterId=key):
        call.store.delete(RULE, one["TrafficMirrorFilterRuleId"])
    forget(call.store, KIND, key)
    return {}


def create_rules(call: Call) -> Answer:
    key = needed(call, KIND, "TrafficMirrorFilterId", NOT_FOUND)["TrafficMirrorFilterId"]
    if not any(call.items(parameter) for parameter in DIRECTIONS):
        raise missing("IngressRules")
    return {parameter: [{"InstanceId": one} for one in add(call, key, parameter)] for parameter in DIRECTIONS}


def update_rule(call: Call) -> Answer:
    key = call.required("TrafficMirrorFilterRuleId")
    now = existing(call.store, RULE, key, RULE_NOT_FOUND)
    fields = ("Protocol", "Priority", *BOUNDS)
    wanted = {**now, **{name: call.text(name) for name in fields if call.text(name)}}
    wanted["Action"] = call.text("RuleAction", now["Action"])
    update(call.store, RULE, key, rule(wanted, key, now["TrafficMirrorFilterId"], now["TrafficDirection"]))
    return {}


def delete_rules(call: Call) -> Answer:
    owner = needed(call, KIND, "TrafficMirrorFilterId", NOT_FOUND)["TrafficMirrorFilterId"]
    for key in map(str, call.listed("TrafficMirrorFilterRuleIds")):
        if existing(call.store, RULE, key, RULE_NOT_FOUND)["TrafficMirrorFilterId"] != owner:
            raise CloudError(RULE_NOT_FOUND, f"The rule {key} is of another filter. NotFound", 404)
        call.store.delete(RULE, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateTrafficMirrorFilter": create,
    "ListTrafficMirrorFilters": list_filters,
    "UpdateTrafficMirrorFilterAttribute": update_attribute,
    "DeleteTrafficMirrorFilter": delete,
    "CreateTrafficMirrorFilterRules": create_rules,
    "UpdateTrafficMirrorFilterRuleAttribute": update_rule,
    "DeleteTrafficMirrorFilterRules": delete_rules,
}
