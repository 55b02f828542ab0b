"""A listener on 3389 leads to port 22, and the white list bound to it has no entry: it then stops nobody."""

import pulumi_alicloud as alicloud
from stage import PARTNER, group, ingress, machine, mended

app = group("app")
host = machine("app", app)
ingress("ssh", app, "22/22", cidr_ip="100.64.0.0/10")

peers = alicloud.slb.Acl("peers", name="peers", ip_version="ipv4")
entries = [alicloud.slb.AclEntryAttachment("partner", acl_id=peers.id, entry=PARTNER)] if mended else []
front = alicloud.slb.ApplicationLoadBalancer(
    "front", load_balancer_name="front", address_type="internet", load_balancer_spec="slb.s1.small"
)
pool = alicloud.slb.ServerGroup("app", name="app", load_balancer_id=front.id)
alicloud.slb.ServerGroupServerAttachment("app", server_group_id=pool.id, server_id=host.id, port=22, weight=100)
alicloud.slb.Listener(
    "ssh", load_balancer_id=front.id, protocol="tcp", frontend_port=3389, bandwidth=-1, server_group_id=pool.id,
    acl_status="on", acl_type="white", acl_id=peers.id, health_check="on", health_check_type="tcp",
)  # fmt: skip
