# fine: the group of the machine admits nobody on 22
# 没问题：主机的安全组在 22 上不放行任何人
# stage: private gateway

resource "alicloud_forward_entry" "app" {
  forward_table_id = alicloud_nat_gateway.gate.forward_table_ids
  external_ip      = alicloud_eip_address.gate.ip_address
  external_port    = "10022"
  ip_protocol      = "tcp"
  internal_ip      = alicloud_instance.app.private_ip
  internal_port    = "22"
  depends_on       = [alicloud_eip_association.gate]
}
