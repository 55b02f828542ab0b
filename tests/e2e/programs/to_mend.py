"""A program without yett with four slips, each of which the policy pack can mend on the resource itself."""

from pathlib import Path

import pulumi
import pulumi_alicloud as alicloud

tags = {"team": "shop", "costCenter": "own"}
vpc = alicloud.vpc.Network("main", cidr_block="10.0.0.0/8", tags=tags)
group = alicloud.ecs.SecurityGroup("web", security_group_name="web", vpc_id=vpc.id, tags=tags)
# the cloud refuses this card in a VPC, and nobody says accept or drop
rule = alicloud.ecs.SecurityGroupRule(
    "web",
    type="ingress",
    ip_protocol="tcp",
    port_range="8080/8080",
    nic_type="internet",
    priority=1,
    security_group_id=group.id,
    cidr_ip="10.0.0.0/8",
    description="from the balancer",
)
# nobody says who pays
address = alicloud.ecs.EipAddress("spare", address_name="spare", tags={"team": "shop"})

balancer = alicloud.slb.ApplicationLoadBalancer(
    "site", load_balancer_name="site", address_type="internet", load_balancer_spec="slb.s1.small", tags=tags
)
certificate = alicloud.slb.ServerCertificate(
    "site",
    name="site",
    server_certificate=Path("site.crt").read_text(),
    private_key=pulumi.Output.secret(Path("site.key").read_text()),
)
https = alicloud.slb.Listener(
    "https",
    load_balancer_id=balancer.id,
    frontend_port=443,
    backend_port=8080,
    protocol="https",
    bandwidth=-1,
    health_check="on",
    sticky_session="off",
    server_certificate_id=certificate.id,
)
# what passes here can be read on the way
http = alicloud.slb.Listener(
    "http",
    load_balancer_id=balancer.id,
    frontend_port=80,
    backend_port=8080,
    protocol="http",
    bandwidth=-1,
    health_check="on",
    sticky_session="off",
    opts=pulumi.ResourceOptions(depends_on=[https]),
)
