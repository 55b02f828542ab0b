"""A forward entry `any` hands a whole machine to the internet; mended, it hands over one port of it."""

import pulumi_alicloud as alicloud
from stage import PARTNER, gate, group, ingress, machine, mended

app = group("app")
host = machine("app", app)
ingress("app", app, "8080/8080", cidr_ip=PARTNER)

gateway, address = gate()
port = {"external_port": "8080", "ip_protocol": "tcp", "internal_port": "8080"}
everything = {"external_port": "any", "ip_protocol": "any", "internal_port": "any"}
alicloud.vpc.ForwardEntry(
    "app", forward_table_id=gateway.forward_table_ids, external_ip=address, internal_ip=host.private_ip,
    **(port if mended else everything),
)  # fmt: skip
