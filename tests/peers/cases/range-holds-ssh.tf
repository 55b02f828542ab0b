# bad: 1 to 1024 holds 22
# 有问题：1 到 1024 包含 22
# stage: public

resource "alicloud_security_group_rule" "low-ports" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "1/1024"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "low-ports"
}
