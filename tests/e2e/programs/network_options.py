"""What Vpc, NatGateway and SecurityGroup can do besides the scenarios; `grown` adds a zone and a tier.

With `vpc`, `vswitch` and `group` in the config, networks that were there before are used.
"""

import pulumi
import pulumi_alicloud as alicloud

from yett import NatGateway, SecurityGroup, Vpc

config = pulumi.Config()
grown = config.get_bool("grown")
OFFICE = {"peer": {"cidr": "203.0.113.0/24"}, "protocol": "tcp", "ports": [10022], "reason": "ssh", "owner": "platform"}
SSH = {"name": "ssh", "protocol": "tcp", "external_port": 10022, "internal_port": 22, "to": "jump"}
RELAY = {"name": "relay", "protocol": "udp", "external_port": "27000-27010", "internal_port": "7000-7010", "to": "jump"}
PLAY = {**OFFICE, "protocol": "udp", "ports": ["27000-27010"], "reason": "relays"}

front = {"name": "front", "kind": "public", "mask": 26}
app = {
    "name": "app",
    "kind": "private",
    "ipv6": True,
    "network_acl": {
        "admits": [{"peer": {"cidr": "203.0.113.0/24"}, "protocol": "tcp", "ports": [22]}],
        "drops": ["198.51.100.0/24"],
    },
}
data = {"name": "data", "kind": "isolated", "mask": 24, "zone_count": 1}
vpc = Vpc(
    "net",
    {
        "spec": {
            "cidr": "10.0.0.0/16",
            "zones": 2 if grown else 1,
            "tiers": [front, app, data, *([{"name": "more", "kind": "private"}] if grown else [])],
            "ipv6": {"gateway": True},
            "user_cidrs": ["192.0.2.0/24"],
        }
    },
)
zone = min(vpc.in_tier("app"))
nat = NatGateway(
    "nat",
    {
        "spec": {
            "strategy": "one_per_zone",
            "outbound_tiers": ["app"],
            "port_forwards": [{**SSH, "zone": zone}, {**RELAY, "zone": zone}],
            "openings": [OFFICE, PLAY],
            "eip": {"bandwidth": 20},
        },
        "vpc_id": vpc.vpc_id,
        "vswitch_ids": vpc.in_tier("front"),
        "tiers": {"app": vpc.in_tier("app")},
        "hosts": {"jump": "10.0.32.9"},
    },
)
pulumi.export("vswitches", vpc.vswitch_ids)
pulumi.export("cidrs", vpc.cidrs)
pulumi.export("ipv6", vpc.ipv6_cidr_block)
pulumi.export("gateways", nat.gateway_ids)
pulumi.export("outbound", nat.outbound_addresses)
pulumi.export("forward", nat.forward_addresses)
pulumi.export("tables", nat.route_table_ids)

theirs = alicloud.vpc.Network("theirs", vpc_name="theirs", cidr_block="172.16.0.0/16")
switch = alicloud.vpc.Switch("theirs", vpc_id=theirs.id, cidr_block="172.16.1.0/24", zone_id=zone)
group = alicloud.ecs.SecurityGroup("theirs", security_group_name="theirs", vpc_id=theirs.id)
pulumi.export("theirs", {"vpc": theirs.id, "vswitch": switch.id, "group": group.id})
if found := config.get_object("found"):
    tier = {
        "name": "app",
        "kind": "private",
        "cidrs": {zone: config.get("planned") or "172.16.1.0/24", "cn-hangzhou-j": "172.16.2.0/24"},
        "vswitch_ids": {zone: found["vswitch"]},
    }
    office = Vpc("office", {"spec": {"cidr": "172.16.0.0/16", "vpc_id": found["vpc"], "tiers": [tier]}})
    SecurityGroup("office", {"spec": {"security_group_id": found["group"], "ingress": [OFFICE]}})
    pulumi.export("office", office.vswitch_ids)
