# bad: a forward entry turns 33060 into 3306
# 有问题：端口转发把 33060 变成 3306
# stage: private gateway

resource "alicloud_security_group_rule" "mysql" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "3306/3306"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "mysql"
}

resource "alicloud_forward_entry" "app" {
  forward_table_id = alicloud_nat_gateway.gate.forward_table_ids
  external_ip      = alicloud_eip_address.gate.ip_address
  external_port    = "33060"
  ip_protocol      = "tcp"
  internal_ip      = alicloud_instance.app.private_ip
  internal_port    = "3306"
  depends_on       = [alicloud_eip_association.gate]
}
