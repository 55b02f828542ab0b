"""A forward entry turns 10022 into 22: no rule of the gateway and none of the group names both ends."""

import pulumi_alicloud as alicloud
from stage import PARTNER, gate, group, ingress, machine, mended

app = group("app")
host = machine("app", app)
ingress("ssh", app, "22/22", cidr_ip=PARTNER if mended else "0.0.0.0/0")

gateway, address = gate()
alicloud.vpc.ForwardEntry(
    "ssh", forward_table_id=gateway.forward_table_ids, external_ip=address, external_port="10022",
    ip_protocol="tcp", internal_ip=host.private_ip, internal_port="22",
)  # fmt: skip
