# fine: one port, one partner
# 没问题：一个端口、一个合作方
# stage: public

resource "alicloud_security_group_rule" "app" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "8443/8443"
  cidr_ip           = "203.0.113.16/28"
  security_group_id = alicloud_security_group.app.id
  description       = "app"
}
