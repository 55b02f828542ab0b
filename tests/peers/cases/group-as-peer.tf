# fine: only members of another group come in
# 没问题：只有另一个安全组的成员可以进入
# stage: public

resource "alicloud_security_group" "jump" {
  security_group_name = "jump"
  vpc_id              = alicloud_vpc.net.id
}

resource "alicloud_security_group_rule" "ssh" {
  type                     = "ingress"
  ip_protocol              = "tcp"
  nic_type                 = "intranet"
  policy                   = "accept"
  priority                 = 1
  port_range               = "22/22"
  source_security_group_id = alicloud_security_group.jump.id
  security_group_id        = alicloud_security_group.app.id
  description              = "ssh"
}
