# bad: eight /3 blocks are everybody, written by a function
# 有问题：由函数写出的八个 /3 就是所有人
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  count             = 8
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = cidrsubnet("0.0.0.0/0", 3, count.index)
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}
