# bad: every protocol and port from everybody
# 有问题：所有人可用所有协议访问所有端口
# stage: public

resource "alicloud_security_group_rule" "all" {
  type              = "ingress"
  ip_protocol       = "all"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "-1/-1"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "all"
}
