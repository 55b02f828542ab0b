"""Which ciphers each TLS version has, and the policies that every account has: `CIPHERS["TLSv1.2"]`.

Source: help.aliyun.com, SLB, TLS security policies (CLB, ALB and NLB share the names).
"""

OLD = [
    "ECDHE-ECDSA-AES128-SHA",
    "ECDHE-ECDSA-AES256-SHA",
    "ECDHE-RSA-AES128-SHA",
    "ECDHE-RSA-AES256-SHA",
    "AES128-SHA",
    "AES256-SHA",
    "DES-CBC3-SHA",
]
NEW = [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES128-SHA256",
    "ECDHE-ECDSA-AES256-SHA384",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES128-SHA256",
    "ECDHE-RSA-AES256-SHA384",
    "AES128-GCM-SHA256",
    "AES256-GCM-SHA384",
    "AES128-SHA256",
    "AES256-SHA256",
]
NEWEST = [
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_CCM_SHA256",
    "TLS_AES_128_CCM_8_SHA256",
]
CIPHERS = {"TLSv1.0": OLD, "TLSv1.1": OLD, "TLSv1.2": [*OLD, *NEW], "TLSv1.3": NEWEST}

SYSTEM_POLICIES = {
    "tls_cipher_policy_1_0": (["TLSv1.0", "TLSv1.1", "TLSv1.2"], [*NEW, *OLD]),
    "tls_cipher_policy_1_1": (["TLSv1.1", "TLSv1.2"], [*NEW, *OLD]),
    "tls_cipher_policy_1_2": (["TLSv1.2"], [*NEW, *OLD]),
    "tls_cipher_policy_1_2_strict": (["TLSv1.2"], [*NEW[:8], *OLD[:4]]),
    "tls_cipher_policy_1_2_strict_with_1_3": (["TLSv1.2", "TLSv1.3"], [*NEWEST, *NEW[:8], *OLD[:4]]),
}
"""Policy -> its versions and ciphers."""


def trouble(versions: list[str], ciphers: list[str]) -> tuple[str, str] | None:
    """The parameter that is wrong and a value of it: an unknown version, or a cipher that no version has."""
    for version in versions:
        if version not in CIPHERS:
            return "TLSVersions", version
    known = {cipher for version in versions for cipher in CIPHERS[version]}
    return next((("Ciphers", cipher) for cipher in ciphers if cipher not in known), None)
