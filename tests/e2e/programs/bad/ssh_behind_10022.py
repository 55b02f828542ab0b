"""A forward entry turns 10022 into 22: no rule of the gateway and none of the group names both ends."""

import pulumi_alicloud as alicloud
from stage import PARTNER, group, ingress, machine, mended, vpc, vswitch

app = group("app")
host = machine("app", app)
ingress("ssh", app, "22/22", cidr_ip=PARTNER if mended else "0.0.0.0/0")

gateway = alicloud.vpc.NatGateway(
    "gate", nat_gateway_name="gate", vpc_id=vpc.id, vswitch_id=vswitch.id, nat_type="Enhanced",
    payment_type="PayAsYouGo", internet_charge_type="PayByLcu",
)  # fmt: skip
address = alicloud.ecs.EipAddress("gate", address_name="gate", bandwidth="10")
bound = alicloud.ecs.EipAssociation("gate", allocation_id=address.id, instance_id=gateway.id, instance_type="Nat")
alicloud.vpc.ForwardEntry(
    "ssh", forward_table_id=gateway.forward_table_ids,
    external_ip=bound.allocation_id.apply(lambda _: address.ip_address),
    external_port="10022", ip_protocol="tcp", internal_ip=host.private_ip, internal_port="22",
)  # fmt: skip
