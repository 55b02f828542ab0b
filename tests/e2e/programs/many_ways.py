"""Everything that leads somewhere, by raw resources: both newer balancers, a peering with its routes, IPv6, an ACL."""

import pulumi_alicloud as alicloud

ZONES = ("cn-hangzhou-h", "cn-hangzhou-i")
IMAGE = "aliyun_3_x64_20G_alibase_20250117.vhd"

vpc = alicloud.vpc.Network("near", cidr_block="10.0.0.0/16", vpc_name="near", enable_ipv6=True)
far = alicloud.vpc.Network("far", cidr_block="172.16.0.0/16", vpc_name="far")
switches = [
    alicloud.vpc.Switch(
        f"s{number}", vpc_id=vpc.id, cidr_block=f"10.0.{number}.0/24", zone_id=zone, ipv6_cidr_block_mask=number
    )
    for number, zone in enumerate(ZONES)
]
group = alicloud.ecs.SecurityGroup("web", vpc_id=vpc.id, security_group_name="web", inner_access_policy="Drop")
RULES = {
    "http": ("tcp", "8080/8080", {"cidr_ip": "0.0.0.0/0"}),
    "game": ("tcp", "7777/7777", {"cidr_ip": "0.0.0.0/0"}),
    "six": ("tcp", "22/22", {"ipv6_cidr_ip": "2001:db8::/32"}),
    "far": ("tcp", "5432/5432", {"cidr_ip": "172.16.0.0/16"}),
}
for name, (protocol, ports, peer) in RULES.items():
    alicloud.ecs.SecurityGroupRule(
        name, type="ingress", ip_protocol=protocol, port_range=ports, nic_type="intranet", policy="accept",
        priority=1, security_group_id=group.id, **peer,
    )  # fmt: skip
web = alicloud.ecs.Instance(
    "web", instance_name="web", security_groups=[group.id], vswitch_id=switches[0].id, instance_type="ecs.g7.large",
    image_id=IMAGE, ipv6_address_count=1,
)  # fmt: skip
gateway = alicloud.vpc.Ipv6Gateway("six", vpc_id=vpc.id, ipv6_gateway_name="six")
address = alicloud.vpc.get_ipv6_addresses_output(associated_instance_id=web.id)
alicloud.vpc.Ipv6InternetBandwidth(
    "six", ipv6_address_id=address.addresses[0].id, ipv6_gateway_id=gateway.id, bandwidth="10",
    internet_charge_type="PayByTraffic",
)  # fmt: skip

link = alicloud.vpc.PeerConnection(
    "link", vpc_id=vpc.id, accepting_vpc_id=far.id, accepting_region_id="cn-hangzhou", peer_connection_name="link"
)
for name, home, there in (("there", vpc, far), ("back", far, vpc)):
    alicloud.vpc.RouteEntry(
        name, route_table_id=home.route_table_id, destination_cidrblock=there.cidr_block, nexthop_type="VpcPeer",
        nexthop_id=link.id,
    )  # fmt: skip

legs = [{"vswitch_id": switch.id, "zone_id": zone} for switch, zone in zip(switches, ZONES, strict=True)]
site = alicloud.alb.LoadBalancer(
    "site", vpc_id=vpc.id, address_type="Internet", load_balancer_name="site", load_balancer_edition="Standard",
    address_allocated_mode="Fixed", load_balancer_billing_config={"pay_type": "PayAsYouGo"}, zone_mappings=legs,
)  # fmt: skip
pool = alicloud.alb.ServerGroup(
    "pool", vpc_id=vpc.id, server_group_name="pool", protocol="HTTP",
    health_check_config={"health_check_enabled": False}, sticky_session_config={"sticky_session_enabled": False},
    servers=[{"server_id": web.id, "server_type": "Ecs", "port": 8080, "weight": 100}],
)  # fmt: skip
alicloud.alb.Listener(
    "http", load_balancer_id=site.id, listener_protocol="HTTP", listener_port=80,
    default_actions=[{
        "type": "ForwardGroup",
        "forward_group_config": {"server_group_tuples": [{"server_group_id": pool.id}]},
    }],
)  # fmt: skip
play = alicloud.nlb.LoadBalancer(
    "play", vpc_id=vpc.id, address_type="Internet", load_balancer_name="play", load_balancer_type="Network",
    zone_mappings=legs,
)  # fmt: skip
players = alicloud.nlb.ServerGroup(
    "players", vpc_id=vpc.id, server_group_name="players", protocol="TCP", server_group_type="Instance",
    health_check={"health_check_enabled": False},
)  # fmt: skip
alicloud.nlb.ServerGroupServerAttachment(
    "web", server_group_id=players.id, server_id=web.id, server_type="Ecs", port=7777, weight=100
)
alicloud.nlb.Listener(
    "game", load_balancer_id=play.id, server_group_id=players.id, listener_protocol="TCP", listener_port=7000
)
