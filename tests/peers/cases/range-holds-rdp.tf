# bad: 3000 to 4000 holds 3306 and 3389
# 有问题：3000 到 4000 包含 3306 和 3389
# stage: public

resource "alicloud_security_group_rule" "high-ports" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "3000/4000"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "high-ports"
}
