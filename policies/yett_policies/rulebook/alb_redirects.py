"""Whether an ALB listener only sends browsers on: its rules, not the listener, say so."""

from collections.abc import Iterator, Mapping
from typing import Any

from yett_policies.network import Unknown
from yett_policies.resources import UNKNOWN, Resource
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import blocks, items, number

from .stack import Stack
from .unread import unread

LISTENER = ("alicloud_alb_listener",)
EVERYTHING = {"path": ("path_config", "/*"), "host": ("host_config", "*")}


def redirects(stack: Stack, listener: str) -> bool | Unknown:
    """Whether a rule sends every request of a listener on to https, and no stronger rule serves any before it.

    A rule of which something is not known may be that rule, and may be one before it.
    """
    rules, doubts = [], []
    for rule in stack.resources.each("alicloud_alb_rule"):
        owner = stack.resources.ref(rule, "listener_id", LISTENER)
        if isinstance(owner, Unknown):
            doubts.append(owner)
        elif owner == listener:
            rules.append(rule)
            doubts += [unknown(rule, prop) for prop, deciding in parts(rule) if holds_unknown(deciding)]
            doubts += map(Unknown, unread(stack, rule, "rule_conditions", "priority"))
    if doubts:
        return doubts[0]
    for rule in sorted(rules, key=_priority):
        if not is_redirect(rule):
            return False
        if is_for_everything(rule):
            return True
    return False


def parts(rule: Resource) -> Iterator[tuple[str, object]]:
    """(property, what of it decides): where a rule forwards to does not."""
    actions = items(rule.props.get("rule_actions"))
    shown = [a.get(key) for a in actions if isinstance(a, dict) for key in ("type", "redirect_config")]
    yield "rule_actions", [*shown, *(a for a in actions if not isinstance(a, dict))]
    yield "rule_conditions", rule.props.get("rule_conditions")
    yield "priority", rule.props.get("priority")


def _priority(rule: Resource) -> int:
    found = number(rule, "priority", 0)
    return found if isinstance(found, int) else 0


def is_redirect(rule: Resource) -> bool:
    """Whether a rule answers with a redirect to https and nothing else."""
    configs = [config for action in blocks(rule, "rule_actions") for config in _inside(action, "redirect_config")]
    return any(str(config.get("protocol", "")).lower() == "https" for config in configs)


def is_for_everything(rule: Resource) -> bool:
    """Whether every condition is one that all requests meet."""
    return all(_is_everything(condition) for condition in blocks(rule, "rule_conditions"))


def _is_everything(condition: Mapping[str, Any]) -> bool:
    config, whole = EVERYTHING.get(str(condition.get("type", "")).lower(), ("", ""))
    return any(whole in items(block.get("values")) for block in _inside(condition, config)) if config else False


def _inside(block: Mapping[str, Any], prop: str) -> Iterator[Mapping[str, Any]]:
    yield from (item for item in items(block.get(prop)) if isinstance(item, dict))


def holds_unknown(value: object) -> bool:
    """Whether some part of a value is not known."""
    if value is UNKNOWN:
        return True
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(holds_unknown(part) for part in parts)
