# fine: the group admits one partner
# 没问题：安全组只放行一个合作方
# stage: private gateway

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "203.0.113.16/28"
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}

resource "alicloud_forward_entry" "app" {
  forward_table_id = alicloud_nat_gateway.gate.forward_table_ids
  external_ip      = alicloud_eip_address.gate.ip_address
  external_port    = "10022"
  ip_protocol      = "tcp"
  internal_ip      = alicloud_instance.app.private_ip
  internal_port    = "22"
  depends_on       = [alicloud_eip_association.gate]
}
