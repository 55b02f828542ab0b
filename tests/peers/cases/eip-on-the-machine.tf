# bad: an EIP of its own makes the machine public
# 有问题：独立的 EIP 让主机暴露在公网
# stage: private

resource "alicloud_security_group_rule" "redis" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "6379/6379"
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.app.id
  description       = "redis"
}

resource "alicloud_eip_address" "own" {
  address_name = "own"
  bandwidth    = "10"
}

resource "alicloud_eip_association" "own" {
  allocation_id = alicloud_eip_address.own.id
  instance_id   = alicloud_instance.app.id
  instance_type = "EcsInstance"
}
