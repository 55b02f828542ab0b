"""A machine that is logged in to with a password.

What it does: reports an instance or scaling configuration that is given a password, or inherits its image's, and no key
pair.
Why it matters: passwords are guessed and reused; a key is not.
Example: an `alicloud_instance` with `password` and without `key_name`.
Instead: a key pair, or Session Manager and no login at all.

    alicloud.ecs.Instance("web", ..., key_name=keys.key_pair_name)
References: rule of our own; GB/T 22239-2019 8.1.4.4 c (how administrators log in).
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.values import flag
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "使用密码登录主机"
FIX_ZH = "改用密钥对，或使用会话管理"
CLAUSES = {"mlps-level-3": ("8.1.4.4 c",)}
TYPES = (*kinds.INSTANCE, "alicloud_ess_scaling_configuration")
PASSWORDS = ("password", "kms_encrypted_password")
INHERIT = "password_inherit"


def findings(stack: Stack) -> Iterator[Finding]:
    for one in stack.resources.each(*TYPES):
        if one.is_read:
            continue
        yield from judged(stack, one)


def judged(stack: Stack, one: Resource) -> Iterator[Finding]:
    said = f'{kinds.spoken(one.type)} "{one.name}" is logged in to with a password'
    inherited = flag(one, INHERIT, False)
    # a password that is secret or not known yet is a password
    given = any(one.props.get(prop) not in (None, "") for prop in PASSWORDS) or inherited is True
    if one.props.get("key_name") not in (None, "") or one.props.get("key_pair_name") not in (None, ""):
        return
    doubts = [inherited.what] if isinstance(inherited, Unknown) else []
    doubts += unread(stack, one, "password")
    if given:
        yield violated(one, said, "give it a key pair and no password")
    elif doubts:
        yield indeterminate(one, f"whether {said}", doubts)
