"""ALB forwarding rules: conditions and actions of a listener, by priority."""

from yett_emulator.alb.listeners import groups_of
from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import lists, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import illegal
from yett_emulator.balancing.typed import typed
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, missing
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, put_tags

NAMES = ("RuleName", "Priority", "RuleActions", "RuleConditions")


def create(call: Call) -> Answer:
    listener = ALB.asked(call, "listener")
    key = ALB.new("rule")
    rule: Record = {
        "RuleId": key,
        "ListenerId": listener["ListenerId"],
        "LoadBalancerId": listener["LoadBalancerId"],
        "Direction": call.text("Direction", "Request"),
        "RuleStatus": "Available",
        "RuleConditions": [],
        **given(call),
    }
    check(call, rule)
    call.store.insert("alb_rule", key, rule)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"RuleId": key, **job()}


def given(call: Call) -> Record:
    return {name: typed(call.params[name], name) for name in NAMES if call.params.get(name) not in (None, "")}


def check(call: Call, rule: Record) -> None:
    for name in ("RuleName", "Priority", "RuleActions"):
        if not rule.get(name):
            raise missing(name)
    if not isinstance(rule["Priority"], int) or not 1 <= rule["Priority"] <= 10000:
        raise illegal("Priority", rule["Priority"], "1..10000")
    same = ALB.find(call.store, "rule", ListenerId=rule["ListenerId"], Priority=rule["Priority"])
    if any(other["RuleId"] != rule["RuleId"] and other["Direction"] == rule["Direction"] for other in same):
        raise CloudError("ResourceAlreadyExist.Rule", f"A rule of priority {rule['Priority']} already exists.")
    for key in groups_of(rule["RuleActions"]):
        ALB.get(call.store, "server_group", key)


def list_all(call: Call) -> Answer:
    among = {"RuleIds": "RuleId", "ListenerIds": "ListenerId", "LoadBalancerIds": "LoadBalancerId"}
    page, rest = lists.chosen(ALB, call, "rule", ("Direction",), among)
    return {"Rules": [public(rule) | {"Tags": tagging.shown(call.store, rule["RuleId"])} for rule in page], **rest}


def update(call: Call) -> Answer:
    rule = ALB.asked(call, "rule") | given(call)
    check(call, rule)
    ALB.save(call.store, "rule", rule)
    return job()


def delete(call: Call) -> Answer:
    key = ALB.asked(call, "rule")["RuleId"]
    call.store.delete("alb_rule", key)
    drop_tags(call.store, key)
    return job()


OPERATIONS: dict[str, Operation] = {
    "CreateRule": create,
    "ListRules": list_all,
    "UpdateRuleAttribute": update,
    "DeleteRule": delete,
}
