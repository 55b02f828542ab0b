"""A listener on 3389 leads to port 22, and the white list bound to it has no entry: it then stops nobody."""

import pulumi_alicloud as alicloud
from stage import front, group, ingress, machine, mended, white_list

app = group("app")
host = machine("app", app)
ingress("ssh", app, "22/22", cidr_ip="100.64.0.0/10")

alicloud.slb.Listener(
    "ssh", **front("app", host, 22), **white_list(partner=mended), protocol="tcp", frontend_port=3389, bandwidth=-1,
    health_check="on", health_check_type="tcp",
)  # fmt: skip
