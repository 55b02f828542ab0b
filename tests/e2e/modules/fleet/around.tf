# What stands around scaling groups: balancers of every kind, templates, tasks, alarms, notifications, data sources.
resource "alicloud_slb_load_balancer" "site" {
  address_type       = "internet"
  load_balancer_spec = "slb.s1.small"
}
resource "alicloud_slb_listener" "default_group" {
  load_balancer_id = alicloud_slb_load_balancer.site.id
  backend_port     = 8080
  frontend_port    = 80
  protocol         = "tcp"
  bandwidth        = 10
}
resource "alicloud_slb_server_group" "site" {
  load_balancer_id = alicloud_slb_load_balancer.site.id
  name             = "vs"
}
resource "alicloud_slb_listener" "vserver_group" {
  load_balancer_id = alicloud_slb_load_balancer.site.id
  frontend_port    = 81
  protocol         = "tcp"
  bandwidth        = 10
  server_group_id  = alicloud_slb_server_group.site.id
}
resource "alicloud_alb_server_group" "backs" {
  protocol          = "HTTP"
  vpc_id            = alicloud_vpc.main.id
  server_group_name = "asg"
  health_check_config { health_check_enabled = "false" }
  sticky_session_config { sticky_session_enabled = "false" }
  lifecycle { ignore_changes = [servers] }
}
resource "alicloud_nlb_server_group" "backs" {
  vpc_id            = alicloud_vpc.main.id
  server_group_name = "nsg"
  protocol          = "TCP"
  health_check { health_check_enabled = false }
}
resource "alicloud_ess_scaling_group" "behind" {
  min_size           = 1
  max_size           = 3
  scaling_group_name = "behind"
  vswitch_ids        = [alicloud_vswitch.near.id]
  loadbalancer_ids   = [alicloud_slb_load_balancer.site.id]
  depends_on         = [alicloud_slb_listener.default_group]
}
resource "alicloud_ess_scaling_configuration" "behind" {
  scaling_group_id   = alicloud_ess_scaling_group.behind.id
  image_id           = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"
  instance_types     = ["ecs.g7.large", "ecs.g7.xlarge"]
  security_group_ids = [alicloud_security_group.web.id]
  active             = true
  enable             = true
  force_delete       = true
}
resource "alicloud_ess_scalinggroup_vserver_groups" "behind" {
  scaling_group_id = alicloud_ess_scaling_configuration.behind.scaling_group_id
  vserver_groups {
    loadbalancer_id = alicloud_slb_load_balancer.site.id
    vserver_attributes {
      vserver_group_id = alicloud_slb_server_group.site.id
      port             = 9090
      weight           = 60
    }
  }
}
resource "alicloud_ess_scaling_group" "given" {
  min_size           = 0
  max_size           = 2
  vswitch_ids        = [alicloud_vswitch.near.id]
  health_check_types = ["ECS"]
}
resource "alicloud_ess_scaling_configuration" "given" {
  scaling_group_id  = alicloud_ess_scaling_group.given.id
  image_id          = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"
  instance_type     = "ecs.g7.large"
  security_group_id = alicloud_security_group.web.id
  active            = true
  enable            = true
  force_delete      = true
}
resource "alicloud_ess_alb_server_group_attachment" "given" {
  scaling_group_id    = alicloud_ess_scaling_configuration.given.scaling_group_id
  alb_server_group_id = alicloud_alb_server_group.backs.id
  port                = 9000
  weight              = 50
  force_attach        = true
}
resource "alicloud_ess_server_group_attachment" "given" {
  scaling_group_id = alicloud_ess_scaling_configuration.given.scaling_group_id
  server_group_id  = alicloud_nlb_server_group.backs.id
  port             = 9001
  weight           = 50
  type             = "NLB"
  force_attach     = true
}
resource "alicloud_instance" "own" {
  image_id        = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"
  instance_type   = "ecs.g7.large"
  security_groups = [alicloud_security_group.web.id]
  vswitch_id      = alicloud_vswitch.near.id
}
resource "alicloud_ess_attachment" "own" {
  scaling_group_id = alicloud_ess_scaling_configuration.given.scaling_group_id
  instance_ids     = [alicloud_instance.own.id]
  force            = true
  depends_on       = [alicloud_ess_alb_server_group_attachment.given, alicloud_ess_server_group_attachment.given]
}
resource "alicloud_ess_scheduled_task" "rule" {
  scheduled_action    = alicloud_ess_scaling_rule.add.ari
  launch_time         = "2027-01-21T11:37Z"
  scheduled_task_name = "nightly"
}
resource "alicloud_ess_scheduled_task" "bounds" {
  scaling_group_id    = alicloud_ess_scaling_group.public.id
  min_value           = 1
  max_value           = 3
  recurrence_type     = "Daily"
  recurrence_value    = "1"
  recurrence_end_time = "2028-01-21T11:37Z"
  launch_time         = "2027-01-21T11:37Z"
}
resource "alicloud_ess_alarm" "cpu" {
  name                = "cpu"
  alarm_actions       = [alicloud_ess_scaling_rule.add.ari]
  scaling_group_id    = alicloud_ess_scaling_group.public.id
  metric_type         = "system"
  metric_name         = "CpuUtilization"
  period              = 300
  statistics          = "Average"
  threshold           = 20.3
  comparison_operator = ">="
  evaluation_count    = 2
}
resource "alicloud_ess_alarm" "multi" {
  name                       = "multi"
  enable                     = var.edition == 1
  alarm_actions              = [alicloud_ess_scaling_rule.add.ari]
  scaling_group_id           = alicloud_ess_scaling_group.public.id
  expressions_logic_operator = "||"
  expressions {
    metric_name         = "CpuUtilization"
    period              = 60
    statistics          = "Average"
    threshold           = 80
    comparison_operator = ">="
  }
  expressions {
    metric_name         = "MemoryUtilization"
    period              = 60
    statistics          = "Average"
    threshold           = 90
    comparison_operator = ">="
  }
}
data "alicloud_account" "me" {}
resource "alicloud_ess_notification" "queue" {
  scaling_group_id   = alicloud_ess_scaling_group.public.id
  notification_types = ["AUTOSCALING:SCALE_OUT_SUCCESS", "AUTOSCALING:SCALE_OUT_ERROR"]
  notification_arn   = "acs:ess:cn-hangzhou:${data.alicloud_account.me.id}:queue/q"
}
resource "alicloud_ess_suspend_process" "health" {
  scaling_group_id = alicloud_ess_scaling_configuration.given.scaling_group_id
  process          = "HealthCheck"
}
resource "alicloud_ess_scaling_rule" "target" {
  scaling_group_id          = alicloud_ess_scaling_group.public.id
  scaling_rule_type         = "TargetTrackingScalingRule"
  metric_name               = "CpuUtilization"
  target_value              = 65.5
  estimated_instance_warmup = 200
}
resource "alicloud_ess_scaling_rule" "step" {
  scaling_group_id  = alicloud_ess_scaling_group.public.id
  scaling_rule_type = "StepScalingRule"
  adjustment_type   = "TotalCapacity"
  step_adjustment {
    metric_interval_lower_bound = "0"
    scaling_adjustment          = 1
  }
}
resource "alicloud_ecs_launch_template" "start" {
  launch_template_name       = "lt"
  image_id                   = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"
  instance_type              = "ecs.g7.large"
  security_group_id          = alicloud_security_group.web.id
  internet_max_bandwidth_out = 3
  internet_charge_type       = "PayByTraffic"
}
resource "alicloud_ess_scaling_group" "templated" {
  min_size                = 1
  max_size                = 1
  vswitch_ids             = [alicloud_vswitch.far.id]
  launch_template_id      = alicloud_ecs_launch_template.start.id
  launch_template_version = "Default"
  alb_server_group {
    alb_server_group_id = alicloud_alb_server_group.backs.id
    weight              = 50
    port                = 80
  }
}
data "alicloud_ess_scaling_groups" "seen" { ids = [alicloud_ess_scaling_configuration.public.scaling_group_id] }
data "alicloud_ess_scaling_configurations" "seen" { scaling_group_id = alicloud_ess_scaling_configuration.behind.scaling_group_id }
data "alicloud_ess_scaling_rules" "seen" { scaling_group_id = alicloud_ess_scaling_rule.add.scaling_group_id }
data "alicloud_ess_notifications" "seen" { scaling_group_id = alicloud_ess_notification.queue.scaling_group_id }
data "alicloud_ess_lifecycle_hooks" "seen" { scaling_group_id = alicloud_ess_lifecycle_hook.start.scaling_group_id }
data "alicloud_ess_scheduled_tasks" "seen" { scheduled_task_id = alicloud_ess_scheduled_task.rule.id }
data "alicloud_ess_alarms" "seen" { ids = [alicloud_ess_alarm.cpu.id] }
output "seen" { value = [data.alicloud_ess_scaling_groups.seen.groups[0].name, length(data.alicloud_ess_scaling_configurations.seen.configurations), length(data.alicloud_ess_scaling_rules.seen.rules), length(data.alicloud_ess_notifications.seen.notifications), length(data.alicloud_ess_lifecycle_hooks.seen.hooks), length(data.alicloud_ess_scheduled_tasks.seen.tasks), length(data.alicloud_ess_alarms.seen.alarms)] }
