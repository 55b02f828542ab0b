# fine: 10.0.0.0/8 is not the internet
# 没问题：10.0.0.0/8 不是互联网
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "10.0.0.0/8"
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}
