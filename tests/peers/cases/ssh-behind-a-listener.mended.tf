# fine: the white list has one partner
# 没问题：白名单里有一个合作方
# stage: private balancer

resource "alicloud_security_group_rule" "ssh" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "22/22"
  cidr_ip           = "100.64.0.0/10"
  security_group_id = alicloud_security_group.app.id
  description       = "ssh"
}

resource "alicloud_slb_server_group_server_attachment" "app" {
  server_group_id = alicloud_slb_server_group.app.id
  server_id       = alicloud_instance.app.id
  port            = 22
  weight          = 100
}

resource "alicloud_slb_listener" "app" {
  load_balancer_id = alicloud_slb_load_balancer.front.id
  protocol         = "tcp"
  frontend_port    = 3389
  bandwidth        = -1
  acl_status       = "on"
  acl_type         = "white"
  acl_ids          = [alicloud_slb_acl.peers.id]
  health_check     = "on"
  server_group_id  = alicloud_slb_server_group.app.id
}

resource "alicloud_slb_acl_entry_attachment" "partner" {
  acl_id = alicloud_slb_acl.peers.id
  entry  = "203.0.113.16/28"
}
