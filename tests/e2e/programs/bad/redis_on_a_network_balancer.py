"""A network balancer serves redis to the internet; mended, it is a private one."""

import pulumi_alicloud as alicloud
from stage import ZONE, group, ingress, machine, mended, vpc, vswitch

cache = group("cache")
host = machine("cache", cache)
ingress("redis", cache, "6379/6379", cidr_ip="10.0.0.0/16")

second = alicloud.vpc.Switch(
    "second", vswitch_name="second", vpc_id=vpc.id, cidr_block="10.0.1.0/24", zone_id="cn-hangzhou-i"
)
legs = [{"vswitch_id": vswitch.id, "zone_id": ZONE}, {"vswitch_id": second.id, "zone_id": "cn-hangzhou-i"}]
front = alicloud.nlb.LoadBalancer(
    "front", load_balancer_name="front", vpc_id=vpc.id, address_type="Intranet" if mended else "Internet",
    load_balancer_type="Network", zone_mappings=legs,
)  # fmt: skip
pool = alicloud.nlb.ServerGroup(
    "cache", server_group_name="cache", vpc_id=vpc.id, protocol="TCP", server_group_type="Instance",
    health_check={"health_check_enabled": True},
)  # fmt: skip
alicloud.nlb.ServerGroupServerAttachment(
    "cache", server_group_id=pool.id, server_id=host.id, server_type="Ecs", port=6379, weight=100
)
alicloud.nlb.Listener(
    "cache", load_balancer_id=front.id, server_group_id=pool.id, listener_protocol="TCP", listener_port=6379
)
