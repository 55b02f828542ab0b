# fine: the database's white list is the VPC
# 没问题：数据库白名单只有 VPC
# stage: network

resource "alicloud_db_instance" "shop" {
  engine                   = "MySQL"
  engine_version           = "8.0"
  instance_type            = "mysql.n2.medium.1"
  instance_storage         = 20
  db_instance_storage_type = "cloud_essd"
  vswitch_id               = alicloud_vswitch.net.id
  security_ips             = ["10.0.0.0/16"]
}
