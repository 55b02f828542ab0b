"""A certificate that ends soon, or that is good for too long.

What it does: reports an uploaded certificate that has expired, that expires within a number of days, or whose first
certificate is good for longer than the limit. The dates are those in the certificate itself.
Why it matters: an expired certificate takes the site down and teaches people to click warnings away; one that is good
for years stays good for whoever stole its key.
Example: an `slb.ServerCertificate` whose certificate ends in two weeks.
Instead: renew it, best by a machine, and upload the new one under a new name.

    alicloud.slb.ServerCertificate("site-2026-07", server_certificate=Path("site.pem").read_text(), private_key=key)
References: CA/Browser Forum baseline requirements 6.3.2 (398 days); AWS ACM.1 (30 days).
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from yett_policies.frozen import frozen
from yett_policies.network import Unknown
from yett_policies.resources import OUTSIDE, Resource, kinds
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
TITLE_ZH = "证书即将到期或有效期过长"
FIX_ZH = "续期证书（最好自动续期），以新名称上传"
TEXTS = {
    "alicloud_slb_server_certificate": "server_certificate",
    "alicloud_slb_ca_certificate": "ca_certificate",
    "alicloud_ssl_certificates_service_certificate": "cert",
    "alicloud_cas_certificate": "cert",
    "alicloud_waf_certificate": "certificate",
    "alicloud_esa_certificate": "certificate",
    "alicloud_dcdn_domain": "ssl_pub",
}
"""Type -> the property with the text in PEM."""
ISSUED = ("alicloud_ssl_certificates_service_certificate", "alicloud_cas_certificate")
AUTHORITY = "alicloud_slb_ca_certificate"
Dates = tuple[date, date, date]
"""(the first certificate's start, its end, the earliest end of the chain)."""


@frozen
class Options:
    days: int = option(30, "Days that a certificate has to be good for still.", minimum=0, maximum=397)
    longest: int = option(398, "Days from a certificate's start to its end, at most.", minimum=1, maximum=3650)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for kind, prop in TEXTS.items():
        for one in stack.resources.each(kind):
            text = one.props.get(prop)
            if text not in (None, ""):
                yield from judged(one, dates(text) if isinstance(text, str) else None, options, stack.today)
            elif kind == "alicloud_slb_server_certificate":
                yield from elsewhere(stack, one)


def judged(one: Resource, found: Dates | None, options: Options, today: date) -> Iterator[Finding]:
    called = f'{kinds.spoken(one.type)} "{one.name}"'
    if found is None:
        yield indeterminate(one, f"whether {called} ends soon", [f"the text of {called}"])
        return
    start, end, earliest = found
    left, life = (earliest - today).days, (end - start).days
    if left < options.days:
        when = "ended" if left < 0 else "ends"
        yield violated(one, f"{called} {when} on {earliest.isoformat()}", "renew it and upload the new one")
    elif life > options.longest and one.type != AUTHORITY:
        fix = f"issue one for at most {options.longest} days"
        yield violated(one, f"{called} is good for {life} days", fix)


def elsewhere(stack: Stack, one: Resource) -> Iterator[Finding]:
    """A certificate that the cloud's own service issued: judged where its text is."""
    if one.props.get("alicloud_certificate_id") in (None, ""):
        return
    issued = stack.resources.ref(one, "alicloud_certificate_id", ISSUED)
    if isinstance(issued, str) and issued in stack.resources.by_urn:
        return
    named = issued.what if isinstance(issued, Unknown) else f'"{str(issued).removeprefix(OUTSIDE)}"'
    yield indeterminate(one, f'whether server certificate "{one.name}" ends soon', [f"the dates of {named}"])


@lru_cache(maxsize=256)
def dates(text: str) -> Dates | None:
    """The dates of a chain in PEM; None for a text that is none."""
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - takes a moment to load

    try:
        chain = load_pem_x509_certificates(text.encode())
    except ValueError:
        return None
    ends = [one.not_valid_after_utc.date() for one in chain]
    return chain[0].not_valid_before_utc.date(), ends[0], min(ends)
