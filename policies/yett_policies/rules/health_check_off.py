"""Servers behind a balancer that nobody checks.

What it does: reports a CLB http or https listener, an ALB server group or an NLB server group with its health check
switched off. CLB checks tcp and udp listeners always; an NLB group is checked unless it says otherwise.
Why it matters: a server that hangs, or was taken over and swapped out, keeps getting its share of the requests.
Example: `health_check: off`; `health_check_config: {health_check_enabled: false}`.
Instead: switch it on.

    alicloud.slb.Listener("https", ..., health_check="on", health_check_uri="/healthz", health_check_interval=5)
References: the provider's slb_listener, alb_server_group and nlb_server_group pages.
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import Resource
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import block_of, blocks, flag, is_unknown, word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "后端服务器未做健康检查"
FIX_ZH = "开启健康检查（health_check、health_check_config）"
GROUPS = {"alicloud_alb_server_group": "health_check_config", "alicloud_nlb_server_group": "health_check"}
TEMPLATE = "health_check_template_id"
UNDOCUMENTED = "what the cloud does where health_check_config is left out is not documented"


def findings(stack: Stack) -> Iterator[Finding]:
    for listener in stack.resources.each("alicloud_slb_listener"):
        yield from judged(listener, f'listener "{listener.name}"', *listener_check(stack, listener))
    for kind, prop in GROUPS.items():
        for group in stack.resources.each(kind):
            yield from judged(group, f'server group "{group.name}"', *group_check(stack, group, prop))


def judged(subject: Resource, called: str, is_off: bool, needs: list[str]) -> Iterator[Finding]:
    if needs:
        yield indeterminate(subject, f"whether {called} checks its servers", needs)
    elif is_off:
        yield violated(subject, f"{called} does not check its servers", "switch the health check on")


def listener_check(stack: Stack, listener: Resource) -> tuple[bool, list[str]]:
    """(is off, what is not known); one that only redirects has no servers."""
    protocol, turned = word(listener, "protocol", ""), word(listener, "listener_forward", "off")
    if (protocol not in ("http", "https") and isinstance(protocol, str)) or turned == "on":
        return False, []
    check = word(listener, "health_check", "on")
    doubts = [value.what for value in (protocol, turned, check) if isinstance(value, Unknown)] if check != "on" else []
    return check == "off", [*doubts, *unread(stack, listener, "health_check")]


def group_check(stack: Stack, group: Resource, prop: str) -> tuple[bool, list[str]]:
    """The same of a server group; functions have no servers to check."""
    if word(group, "server_group_type", "instance") == "fc":
        return False, []
    if missing := unread(stack, group, prop):
        return False, missing
    if is_unknown(group, prop):
        return False, [unknown(group, prop).what]
    found = [flag(block_of(group, prop, block), "health_check_enabled", True) for block in blocks(group, prop)]
    if not found and prop == "health_check_config":
        # a template that is not known yet is one
        return False, [] if group.props.get(TEMPLATE) not in (None, "") else [UNDOCUMENTED]
    return False in found, [value.what for value in found if isinstance(value, Unknown)]
