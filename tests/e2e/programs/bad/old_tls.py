"""An https listener that takes the cloud's default policy, which still speaks TLS 1.0; mended, it asks for 1.2."""

from pathlib import Path

import pulumi_alicloud as alicloud
from stage import front, group, ingress, machine, mended, white_list

web = group("web")
host = machine("web", web)
ingress("web", web, "8443/8443", cidr_ip="100.64.0.0/10")

pair = alicloud.slb.ServerCertificate(
    "pair", name="pair", server_certificate=Path("web.crt").read_text(), private_key=Path("web.key").read_text()
)
alicloud.slb.Listener(
    "https", **front("web", host, 8443), **white_list(partner=True), protocol="https", frontend_port=443, bandwidth=-1,
    health_check="on", server_certificate_id=pair.id, tls_cipher_policy="tls_cipher_policy_1_2" if mended else None,
)  # fmt: skip
