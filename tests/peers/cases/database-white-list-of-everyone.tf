# bad: the database's white list is 0.0.0.0/0
# 有问题：数据库白名单是 0.0.0.0/0
# stage: network

resource "alicloud_db_instance" "shop" {
  engine                   = "MySQL"
  engine_version           = "8.0"
  instance_type            = "mysql.n2.medium.1"
  instance_storage         = 20
  db_instance_storage_type = "cloud_essd"
  vswitch_id               = alicloud_vswitch.net.id
  security_ips             = ["0.0.0.0/0"]
}
