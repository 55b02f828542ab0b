# bad: a network balancer of the internet serves redis to everybody
# 有问题：公网网络型负载均衡把 Redis 开放给所有人
# stage: private

resource "alicloud_security_group_rule" "redis" {
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  port_range        = "6379/6379"
  cidr_ip           = "10.0.0.0/16"
  security_group_id = alicloud_security_group.app.id
  description       = "redis"
}

resource "alicloud_vswitch" "second" {
  vpc_id       = alicloud_vpc.net.id
  cidr_block   = "10.0.1.0/24"
  zone_id      = "cn-hangzhou-i"
  vswitch_name = "second"
}

resource "alicloud_nlb_load_balancer" "front" {
  load_balancer_name = "front"
  load_balancer_type = "Network"
  address_type       = "Internet"
  vpc_id             = alicloud_vpc.net.id
  zone_mappings {
    vswitch_id = alicloud_vswitch.net.id
    zone_id    = "cn-hangzhou-h"
  }
  zone_mappings {
    vswitch_id = alicloud_vswitch.second.id
    zone_id    = "cn-hangzhou-i"
  }
}

resource "alicloud_nlb_server_group" "cache" {
  server_group_name = "cache"
  vpc_id            = alicloud_vpc.net.id
  protocol          = "TCP"
  server_group_type = "Instance"
  health_check {
    health_check_enabled = true
  }
}

resource "alicloud_nlb_server_group_server_attachment" "cache" {
  server_group_id = alicloud_nlb_server_group.cache.id
  server_id       = alicloud_instance.app.id
  server_type     = "Ecs"
  port            = 6379
  weight          = 100
}

resource "alicloud_nlb_listener" "cache" {
  load_balancer_id  = alicloud_nlb_load_balancer.front.id
  server_group_id   = alicloud_nlb_server_group.cache.id
  listener_protocol = "TCP"
  listener_port     = 6379
}
