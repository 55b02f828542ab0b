# bad: the cache's white list is 0.0.0.0/0, and it has a public endpoint
# 有问题：Redis 白名单是 0.0.0.0/0，并且有公网连接地址
# stage: network

resource "alicloud_kvstore_instance" "cart" {
  db_instance_name = "cart"
  instance_class   = "redis.master.small.default"
  instance_type    = "Redis"
  engine_version   = "7.0"
  vswitch_id       = alicloud_vswitch.net.id
  security_ips     = ["0.0.0.0/0"]
}

resource "alicloud_kvstore_connection" "cart" {
  instance_id              = alicloud_kvstore_instance.cart.id
  connection_string_prefix = "cartpublic"
  port                     = "6379"
}
