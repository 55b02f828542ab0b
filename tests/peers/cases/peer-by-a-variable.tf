# bad: a variable's default is everybody
# 有问题：变量的默认值是所有人
# stage: public

variable "office" {
  default = "0.0.0.0/0"
}

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = var.office
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}
