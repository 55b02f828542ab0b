variable "cidr" { type = string }
variable "zones" { type = list(string) }
variable "ports" { type = list(number) }

resource "alicloud_vpc" "this" {
  vpc_name   = "shop"
  cidr_block = var.cidr
  tags       = { made = "terraform" }
}

resource "alicloud_vswitch" "this" {
  count        = length(var.zones)
  vswitch_name = "shop-${count.index}"
  vpc_id       = alicloud_vpc.this.id
  zone_id      = var.zones[count.index]
  cidr_block   = cidrsubnet(var.cidr, 8, count.index)
}

resource "alicloud_security_group" "this" {
  security_group_name = "shop"
  vpc_id              = alicloud_vpc.this.id
}

resource "alicloud_security_group_rule" "ports" {
  for_each          = toset([for port in var.ports : tostring(port)])
  type              = "ingress"
  ip_protocol       = "tcp"
  nic_type          = "intranet"
  policy            = "accept"
  port_range        = "${each.key}/${each.key}"
  priority          = 1
  cidr_ip           = "0.0.0.0/0"
  security_group_id = alicloud_security_group.this.id
}

data "alicloud_vswitches" "mine" {
  ids = alicloud_vswitch.this[*].id
}

output "vpc" { value = alicloud_vpc.this.id }
output "group" { value = alicloud_security_group.this.id }
output "vswitches" { value = alicloud_vswitch.this[*].id }
output "counted" { value = length(data.alicloud_vswitches.mine.vswitches) }
