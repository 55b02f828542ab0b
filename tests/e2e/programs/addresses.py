"""An address for each kind of thing that can have one, three of them in packages; `packages` in the config are off."""

import pulumi
import pulumi_alicloud as alicloud

from yett import BandwidthPackage, Eip, InstanceGroup, LoadBalancer, NatGateway, SecurityGroup, Vpc

ZONE = "cn-hangzhou-h"
shares = pulumi.Config().get_bool("shares") is not False
tier = {"name": "front", "kind": "public", "cidrs": {ZONE: "10.0.0.0/24"}}
vpc = Vpc("net", {"spec": {"cidr": "10.0.0.0/16", "tiers": [tier]}})
front = vpc.in_tier("front")[ZONE]
group = SecurityGroup("front", {"spec": {}, "vpc_id": vpc.vpc_id})
machine = InstanceGroup(
    "machine",
    {
        "spec": {"image_id": "aliyun_3_x64_20G_alibase_20250117.vhd", "instance_type": "ecs.g7.large"},
        "vswitch_ids": {**vpc.in_tier("front")},
        "security_group_ids": [group.group_id],
    },
)
card = alicloud.ecs.EcsNetworkInterface(
    "card", network_interface_name="card", vswitch_id=front, security_group_ids=[group.group_id]
)
virtual = alicloud.vpc.HAVip("virtual", ha_vip_name="virtual", vswitch_id=front)
balancer = LoadBalancer("inner", {"spec": {}, "vswitch_id": front})
gateway = NatGateway("nat", {"spec": {}, "vpc_id": vpc.vpc_id, "vswitch_id": front})
shared = BandwidthPackage("shared", {"spec": {"bandwidth": 100, "internet_charge_type": "PayByBandwidth"}})

Eip("for-machine", {"spec": {}, "instance_id": machine.ids()[f"{ZONE}-1"], "instance_type": "EcsInstance"})
Eip("for-gateway", {"spec": {"bandwidth": 200}, "instance_id": gateway.gateway_id, "instance_type": "Nat"})
Eip("for-virtual", {"spec": {}, "instance_id": virtual.id, "instance_type": "HaVip"})
card_address = {"spec": {"bandwidth_in_package": 20} if shares else {}, "instance_id": card.id}
balancer_address = {"spec": {}, "instance_id": balancer.load_balancer_id}
if shares:
    card_address |= {"bandwidth_package_id": shared.package_id}
    balancer_address |= {"bandwidth_package_id": shared.package_id}
Eip("for-card", {**card_address, "instance_type": "NetworkInterface"})
Eip("for-balancer", {**balancer_address, "instance_type": "SlbInstance"})
Eip(
    "alone",
    {
        "spec": {
            "internet_charge_type": "PayByBandwidth",
            "bandwidth": 500,
            "isp": "ChinaTelecom",
            "bandwidth_package": {"bandwidth": 1000},
            "deletion_protection": shares,
        }
    },
)
