"""A program without yett, as somebody who never heard of it would write it; `edition` 2 changes it in place."""

import pulumi
import pulumi_alicloud as alicloud

second = pulumi.Config().get_int("edition") == 2
edition = "2" if second else "1"
tags = {"team": "shop", "edition": edition}

zones = alicloud.get_zones(available_resource_creation="VSwitch").zones
image = alicloud.ecs.get_images(owners="system", name_regex="^ubuntu", most_recent=True).images[0]
machine = alicloud.ecs.get_instance_types(cpu_core_count=2, memory_size=8, availability_zone=zones[0].id)

vpc = alicloud.vpc.Network("main", vpc_name="shop", cidr_block="172.16.0.0/12", tags=tags)
front = alicloud.vpc.Switch("front", vpc_id=vpc.id, cidr_block="172.16.0.0/24", zone_id=zones[0].id, tags=tags)
back = alicloud.vpc.Switch("back", vpc_id=vpc.id, cidr_block="172.16.1.0/24", zone_id=zones[1].id)

group = alicloud.ecs.SecurityGroup("app", security_group_name="app", vpc_id=vpc.id, tags=tags)
database = alicloud.ecs.SecurityGroup("data", security_group_name="data", vpc_id=vpc.id)
http = alicloud.ecs.SecurityGroupRule(
    "http",
    type="ingress",
    ip_protocol="tcp",
    port_range="8080/8080",
    cidr_ip="100.64.0.0/10",
    security_group_id=group.id,
    description=f"from the balancer, edition {edition}",
)
replaced = alicloud.ecs.SecurityGroupRule(
    "peer",
    type="ingress",
    ip_protocol="tcp",
    port_range="9000/9000" if second else "9000/9100",
    cidr_ip="10.0.0.0/8",
    security_group_id=group.id,
)
mysql = alicloud.ecs.SecurityGroupRule(
    "mysql",
    type="ingress",
    ip_protocol="tcp",
    port_range="3306/3306",
    source_security_group_id=group.id,
    security_group_id=database.id,
)

hosts = [
    alicloud.ecs.Instance(
        f"app-{index}",
        instance_name=f"app-{index}-{edition}",
        image_id=image.id,
        instance_type=machine.instance_types[0].id,
        vswitch_id=vswitch.id,
        security_groups=[group.id],
        system_disk_category="cloud_essd",
        tags=tags,
    )
    for index, vswitch in enumerate([front, back])
]

address = alicloud.ecs.EipAddress("outbound", address_name="outbound", bandwidth="20" if second else "10", tags=tags)
gateway = alicloud.vpc.NatGateway(
    "gateway",
    nat_gateway_name="gateway",
    vpc_id=vpc.id,
    vswitch_id=front.id,
    nat_type="Enhanced",
    payment_type="PayAsYouGo",
    internet_charge_type="PayByLcu",
)
bound = alicloud.ecs.EipAssociation("outbound", allocation_id=address.id, instance_id=gateway.id, instance_type="Nat")
after = pulumi.ResourceOptions(depends_on=[bound])
snat = alicloud.vpc.SnatEntry(
    "outbound", snat_table_id=gateway.snat_table_ids, source_vswitch_id=back.id, snat_ip=address.ip_address, opts=after
)
forward = alicloud.vpc.ForwardEntry(
    "jump",
    forward_table_id=gateway.forward_table_ids,
    external_ip=address.ip_address,
    external_port="10023" if second else "10022",
    ip_protocol="tcp",
    internal_ip=hosts[0].private_ip,
    internal_port="22",
    port_break=True,
    opts=after,
)

allowed = alicloud.slb.Acl("allowed", name="allowed", ip_version="ipv4", tags=tags)
entry = alicloud.slb.AclEntryAttachment("allowed", acl_id=allowed.id, entry="203.0.113.0/24", comment="office")
balancer = alicloud.slb.ApplicationLoadBalancer(
    "shop",
    load_balancer_name=f"shop-{edition}",
    address_type="internet",
    load_balancer_spec="slb.s1.small",
    tags=tags,
)
servers = alicloud.slb.ServerGroup("app", load_balancer_id=balancer.id, name=f"app-{edition}")
members = [
    alicloud.slb.ServerGroupServerAttachment(
        f"app-{index}", server_group_id=servers.id, server_id=host.id, port=8080, weight=100
    )
    for index, host in enumerate(hosts)
]
listener = alicloud.slb.Listener(
    "http",
    load_balancer_id=balancer.id,
    frontend_port=80,
    protocol="http",
    server_group_id=servers.id,
    bandwidth=-1,
    health_check="on",
    health_check_uri="/health" if second else "/",
    sticky_session="off",
    acl_status="on",
    acl_type="white",
    acl_ids=[allowed.id],
    opts=pulumi.ResourceOptions(depends_on=[entry]),
)
acl = alicloud.vpc.NetworkAcl(
    "back",
    network_acl_name="back",
    vpc_id=vpc.id,
    ingress_acl_entries=[
        {
            "description": "inside",
            "network_acl_entry_name": "in",
            "source_cidr_ip": "172.16.0.0/12",
            "policy": "accept",
            "port": "-1/-1",
            "protocol": "all",
        }
    ],
    egress_acl_entries=[
        {
            "description": "out",
            "network_acl_entry_name": "out",
            "destination_cidr_ip": "0.0.0.0/0",
            "policy": "accept",
            "port": "-1/-1",
            "protocol": "all",
        }
    ],
    resources=[{"resource_id": back.id, "resource_type": "VSwitch"}],
)
routes = alicloud.vpc.RouteTable("own", route_table_name="own", vpc_id=vpc.id)

pulumi.export("private_ips", [host.private_ip for host in hosts])
pulumi.export("balancer", balancer.address)
