# Server groups that dynamic blocks fill with machines which are not made yet: nobody knows how many there will be.
terraform {
  required_providers {
    alicloud = { source = "hashicorp/alicloud" }
  }
}

resource "alicloud_vpc" "main" {
  cidr_block = "10.0.0.0/8"
}

resource "alicloud_vswitch" "main" {
  vpc_id     = alicloud_vpc.main.id
  cidr_block = "10.0.0.0/24"
  zone_id    = "cn-hangzhou-h"
}

resource "alicloud_security_group" "main" {
  vpc_id = alicloud_vpc.main.id
}

data "alicloud_images" "linux" {
  owners     = "system"
  name_regex = "^centos_7_05_64"
}

resource "alicloud_instance" "web" {
  count           = 2
  image_id        = data.alicloud_images.linux.images[0].id
  instance_type   = "ecs.g6.large"
  vswitch_id      = alicloud_vswitch.main.id
  security_groups = [alicloud_security_group.main.id]
}

resource "alicloud_slb_load_balancer" "front" {
  address_type       = "internet"
  load_balancer_spec = "slb.s1.small"
}

# the cloud fills `servers` where nobody writes it
resource "alicloud_slb_server_group" "pool" {
  load_balancer_id = alicloud_slb_load_balancer.front.id

  dynamic "servers" {
    for_each = compact(alicloud_instance.web[*].id)
    content {
      server_ids = [servers.value]
      port       = 8080
    }
  }
}

# the same with attachments, of which the plan knows how many there are
resource "alicloud_slb_server_group" "one_by_one" {
  load_balancer_id = alicloud_slb_load_balancer.front.id
}

resource "alicloud_slb_server_group_server_attachment" "web" {
  count           = 2
  server_group_id = alicloud_slb_server_group.one_by_one.id
  server_id       = alicloud_instance.web[count.index].id
  port            = 8081
}

resource "alicloud_slb_listener" "pool" {
  load_balancer_id = alicloud_slb_load_balancer.front.id
  frontend_port    = 80
  protocol         = "tcp"
  bandwidth        = 10
  server_group_id  = alicloud_slb_server_group.pool.id
}

resource "alicloud_slb_listener" "one_by_one" {
  load_balancer_id = alicloud_slb_load_balancer.front.id
  frontend_port    = 81
  protocol         = "tcp"
  bandwidth        = 10
  server_group_id  = alicloud_slb_server_group.one_by_one.id
}
