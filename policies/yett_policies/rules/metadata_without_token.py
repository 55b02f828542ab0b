"""A machine whose metadata can be read without a token.

What it does: reports an instance whose metadata service answers plain requests: `http_tokens` is not `required`. One
whose metadata service is switched off complies.
Why it matters: whoever makes a program on the machine fetch a URL of his reads the keys of the machine's role.
Example: an `alicloud_instance` without `http_tokens`.
Instead: the mode that asks for a token first.

    alicloud.ecs.Instance("web", ..., http_tokens="required")
References: the provider's instance page (`http_tokens`: default optional); AWS EC2.8.
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import kinds
from yett_policies.resources.values import word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "实例元数据可不带令牌读取"
FIX_ZH = "将 http_tokens 设为 required（加固模式）"
OFF = "disabled"
TEMPLATES = ("launch_template_id", "launch_template_name")


def findings(stack: Stack) -> Iterator[Finding]:
    for one in stack.resources.each(*kinds.INSTANCE):
        tokens, endpoint = word(one, "http_tokens", "optional"), word(one, "http_endpoint", "enabled")
        if one.is_read or tokens == "required" or endpoint == OFF:
            continue
        said = f'the metadata of instance "{one.name}" can be read without a token'
        doubts = [value.what for value in (tokens, endpoint) if isinstance(value, Unknown)]
        doubts += unread(stack, one, "http_tokens")
        if one.props.get("http_tokens") is None:
            doubts += [
                f'http_tokens of {prop} of instance "{one.name}"'
                for prop in TEMPLATES
                if one.props.get(prop) not in (None, "")
            ]
        if doubts:
            yield indeterminate(one, f"whether {said}", doubts)
        else:
            yield violated(one, said, 'set http_tokens to "required"')
