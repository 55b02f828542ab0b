"""A balancer with everything it can be told, from `balancer.json`; two machines serve, one CA signs visitors."""

import json
from pathlib import Path

import pulumi
import pulumi_alicloud as alicloud

from yett import InstanceGroup, LoadBalancer, SecurityGroup, Vpc

said = json.loads(Path("balancer.json").read_text())
tier = {"name": "app", "kind": "private", "cidrs": {"cn-hangzhou-h": "10.0.0.0/24"}}
vpc = Vpc("net", {"spec": {"cidr": "10.0.0.0/16", "tiers": [tier]}})
group = SecurityGroup("app", {"spec": {}, "vpc_id": vpc.vpc_id})
machines = InstanceGroup(
    "app",
    {
        "spec": {
            "image_id": "aliyun_3_x64_20G_alibase_20250117.vhd",
            "instance_type": "ecs.g7.large",
            "per_zone": 2,
        },
        "vswitch_ids": {**vpc.in_tier("app")},
        "security_group_ids": [group.group_id],
    },
)
ca = alicloud.slb.CaCertificate("visitors", ca_certificate_name="visitors", ca_certificate=Path("ca.crt").read_text())
balancer = LoadBalancer("lb", {"spec": said, "servers": {**machines.ids()}, "today": "2026-06-15"})
pulumi.export("ca", ca.id)
pulumi.export("balancer", balancer.load_balancer_id)
