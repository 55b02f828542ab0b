# bad: the drop has the weaker priority and stops nothing
# 有问题：拒绝规则的优先级更低，什么也拦不住
# stage: public

resource "alicloud_security_group_rule" "open" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "5432/5432"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "open"
}

resource "alicloud_security_group_rule" "shut" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "drop"
  priority          = 2
  port_range        = "5432/5432"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "shut"
}
