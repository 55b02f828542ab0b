# fine: one partner is named
# 没问题：只点名了一个合作方
# stage: public

resource "alicloud_security_group_rule" "partner" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "203.0.113.16/28"
  security_group_id = alicloud_security_group.app.id
  description       = "partner"
}
