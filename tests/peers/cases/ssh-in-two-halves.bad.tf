# bad: 0.0.0.0/1 and 128.0.0.0/1 together are everybody
# 有问题：两个 /1 合起来就是所有人
# stage: public

resource "alicloud_security_group_rule" "low" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "0.0.0.0/1"
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
  cidr_ip           = "128.0.0.0/1"
  security_group_id = alicloud_security_group.app.id
  description       = "high"
}
