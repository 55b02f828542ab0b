# a machine without a public address of its own
resource "alicloud_instance" "app" {
  instance_name   = "app"
  image_id        = "aliyun_3_x64_20G_alibase_20250117.vhd"
  instance_type   = "ecs.g7.large"
  vswitch_id      = alicloud_vswitch.net.id
  security_groups = [alicloud_security_group.app.id]
}
