# bad: the stronger drop refuses one half of the internet only
# 有问题：更高优先级的拒绝只覆盖半个互联网
# stage: public

resource "alicloud_security_group_rule" "open" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 2
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
  cidr_ip           = "0.0.0.0/1"
  security_group_id = alicloud_security_group.app.id
  description       = "shut"
}
