# bad: no policy is named, and the cloud's default speaks TLS 1.0
# 有问题：没有指定安全策略，云上默认策略支持 TLS 1.0
# stage: private balancer

resource "alicloud_security_group_rule" "web" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "8443/8443"
  cidr_ip           = "100.64.0.0/10"
  security_group_id = alicloud_security_group.app.id
  description       = "web"
}

resource "alicloud_slb_server_group_server_attachment" "app" {
  server_group_id = alicloud_slb_server_group.app.id
  server_id       = alicloud_instance.app.id
  port            = 8443
  weight          = 100
}

resource "alicloud_slb_listener" "app" {
  load_balancer_id      = alicloud_slb_load_balancer.front.id
  protocol              = "https"
  frontend_port         = 443
  bandwidth             = -1
  acl_status            = "on"
  acl_type              = "white"
  acl_ids               = [alicloud_slb_acl.peers.id]
  health_check          = "on"
  server_certificate_id = "cert-1"
  server_group_id       = alicloud_slb_server_group.app.id
}

resource "alicloud_slb_acl_entry_attachment" "partner" {
  acl_id = alicloud_slb_acl.peers.id
  entry  = "203.0.113.16/28"
}
