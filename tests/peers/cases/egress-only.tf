# fine: going out is not coming in
# 没问题：出方向不是入方向
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  type              = "egress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}
