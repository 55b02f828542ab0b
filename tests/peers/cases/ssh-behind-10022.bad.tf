# bad: a forward entry turns 10022 into 22, and the group admits everybody there
# 有问题：端口转发把 10022 变成 22，而安全组对所有人放行
# stage: private gateway

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "0.0.0.0/0"
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
