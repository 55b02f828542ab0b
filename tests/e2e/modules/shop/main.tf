# A small site as a Terraform user would write it: modules, for_each, count, data sources, dynamic blocks.
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}

variable "edition" {
  type    = number
  default = 1
}

data "alicloud_zones" "all" {
  available_resource_creation = "VSwitch"
}

module "network" {
  source = "./network"
  cidr   = "10.8.0.0/16"
  zones  = slice(data.alicloud_zones.all.zones[*].id, 0, 2)
  ports  = var.edition == 1 ? [80, 443] : [443, 8443]
}

module "entry" {
  source   = "./entry"
  vswitch  = module.network.vswitches[0]
  vpc      = module.network.vpc
  internal = "10.8.0.10"
  ports    = { ssh = "22", api = var.edition == 1 ? "8000/8010" : "8000/8020" }
}

output "group" {
  value = module.network.group
}
