# bad: 0.0.0.0/1 alone is two thousand million strangers
# 有问题：单独一个 0.0.0.0/1 也是二十亿陌生人
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "0.0.0.0/1"
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}
