"""The database's own card is private and its group closed; an EIP on a second card with another group opens 3306."""

import pulumi_alicloud as alicloud
from stage import PARTNER, group, ingress, machine, mended, vswitch

inner, outer = group("inner"), group("outer")
ingress("app", inner, "3306/3306", cidr_ip="10.0.0.0/16")
ingress("mysql", outer, "3306/3306", cidr_ip=PARTNER if mended else "0.0.0.0/0")
database = machine("database", inner)
card = alicloud.ecs.EcsNetworkInterface(
    "second", network_interface_name="second", vswitch_id=vswitch.id, security_group_ids=[outer.id]
)
alicloud.ecs.EcsNetworkInterfaceAttachment("second", network_interface_id=card.id, instance_id=database.id)
address = alicloud.ecs.EipAddress("second", address_name="second", bandwidth="10")
alicloud.ecs.EipAssociation("second", allocation_id=address.id, instance_id=card.id, instance_type="NetworkInterface")
