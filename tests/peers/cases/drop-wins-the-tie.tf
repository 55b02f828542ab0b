# fine: at one priority the drop wins
# 没问题：优先级相同时拒绝优先
# stage: public

resource "alicloud_security_group_rule" "open" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "open"
}

resource "alicloud_security_group_rule" "shut" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "drop"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "shut"
}
