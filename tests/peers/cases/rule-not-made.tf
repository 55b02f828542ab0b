# fine: the rule is made 0 times
# 没问题：该规则创建 0 次
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  count             = 0
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
