# bad: the MongoDB white list is 0.0.0.0/0
# 有问题：MongoDB 白名单是 0.0.0.0/0
# stage: network

resource "alicloud_mongodb_instance" "log" {
  engine_version      = "4.2"
  db_instance_class   = "dds.mongo.mid"
  db_instance_storage = 20
  vswitch_id          = alicloud_vswitch.net.id
  security_ip_list    = ["0.0.0.0/0"]
}
