# A public fleet that its group keeps at a size, with a rule and a hook.
terraform {
  required_providers {
    alicloud = { source = "hashicorp/alicloud" }
  }
}

variable "edition" { default = 1 }
data "alicloud_zones" "all" { available_resource_creation = "VSwitch" }
resource "alicloud_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "alicloud_vswitch" "near" {
  vpc_id     = alicloud_vpc.main.id
  cidr_block = "10.0.1.0/24"
  zone_id    = data.alicloud_zones.all.zones[0].id
}
resource "alicloud_vswitch" "far" {
  vpc_id     = alicloud_vpc.main.id
  cidr_block = "10.0.2.0/24"
  zone_id    = data.alicloud_zones.all.zones[1].id
}
resource "alicloud_security_group" "web" { vpc_id = alicloud_vpc.main.id }
resource "alicloud_security_group_rule" "ssh" {
  security_group_id = alicloud_security_group.web.id
  type              = "ingress"
  ip_protocol       = "tcp"
  port_range        = "22/22"
  cidr_ip           = "198.51.100.0/24"
}
resource "alicloud_security_group_rule" "web" {
  security_group_id = alicloud_security_group.web.id
  type              = "ingress"
  ip_protocol       = "tcp"
  port_range        = "8080/9090"
  cidr_ip           = "0.0.0.0/0"
}
resource "alicloud_ess_scaling_group" "public" {
  min_size           = 1
  max_size           = var.edition == 1 ? 3 : 4
  desired_capacity   = var.edition == 1 ? 2 : 3
  scaling_group_name = "web"
  vswitch_ids        = [alicloud_vswitch.near.id, alicloud_vswitch.far.id]
  multi_az_policy    = "BALANCE"
  removal_policies   = ["OldestInstance", "NewestInstance"]
  tags               = { stack = "dev" }
}
resource "alicloud_ess_scaling_configuration" "public" {
  scaling_group_id           = alicloud_ess_scaling_group.public.id
  image_id                   = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"
  instance_type              = "ecs.g7.large"
  security_group_id          = alicloud_security_group.web.id
  internet_max_bandwidth_out = 5
  user_data                  = "#!/bin/sh"
  active                     = true
  enable                     = true
  force_delete               = true
  tags                       = { a = "b" }
  data_disk {
    size     = 40
    category = "cloud_essd"
  }
}
resource "alicloud_ess_scaling_rule" "add" {
  scaling_group_id = alicloud_ess_scaling_group.public.id
  adjustment_type  = "QuantityChangeInCapacity"
  adjustment_value = var.edition
  cooldown         = 60
}
resource "alicloud_ess_lifecycle_hook" "start" {
  scaling_group_id     = alicloud_ess_scaling_group.public.id
  lifecycle_transition = "SCALE_OUT"
  heartbeat_timeout    = 400 + var.edition
}
