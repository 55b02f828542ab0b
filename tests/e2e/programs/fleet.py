"""Two fleets: one with public addresses, one behind a classic balancer, in its default group and in another."""

import pulumi
import pulumi_alicloud as alicloud

IMAGE = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"

vpc = alicloud.vpc.Network("net", cidr_block="10.0.0.0/16")
vswitch = alicloud.vpc.Switch("net", vpc_id=vpc.id, cidr_block="10.0.0.0/24", zone_id="cn-hangzhou-h")
group = alicloud.ecs.SecurityGroup("web", vpc_id=vpc.id)
for name, ports, source in (("ssh", "22/22", "198.51.100.0/24"), ("web", "8080/9090", "0.0.0.0/0")):
    alicloud.ecs.SecurityGroupRule(
        name, type="ingress", ip_protocol="tcp", port_range=ports, nic_type="intranet", policy="accept",
        priority=1, security_group_id=group.id, cidr_ip=source,
    )  # fmt: skip
site = alicloud.slb.ApplicationLoadBalancer("site", address_type="internet", load_balancer_spec="slb.s1.small")
listener = alicloud.slb.Listener(
    "web", load_balancer_id=site.id, protocol="tcp", frontend_port=80, backend_port=8080, bandwidth=10
)
pool = alicloud.slb.ServerGroup("pool", load_balancer_id=site.id)
alicloud.slb.Listener(
    "pool", load_balancer_id=site.id, protocol="tcp", frontend_port=81, bandwidth=10, server_group_id=pool.id
)


def fleet(name: str, bandwidth: int, **more: object) -> alicloud.ess.ScalingConfiguration:
    scaling = alicloud.ess.ScalingGroup(
        name, min_size=1, max_size=3, scaling_group_name=name, vswitch_ids=[vswitch.id], **more,
        opts=pulumi.ResourceOptions(depends_on=[listener]),
    )  # fmt: skip
    return alicloud.ess.ScalingConfiguration(
        name, scaling_group_id=scaling.id, image_id=IMAGE, instance_type="ecs.g7.large", security_group_id=group.id,
        internet_max_bandwidth_out=bandwidth, active=True, enable=True, force_delete=True,
    )  # fmt: skip


fleet("public", 5)
behind = fleet("behind", 0, loadbalancer_ids=[site.id])
alicloud.ess.ScalingGroupVServerGroups(
    "behind",
    scaling_group_id=behind.scaling_group_id,
    vserver_groups=[
        {"loadbalancer_id": site.id, "vserver_attributes": [{"vserver_group_id": pool.id, "port": 9090, "weight": 50}]}
    ],
)
