# bad: ::/1 and 8000::/1 together are everybody
# 有问题：::/1 与 8000::/1 合起来就是所有人
# stage: private

resource "alicloud_security_group_rule" "low" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  ipv6_cidr_ip      = "::/1"
  security_group_id = alicloud_security_group.app.id
  description       = "low"
}

resource "alicloud_security_group_rule" "high" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  ipv6_cidr_ip      = "8000::/1"
  security_group_id = alicloud_security_group.app.id
  description       = "high"
}

resource "alicloud_vpc_ipv6_gateway" "six" {
  ipv6_gateway_name = "six"
  vpc_id            = alicloud_vpc.net.id
}

resource "alicloud_vpc_ipv6_address" "app" {
  vswitch_id        = alicloud_vswitch.net.id
  ipv6_address_name = "app"
}

resource "alicloud_vpc_ipv6_internet_bandwidth" "six" {
  ipv6_address_id      = alicloud_vpc_ipv6_address.app.id
  ipv6_gateway_id      = alicloud_vpc_ipv6_gateway.six.id
  bandwidth            = 10
  internet_charge_type = "PayByTraffic"
}
