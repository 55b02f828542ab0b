"""IPv4 is closed, and ::/0 opens port 22 of a machine whose IPv6 address has bandwidth to the internet."""

import pulumi_alicloud as alicloud
from stage import group, ingress, machine, mended, vpc

jump = group("jump")
ingress("ssh", jump, "22/22", ipv6_cidr_ip="2400:3200:1600::/48" if mended else "::/0")
host = machine("jump", jump, ipv6_address_count=1)
gateway = alicloud.vpc.Ipv6Gateway("six", vpc_id=vpc.id, ipv6_gateway_name="six")
address = alicloud.vpc.get_ipv6_addresses_output(associated_instance_id=host.id)
alicloud.vpc.Ipv6InternetBandwidth(
    "six", ipv6_address_id=address.addresses[0].id, ipv6_gateway_id=gateway.id, bandwidth="10",
    internet_charge_type="PayByTraffic",
)  # fmt: skip
