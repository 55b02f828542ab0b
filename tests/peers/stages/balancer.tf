# a balancer of the internet, its list and its server
resource "alicloud_slb_load_balancer" "front" {
  load_balancer_name = "front"
  address_type       = "internet"
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
