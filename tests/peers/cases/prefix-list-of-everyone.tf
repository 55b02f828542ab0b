# bad: the prefix list that is named holds 0.0.0.0/0
# 有问题：被引用的前缀列表里有 0.0.0.0/0
# stage: public

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  prefix_list_id    = alicloud_vpc_prefix_list.peers.id
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}

resource "alicloud_vpc_prefix_list" "peers" {
  prefix_list_name = "peers"
  entrys {
    cidr        = "0.0.0.0/0"
    description = "everyone"
  }
}
