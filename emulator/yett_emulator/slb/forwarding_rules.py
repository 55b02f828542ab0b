"""Forwarding rules of http and https listeners: a domain and a URL, and the server group that answers for them."""

import re
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.slb import lookups, refusals
from yett_emulator.slb.listener_values import COMMON, FIELDS, Field
from yett_emulator.store import Record, public

AT_ONCE = 10
URL = re.compile(r"/[A-Za-z0-9\-/.%?#&_~;:,!@$*'()+=]{1,79}")
DOMAIN = re.compile(r"(\*\.|~)?[A-Za-z0-9*^|\\\[\]()?+.\-$]+")
OWN = frozenset(
    [
        "Scheduler",
        "StickySession",
        "StickySessionType",
        "Cookie",
        "CookieTimeout",
        "HealthCheck",
        "HealthCheckConnectPort",
        "HealthCheckDomain",
        "HealthCheckHttpCode",
        "HealthCheckInterval",
        "HealthCheckTimeout",
        "HealthCheckURI",
        "HealthyThreshold",
        "UnhealthyThreshold",
    ]
)
"""What a rule can have of its own when ListenerSync is off."""

VALUES: tuple[Field, ...] = tuple(field for field in FIELDS["http"] if field.name in OWN and field not in COMMON)


def create(call: Call) -> Answer:
    lookups.load_balancer(call)
    listener = layer_7(call)
    rules = [rule_of(call, listener, item) for item in listed(call)]
    there = call.store.find("forwarding_rule", _listener=lookups.key_of(listener))
    if len(there) + len(rules) > lookups.quota(call, "clb_rules_per_listener"):
        raise refusals.RULES_TOO_MANY()
    for number, rule in enumerate(rules):
        refuse_double(rule, [*there, *rules[:number]])
        call.store.insert("forwarding_rule", rule["RuleId"], rule)
    return {"Rules": {"Rule": [{"RuleId": rule["RuleId"], "RuleName": rule["RuleName"]} for rule in rules]}}


def layer_7(call: Call) -> Record:
    """The http or https listener on the port; tcp and udp listeners have no rules."""
    listener = lookups.listener(call)
    if listener["ListenerProtocol"] not in ("http", "https"):
        raise refusals.RULE_NOT_SUPPORTED()
    return listener


def listed(call: Call) -> list[Any]:
    try:
        items = lookups.loose_list(call.parsed("RuleList"))
    except (CloudError, TypeError):
        raise refusals.RULES_MALFORMED() from None
    if not items or len(items) > AT_ONCE or not all(isinstance(item, dict) for item in items):
        raise refusals.RULES_MALFORMED()
    return items


def rule_of(call: Call, listener: Record, item: Record) -> Record:
    domain, url, name = (str(item.get(key) or "") for key in ("Domain", "Url", "RuleName"))
    if not (domain or url) or not 1 <= len(name) <= 80:
        raise refusals.RULES_MALFORMED()
    if domain and not DOMAIN.fullmatch(domain):
        raise refusals.DOMAIN_MALFORMED()
    if url and not URL.fullmatch(url):
        raise refusals.URL_MALFORMED()
    return {
        "RuleId": new_id("rule"),
        "RuleName": name,
        "Domain": domain,
        "Url": url,
        "VServerGroupId": group_of(call, listener, str(item.get("VServerGroupId") or "")),
        "LoadBalancerId": listener["LoadBalancerId"],
        "ListenerPort": str(listener["ListenerPort"]),
        "ListenerSync": "on",
        "_listener": lookups.key_of(listener),
        "_values": {field.name: field.default for field in VALUES if field.default is not None},
    }


def group_of(call: Call, listener: Record, key: str) -> str:
    if lookups.server_group(call.store, key)["LoadBalancerId"] != listener["LoadBalancerId"]:
        raise refusals.GROUP_UNKNOWN()
    return key


def refuse_double(rule: Record, others: list[Record]) -> None:
    if any((rule["Domain"], rule["Url"]) == (other["Domain"], other["Url"]) for other in others):
        raise refusals.RULE_EXISTS()


def named(call: Call) -> Record:
    if (found := call.store.get("forwarding_rule", call.required("RuleId"))) is None:
        raise refusals.RULE_UNKNOWN()
    return found


def shown(call: Call, rule: Record) -> Record:
    """With ListenerSync on a rule has the listener's values, else its own."""
    source: Record = rule["_values"]
    if rule["ListenerSync"] == "on":
        listener = call.store.get("listener", rule["_listener"]) or {}
        source = {field.name: listener[field.name] for field in VALUES if field.name in listener}
    return public(rule) | source


def describe(call: Call) -> Answer:
    return shown(call, named(call))


def describe_all(call: Call) -> Answer:
    listener = lookups.listener(call)
    rules = [shown(call, rule) for rule in call.store.find("forwarding_rule", _listener=lookups.key_of(listener))]
    hidden = ("LoadBalancerId", "ListenerPort")
    return {"Rules": {"Rule": [{k: v for k, v in rule.items() if k not in hidden} for rule in rules]}}


def change(call: Call) -> Answer:
    rule = named(call)
    listener = call.store.get("listener", rule["_listener"]) or {}
    rule["RuleName"] = call.text("RuleName", rule["RuleName"])
    rule["ListenerSync"] = call.choice("ListenerSync", ("on", "off"), rule["ListenerSync"])
    if group := call.text("VServerGroupId"):
        rule["VServerGroupId"] = group_of(call, listener, group)
    if rule["ListenerSync"] == "off":
        rule["_values"] |= {field.name: field.read(text) for field in VALUES if (text := call.text(field.name))}
        check_session(rule["_values"])
    call.store.save("forwarding_rule", rule["RuleId"], rule)
    return {}


def check_session(own: Record) -> None:
    if own["StickySession"] == "off":
        return
    needed = {"insert": "CookieTimeout", "server": "Cookie"}.get(own.get("StickySessionType", ""))
    if needed is None:
        raise refusals.combination("StickySessionType is required when StickySession is on.")
    if needed not in own:
        raise refusals.combination(f"{needed} is required when StickySessionType is {own['StickySessionType']}.")


def delete(call: Call) -> Answer:
    keys = call.names("RuleIds")
    if any(call.store.get("forwarding_rule", key) is None for key in keys):
        raise refusals.RULE_UNKNOWN()
    for key in keys:
        call.store.delete("forwarding_rule", key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateRules": create,
    "DescribeRuleAttribute": describe,
    "DescribeRules": describe_all,
    "SetRule": change,
    "DeleteRules": delete,
}
