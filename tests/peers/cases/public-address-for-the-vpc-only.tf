# fine: an EIP, and a group for the VPC alone
# 没问题：有 EIP，但安全组只放行 VPC 内部
# stage: private

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "10.0.0.0/16"
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
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
