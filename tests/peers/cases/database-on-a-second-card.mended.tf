# fine: the second interface admits one partner
# 没问题：辅助网卡只放行一个合作方
# stage: private

resource "alicloud_security_group" "outer" {
  security_group_name = "outer"
  vpc_id              = alicloud_vpc.net.id
  inner_access_policy = "Drop"
}

resource "alicloud_security_group_rule" "mysql" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "3306/3306"
  cidr_ip           = "203.0.113.16/28"
  security_group_id = alicloud_security_group.outer.id
  description       = "mysql"
}

resource "alicloud_ecs_network_interface" "second" {
  network_interface_name = "second"
  vswitch_id             = alicloud_vswitch.net.id
  security_group_ids     = [alicloud_security_group.outer.id]
}

resource "alicloud_ecs_network_interface_attachment" "second" {
  network_interface_id = alicloud_ecs_network_interface.second.id
  instance_id          = alicloud_instance.app.id
}

resource "alicloud_eip_address" "second" {
  address_name = "second"
  bandwidth    = "10"
}

resource "alicloud_eip_association" "second" {
  allocation_id = alicloud_eip_address.second.id
  instance_id   = alicloud_ecs_network_interface.second.id
  instance_type = "NetworkInterface"
}
