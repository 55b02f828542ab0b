# fine: the balancer has a private address
# 没问题：负载均衡只有私网地址
# stage: private

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

resource "alicloud_slb_load_balancer" "front" {
  load_balancer_name = "front"
  address_type       = "intranet"
  vswitch_id         = alicloud_vswitch.net.id
  load_balancer_spec = "slb.s1.small"
}

resource "alicloud_slb_acl" "peers" {
  name       = "peers"
  ip_version = "ipv4"
}

resource "alicloud_slb_server_group" "app" {
  name             = "app"
  load_balancer_id = alicloud_slb_load_balancer.front.id
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
  frontend_port    = 8022
  bandwidth        = -1
  acl_status       = "off"
  health_check     = "on"
  server_group_id  = alicloud_slb_server_group.app.id
}
