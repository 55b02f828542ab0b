# What a network stands among: option sets, address pools, endpoints, mirrors, TLS policies, keys, roles; and who I am.
terraform {
  required_providers {
    alicloud = { source = "hashicorp/alicloud" }
  }
}

data "alicloud_account" "me" {}

data "alicloud_regions" "here" {
  current = true
}

data "alicloud_images" "compute" {
  owners     = "system"
  name_regex = "^centos_7_05_64"
}

data "alicloud_alb_system_security_policies" "strict" {
  ids = ["tls_cipher_policy_1_2_strict"]
}

resource "alicloud_vpc" "hub" {
  vpc_name   = "hub"
  cidr_block = "10.20.0.0/16"
}

resource "alicloud_vpc_dhcp_options_set" "names" {
  dhcp_options_set_name = "names"
  domain_name           = "corp.example"
  domain_name_servers   = "10.20.0.53"
}

resource "alicloud_vpc_dhcp_options_set_attachment" "hub" {
  vpc_id              = alicloud_vpc.hub.id
  dhcp_options_set_id = alicloud_vpc_dhcp_options_set.names.id
}

resource "alicloud_vpc_gateway_endpoint" "oss" {
  vpc_id                = alicloud_vpc.hub.id
  service_name          = "com.aliyun.${data.alicloud_regions.here.regions[0].id}.oss"
  gateway_endpoint_name = "objects"
}

resource "alicloud_vpc_public_ip_address_pool" "own" {
  public_ip_address_pool_name = "own"
  isp                         = "BGP"
}

resource "alicloud_vpc_public_ip_address_pool_cidr_block" "own" {
  public_ip_address_pool_id = alicloud_vpc_public_ip_address_pool.own.id
  cidr_mask                 = 28
}

resource "alicloud_eip_address" "pooled" {
  address_name              = "pooled"
  public_ip_address_pool_id = alicloud_vpc_public_ip_address_pool_cidr_block.own.public_ip_address_pool_id
}

resource "alicloud_vpc_traffic_mirror_filter" "web" {
  traffic_mirror_filter_name = "web"
  ingress_rules {
    priority          = 1
    protocol          = "TCP"
    action            = "accept"
    source_cidr_block = "10.0.0.0/8"
  }
}

resource "alicloud_alb_security_policy" "modern" {
  security_policy_name = "modern"
  tls_versions         = ["TLSv1.2"]
  ciphers              = [for one in data.alicloud_alb_system_security_policies.strict.policies[0].ciphers : one if one == "ECDHE-RSA-AES128-GCM-SHA256"]
}

resource "alicloud_alb_health_check_template" "up" {
  health_check_template_name = "up"
  health_check_path          = "/up"
}

resource "alicloud_nlb_security_policy" "modern" {
  security_policy_name = "modern"
  tls_versions         = ["TLSv1.2"]
  ciphers              = ["ECDHE-RSA-AES128-GCM-SHA256"]
}

resource "alicloud_kms_key" "disks" {
  description            = "disks of ${data.alicloud_images.compute.images[0].image_id}"
  pending_window_in_days = 7
}

resource "alicloud_ram_role" "server" {
  role_name = "server"
  assume_role_policy_document = jsonencode({
    Version = "1"
    Statement = [{
      Action    = "sts:AssumeRole"
      Effect    = "Allow"
      Principal = { Service = ["ecs.aliyuncs.com"] }
    }]
  })
}

resource "alicloud_ram_role_policy_attachment" "server" {
  role_name   = alicloud_ram_role.server.role_name
  policy_name = "AliyunOSSReadOnlyAccess"
  policy_type = "System"
}

resource "alicloud_ecs_auto_snapshot_policy" "nightly" {
  auto_snapshot_policy_name = "nightly"
  repeat_weekdays           = ["1", "3", "5"]
  retention_days            = -1
  time_points               = ["3"]
}

resource "alicloud_ecs_command" "greet" {
  name             = "greet"
  type             = "RunShellScript"
  command_content  = base64encode("echo {{who}}")
  enable_parameter = true
  working_dir      = "/root"
}

output "account" {
  value = data.alicloud_account.me.id
}
