# bad: the provider fills in every port where none is written
# 有问题：没写端口时，Provider 补上全部端口
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "all"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}
