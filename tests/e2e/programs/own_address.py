"""A gateway that goes out with an address that was there before: `allocation` in the config is its id."""

import pulumi
import pulumi_alicloud as alicloud

from yett import NatGateway, Vpc

own = alicloud.ecs.EipAddress("own", bandwidth="10", internet_charge_type="PayByTraffic", payment_type="PayAsYouGo")
pulumi.export("allocation", own.id)
pulumi.export("address", own.ip_address)
if allocation := pulumi.Config().get("allocation"):
    tier = {"name": "front", "kind": "public", "cidrs": {"cn-hangzhou-h": "10.0.0.0/24"}}
    vpc = Vpc("net", {"spec": {"cidr": "10.0.0.0/16", "tiers": [tier]}})
    gateway = NatGateway(
        "nat",
        {
            "spec": {"outbound": ["10.0.0.0/24"], "eip": {"allocation_id": allocation}},
            "vpc_id": vpc.vpc_id,
            "vswitch_id": vpc.in_tier("front")["cn-hangzhou-h"],
        },
    )
    pulumi.export("outbound", gateway.outbound_address)
