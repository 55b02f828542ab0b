# fine: ssh is tcp
# 没问题：SSH 使用 TCP
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "udp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}
