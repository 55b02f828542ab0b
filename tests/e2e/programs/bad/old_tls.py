"""An https listener that takes the cloud's default policy, which still speaks TLS 1.0; mended, it asks for 1.2."""

from pathlib import Path

import pulumi_alicloud as alicloud
from stage import PARTNER, group, ingress, machine, mended

web = group("web")
host = machine("web", web)
ingress("web", web, "8443/8443", cidr_ip="100.64.0.0/10")

peers = alicloud.slb.Acl("peers", name="peers", ip_version="ipv4")
entry = alicloud.slb.AclEntryAttachment("partner", acl_id=peers.id, entry=PARTNER)
pair = alicloud.slb.ServerCertificate(
    "pair", name="pair", server_certificate=Path("web.crt").read_text(), private_key=Path("web.key").read_text()
)
front = alicloud.slb.ApplicationLoadBalancer(
    "front", load_balancer_name="front", address_type="internet", load_balancer_spec="slb.s1.small"
)
pool = alicloud.slb.ServerGroup("web", name="web", load_balancer_id=front.id)
alicloud.slb.ServerGroupServerAttachment("web", server_group_id=pool.id, server_id=host.id, port=8443, weight=100)
alicloud.slb.Listener(
    "https", load_balancer_id=front.id, protocol="https", frontend_port=443, bandwidth=-1, server_group_id=pool.id,
    acl_status="on", acl_type="white", acl_id=peers.id, health_check="on", server_certificate_id=pair.id,
    tls_cipher_policy="tls_cipher_policy_1_2" if mended else None,
)  # fmt: skip
