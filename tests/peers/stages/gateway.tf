# a NAT gateway and its address
resource "alicloud_nat_gateway" "gate" {
  nat_gateway_name     = "gate"
  vpc_id               = alicloud_vpc.net.id
  vswitch_id           = alicloud_vswitch.net.id
  nat_type             = "Enhanced"
  payment_type         = "PayAsYouGo"
  internet_charge_type = "PayByLcu"
}

resource "alicloud_eip_address" "gate" {
  address_name = "gate"
  bandwidth    = "10"
}

resource "alicloud_eip_association" "gate" {
  allocation_id = alicloud_eip_address.gate.id
  instance_id   = alicloud_nat_gateway.gate.id
  instance_type = "Nat"
}
