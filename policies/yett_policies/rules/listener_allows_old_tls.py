"""A listener that speaks old TLS.

What it does: reports a TLS listener whose policy lets clients use a version below the minimum, or does not offer the
version that has to be offered. A policy that is left out is the cloud's default, which begins at TLS 1.0; policies of
one's own are read. A QUIC listener has TLS 1.3 alone.
Why it matters: TLS 1.0 and 1.1 are broken in ways that are old and well known; RFC 8996 forbids them.
Example: an https listener without `tls_cipher_policy`.
Instead: name a policy that begins at TLS 1.2.

    alicloud.slb.Listener("https", load_balancer_id=balancer.id, protocol="https", frontend_port=443, backend_port=8080,
        server_certificate_id=pair.id, tls_cipher_policy="tls_cipher_policy_1_2_strict_with_1_3")
References: Alibaba Cloud Config and InfraGuard `slb-all-listenter-tls-policy-check`; Checkov CKV_ALI_33; RFC 8996.
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Unknown
from yett_policies.resources import OUTSIDE, Resource
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import items, word
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "medium"
TITLE_ZH = "监听允许过旧的 TLS 版本"
FIX_ZH = "为监听选用从 TLS 1.2 起的安全策略（如 tls_cipher_policy_1_2_strict_with_1_3）"
KINDS = (
    # (listener, its protocol, the one with TLS, its policy, a policy of one's own)
    ("alicloud_slb_listener", "protocol", "https", "tls_cipher_policy", "alicloud_slb_tls_cipher_policy"),
    ("alicloud_alb_listener", "listener_protocol", "https", "security_policy_id", "alicloud_alb_security_policy"),
    ("alicloud_nlb_listener", "listener_protocol", "tcpssl", "security_policy_id", "alicloud_nlb_security_policy"),
)
DEFAULT = "tls_cipher_policy_1_0"
SYSTEM = {
    DEFAULT: ("1.0", "1.1", "1.2"),
    "tls_cipher_policy_1_1": ("1.1", "1.2"),
    "tls_cipher_policy_1_2": ("1.2",),
    "tls_cipher_policy_1_2_strict": ("1.2",),
    "tls_cipher_policy_1_2_strict_with_1_3": ("1.2", "1.3"),
}
"""The cloud's own policies and the versions that they speak (SLB API, CreateLoadBalancerHTTPSListener)."""
VERSIONS = ("1.0", "1.1", "1.2", "1.3")
Kind = tuple[str, str, str, str, str]


@frozen
class Options:
    minimum: str = option("1.2", "The oldest TLS version that a client may use.", choices=("1.2", "1.3"))
    offered: str = option("1.2", "The newest TLS version has to be this one or a newer one.", choices=("1.2", "1.3"))


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for kind in KINDS:
        for listener in stack.resources.each(kind[0]):
            protocol = word(listener, kind[1], "")
            if isinstance(protocol, Unknown) or protocol == kind[2]:
                doubts = [protocol.what] if isinstance(protocol, Unknown) else []
                yield from judged(listener, versions(stack, listener, kind), options, doubts)


def judged(
    listener: Resource, found: tuple[str, ...] | Unknown, options: Options, doubts: list[str]
) -> Iterator[Finding]:
    said = (
        f'listener "{listener.name}" speaks TLS {", ".join(found) if isinstance(found, tuple) else "of old versions"}'
    )
    if isinstance(found, Unknown):
        yield indeterminate(listener, f"whether {said}", [*doubts, found.what])
    elif min(found) < options.minimum or max(found) < options.offered:
        wanted = f"choose a policy that begins at TLS {options.minimum} and offers {options.offered}"
        yield indeterminate(listener, f"whether {said}", doubts) if doubts else violated(listener, said, wanted)


def versions(stack: Stack, listener: Resource, kind: Kind) -> tuple[str, ...] | Unknown:
    """The TLS versions of a listener's policy, oldest first."""
    prop = kind[3]
    if missing := unread(stack, listener, prop):
        return Unknown(missing[0])
    named = word(listener, prop, DEFAULT)
    if isinstance(named, str) and named in SYSTEM:
        return SYSTEM[named]
    own = stack.resources.ref(listener, prop, (kind[4],))
    policy = stack.resources.by_urn.get(own) if isinstance(own, str) else None
    if policy is not None:
        return own_versions(policy)
    if isinstance(own, Unknown):
        return own
    return Unknown(f'the TLS versions of policy "{str(own).removeprefix(OUTSIDE)}", which is not in this stack')


def own_versions(policy: Resource) -> tuple[str, ...] | Unknown:
    """The same of a policy that the stack holds: "TLSv1.2" is 1.2."""
    written = items(policy.props.get("tls_versions"))
    found = {str(item).lower().removeprefix("tlsv") for item in written}
    return tuple(sorted(found)) if found and found <= set(VERSIONS) else unknown(policy, "tls_versions")
