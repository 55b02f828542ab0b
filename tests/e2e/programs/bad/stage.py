"""What the ten bad programs stand on: a network, a machine, a rule; `mended` in the config is the smallest mend."""

from typing import Any

import pulumi
import pulumi_alicloud as alicloud

ZONE = "cn-hangzhou-h"
IMAGE = "aliyun_3_x64_20G_alibase_20250117.vhd"
PARTNER = "203.0.113.16/28"
"""Whom the mended programs name where the bad ones mean everybody."""
PUBLIC = {"internet_max_bandwidth_out": 10, "internet_charge_type": "PayByTraffic"}
"""What gives a machine a public address of its own."""

mended = bool(pulumi.Config().get_bool("mended"))
vpc = alicloud.vpc.Network("net", vpc_name="net", cidr_block="10.0.0.0/16", enable_ipv6=True)
vswitch = alicloud.vpc.Switch(
    "net", vswitch_name="net", vpc_id=vpc.id, cidr_block="10.0.0.0/24", zone_id=ZONE, ipv6_cidr_block_mask=1
)


def group(name: str) -> alicloud.ecs.SecurityGroup:
    """A group that admits nothing yet, not even its own members."""
    return alicloud.ecs.SecurityGroup(name, security_group_name=name, vpc_id=vpc.id, inner_access_policy="Drop")


def ingress(name: str, of: alicloud.ecs.SecurityGroup, ports: str, **peer: Any) -> alicloud.ecs.SecurityGroupRule:
    """One rule of a group; accept, tcp and priority 1 unless told otherwise."""
    usual = {"type": "ingress", "ip_protocol": "tcp", "nic_type": "intranet", "policy": "accept", "priority": 1}
    return alicloud.ecs.SecurityGroupRule(
        name, **{**usual, **peer}, port_range=ports, security_group_id=of.id, description=f"{name} of the test"
    )


def machine(name: str, of: alicloud.ecs.SecurityGroup, **more: Any) -> alicloud.ecs.Instance:
    """A machine in the one vswitch, without a public address unless `more` gives it one."""
    return alicloud.ecs.Instance(
        name, instance_name=name, security_groups=[of.id], vswitch_id=vswitch.id, instance_type="ecs.g7.large",
        image_id=IMAGE, **more,
    )  # fmt: skip


def gate() -> tuple[alicloud.vpc.NatGateway, pulumi.Output[str]]:
    """A NAT gateway in the one vswitch, and its address once that is bound to it."""
    gateway = alicloud.vpc.NatGateway(
        "gate", nat_gateway_name="gate", vpc_id=vpc.id, vswitch_id=vswitch.id, nat_type="Enhanced",
        payment_type="PayAsYouGo", internet_charge_type="PayByLcu",
    )  # fmt: skip
    address = alicloud.ecs.EipAddress("gate", address_name="gate", bandwidth="10")
    bound = alicloud.ecs.EipAssociation("gate", allocation_id=address.id, instance_id=gateway.id, instance_type="Nat")
    return gateway, bound.allocation_id.apply(lambda _: address.ip_address)


def front(name: str, host: alicloud.ecs.Instance, port: int) -> dict[str, pulumi.Input[str]]:
    """A balancer that the internet reaches, and the pool of one machine behind it, as a listener takes them."""
    balancer = alicloud.slb.ApplicationLoadBalancer(
        "front", load_balancer_name="front", address_type="internet", load_balancer_spec="slb.s1.small"
    )
    pool = alicloud.slb.ServerGroup(name, name=name, load_balancer_id=balancer.id)
    alicloud.slb.ServerGroupServerAttachment(name, server_group_id=pool.id, server_id=host.id, port=port, weight=100)
    return {"load_balancer_id": balancer.id, "server_group_id": pool.id}


def white_list(partner: bool) -> dict[str, pulumi.Input[str]]:
    """An access list with the partner or with nobody, as a listener takes it."""
    peers = alicloud.slb.Acl("peers", name="peers", ip_version="ipv4")
    if partner:
        alicloud.slb.AclEntryAttachment("partner", acl_id=peers.id, entry=PARTNER)
    return {"acl_status": "on", "acl_type": "white", "acl_id": peers.id}
