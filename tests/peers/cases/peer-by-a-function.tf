# bad: join("/", ["0.0.0.0", 0]) is everybody
# 有问题：函数 join 拼出的就是所有人
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = join("/", ["0.0.0.0", 0])
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}
