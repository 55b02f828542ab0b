"""Blocks that the cloud never writes by itself, so that one that is not known is there: a dynamic block wrote it.

A plan's configuration does not hold dynamic blocks. One whose `for_each` is not known is "true" among the marks, as is
what the cloud decides where nobody wrote it; of these the provider says that they are optional and not computed.
"""

WRITTEN_ONLY: dict[str, tuple[str, ...]] = {
    "alicloud_alb_listener": ("default_actions",),
    "alicloud_alb_load_balancer": ("access_log_config", "zone_mappings"),
    "alicloud_alb_rule": ("rule_actions", "rule_conditions"),
    "alicloud_alb_server_group": ("servers",),
    "alicloud_click_house_db_cluster": ("db_cluster_access_white_list",),
    "alicloud_cs_edge_kubernetes": ("addons",),
    "alicloud_cs_kubernetes": ("addons",),
    "alicloud_cs_managed_kubernetes": ("addons",),
    "alicloud_cs_serverless_kubernetes": ("addons",),
    "alicloud_ecs_instance_set": ("network_interfaces",),
    "alicloud_ecs_launch_template": ("network_interfaces",),
    "alicloud_ecs_prefix_list": ("entry",),
    "alicloud_emrv2_cluster": ("node_groups",),
    "alicloud_ess_scaling_configuration": ("instance_type_override", "network_interfaces"),
    "alicloud_ess_scaling_group": ("alb_server_group", "launch_template_override"),
    "alicloud_ess_scalinggroup_vserver_groups": ("vserver_groups",),
    "alicloud_launch_template": ("network_interfaces",),
    "alicloud_mongodb_serverless_instance": ("security_ip_groups",),
    "alicloud_network_acl_attachment": ("resources",),
    "alicloud_network_acl_entries": ("egress", "ingress"),
    "alicloud_nlb_load_balancer": ("zone_mappings",),
    "alicloud_rocketmq_instance": ("network_info",),
    "alicloud_selectdb_db_instance": ("desired_security_ip_lists",),
    "alicloud_slb_backend_server": ("backend_servers",),
    "alicloud_slb_master_slave_server_group": ("servers",),
    "alicloud_vpc_prefix_list": ("entrys",),
}
"""Type -> its blocks that can open a way or close one. Source: the provider's schema, 1.285.0."""
