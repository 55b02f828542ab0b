"""A forward entry `any` hands a whole machine to the internet; mended, it hands over one port of it."""

import pulumi_alicloud as alicloud
from stage import PARTNER, group, ingress, machine, mended, vpc, vswitch

app = group("app")
host = machine("app", app)
ingress("app", app, "8080/8080", cidr_ip=PARTNER)

gateway = alicloud.vpc.NatGateway(
    "gate", nat_gateway_name="gate", vpc_id=vpc.id, vswitch_id=vswitch.id, nat_type="Enhanced",
    payment_type="PayAsYouGo", internet_charge_type="PayByLcu",
)  # fmt: skip
address = alicloud.ecs.EipAddress("gate", address_name="gate", bandwidth="10")
bound = alicloud.ecs.EipAssociation("gate", allocation_id=address.id, instance_id=gateway.id, instance_type="Nat")
port = {"external_port": "8080", "ip_protocol": "tcp", "internal_port": "8080"}
everything = {"external_port": "any", "ip_protocol": "any", "internal_port": "any"}
alicloud.vpc.ForwardEntry(
    "app", forward_table_id=gateway.forward_table_ids,
    external_ip=bound.allocation_id.apply(lambda _: address.ip_address),
    internal_ip=host.private_ip, **(port if mended else everything),
)  # fmt: skip
