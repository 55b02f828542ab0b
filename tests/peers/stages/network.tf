# the network that every case stands on
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}

resource "alicloud_vpc" "net" {
  vpc_name   = "net"
  cidr_block = "10.0.0.0/16"
}

resource "alicloud_vswitch" "net" {
  vpc_id       = alicloud_vpc.net.id
  cidr_block   = "10.0.0.0/24"
  zone_id      = "cn-hangzhou-h"
  vswitch_name = "net"
}

resource "alicloud_security_group" "app" {
  security_group_name = "app"
  vpc_id              = alicloud_vpc.net.id
  inner_access_policy = "Drop"
}
