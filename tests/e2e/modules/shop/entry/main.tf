variable "vpc" { type = string }
variable "vswitch" { type = string }
variable "internal" { type = string }
variable "ports" { type = map(string) }

resource "alicloud_nat_gateway" "this" {
  vpc_id               = var.vpc
  vswitch_id           = var.vswitch
  nat_gateway_name     = "shop"
  nat_type             = "Enhanced"
  payment_type         = "PayAsYouGo"
  internet_charge_type = "PayByLcu"
}

resource "alicloud_eip_address" "this" {
  address_name         = "shop"
  bandwidth            = "10"
  internet_charge_type = "PayByTraffic"
}

resource "alicloud_eip_association" "this" {
  allocation_id = alicloud_eip_address.this.id
  instance_id   = alicloud_nat_gateway.this.id
  instance_type = "Nat"
}

resource "alicloud_forward_entry" "this" {
  for_each           = var.ports
  forward_entry_name = each.key
  forward_table_id   = alicloud_nat_gateway.this.forward_table_ids
  external_ip        = alicloud_eip_address.this.ip_address
  external_port      = each.value
  internal_ip        = var.internal
  internal_port      = each.value
  ip_protocol        = "tcp"
  port_break         = true
  depends_on         = [alicloud_eip_association.this]
}

resource "alicloud_snat_entry" "this" {
  snat_table_id     = alicloud_nat_gateway.this.snat_table_ids
  source_vswitch_id = var.vswitch
  snat_ip           = alicloud_eip_address.this.ip_address
  depends_on        = [alicloud_eip_association.this]
}
