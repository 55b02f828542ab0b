# fine: the forward entry hands on one port, to one partner
# 没问题：转发条目只交出一个端口，只给一个合作方
# stage: private gateway

resource "alicloud_security_group_rule" "app" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "8080/8080"
  cidr_ip           = "203.0.113.16/28"
  security_group_id = alicloud_security_group.app.id
  description       = "app"
}

resource "alicloud_forward_entry" "app" {
  forward_table_id = alicloud_nat_gateway.gate.forward_table_ids
  external_ip      = alicloud_eip_address.gate.ip_address
  external_port    = "8080"
  ip_protocol      = "tcp"
  internal_ip      = alicloud_instance.app.private_ip
  internal_port    = "8080"
  depends_on       = [alicloud_eip_association.gate]
}
