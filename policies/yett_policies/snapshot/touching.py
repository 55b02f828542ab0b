"""Types that can open a way in and that yett does not follow, so that none of them passes in silence."""

from functools import lru_cache

from .types import MODELLED

TOUCHING = {
    "alicloud_ga_": "a global accelerator publishes endpoints at its own addresses",
    "alicloud_cdn_": "a CDN domain publishes its origin",
    "alicloud_dcdn_": "a DCDN domain publishes its origin",
    "alicloud_scdn_": "an SCDN domain publishes its origin",
    "alicloud_esa_": "an ESA site publishes its origin",
    "alicloud_ddos": "an Anti-DDoS instance forwards traffic to its origin",
    "alicloud_api_gateway_": "an API gateway publishes its backends",
    "alicloud_apigateway_": "an API gateway publishes its backends",
    "alicloud_apig_": "a cloud-native API gateway publishes its backends",
    "alicloud_mse_cluster": "a registry can have a public address",
    "alicloud_mse_gateway": "a gateway can have a public address",
    "alicloud_fc_trigger": "a function's trigger can be called from the internet",
    "alicloud_fc_custom_domain": "a custom domain publishes a function",
    "alicloud_fc_v3_trigger": "a function's trigger can be called from the internet",
    "alicloud_fc_v3_custom_domain": "a custom domain publishes a function",
    "alicloud_fcv3_trigger": "a function's trigger can be called from the internet",
    "alicloud_fcv3_custom_domain": "a custom domain publishes a function",
    "alicloud_cen_": "a CEN or transit router joins networks",
    "alicloud_vpn_": "a VPN gateway joins networks or admits clients",
    "alicloud_ssl_vpn_": "an SSL VPN server admits clients",
    "alicloud_express_connect_": "an Express Connect circuit joins networks",
    "alicloud_expressconnect_": "an Express Connect circuit joins networks",
    "alicloud_router_interface": "a router interface joins VPCs",
    "alicloud_vpc_router_interface": "a router interface joins VPCs",
    "alicloud_sag_": "a Smart Access Gateway joins networks",
    "alicloud_cloud_connect_": "a Cloud Connect network joins networks",
    "alicloud_cloudconnect_": "a Cloud Connect network joins networks",
    "alicloud_cloud_firewall_": "a Cloud Firewall policy decides in front of every group",
    "alicloud_cloudfirewall_": "a Cloud Firewall policy decides in front of every group",
    "alicloud_waf": "a WAF publishes or filters a domain",
    "alicloud_edas_": "EDAS binds load balancers of its own",
    "alicloud_sae_": "a serverless application can have an internet load balancer",
    "alicloud_cs_": "a cluster can have a public API server and load balancers of its own",
    "alicloud_service_mesh": "a mesh can have public gateways",
    "alicloud_servicemesh_": "a mesh can have public gateways",
    "alicloud_ackone_": "a cluster can have a public API server",
    "alicloud_privatelink_": "a PrivateLink service admits other VPCs",
    "alicloud_eipanycast_": "an Anycast EIP publishes what it is attached to",
    "alicloud_ens_": "an edge instance, group or load balancer of ENS",
    "alicloud_gwlb_": "a gateway load balancer diverts traffic",
    "alicloud_simple_application_server_": "a simple application server always has a public IP",
    "alicloud_simpleapplicationserver_": "a simple application server always has a public IP",
    "alicloud_bastionhost_instance": "a bastion host can have a public address",
    "alicloud_yundun_": "a bastion host or audit instance can have a public address",
    "alicloud_ecd_": "a cloud desktop can have internet access",
    "alicloud_eds_": "a cloud desktop can have internet access",
    "alicloud_emr": "an EMR cluster can have public nodes",
    "alicloud_ehpc_": "an E-HPC cluster can have public nodes",
    "alicloud_alikafka_instance": "a Kafka instance can have a public endpoint",
    "alicloud_rocketmq_instance": "a RocketMQ instance can have a public endpoint",
    "alicloud_rocketmq_rocket_mqinstance": "a RocketMQ instance can have a public endpoint",
    "alicloud_amqp_instance": "a RabbitMQ instance can have a public endpoint",
    "alicloud_elasticsearch_instance": "an Elasticsearch instance can have public endpoints",
    "alicloud_polardb_": "a PolarDB cluster can have public endpoints",
    "alicloud_gpdb_": "an AnalyticDB instance can have public endpoints",
    "alicloud_adb_": "an AnalyticDB cluster can have public endpoints",
    "alicloud_click_house_": "a ClickHouse cluster can have public endpoints",
    "alicloud_clickhouse": "a ClickHouse cluster can have public endpoints",
    "alicloud_hbase_": "an HBase cluster can have public endpoints",
    "alicloud_lindorm_": "a Lindorm instance can have public endpoints",
    "alicloud_redis_tair_instance": "a Tair instance can have a public endpoint",
    "alicloud_cassandra_": "a Cassandra cluster can have public endpoints",
    "alicloud_selectdb_": "a SelectDB instance can have public endpoints",
    "alicloud_star_rocks_": "a StarRocks instance can have public endpoints",
    "alicloud_starrocks_": "a StarRocks instance can have public endpoints",
    "alicloud_hologram_": "a Hologres instance can have a public endpoint",
    "alicloud_graph_database_": "a graph database can have a public endpoint",
    "alicloud_graphdatabase_": "a graph database can have a public endpoint",
    "alicloud_drds_": "a PolarDB-X instance can have a public endpoint",
    "alicloud_cddc_": "a dedicated database host can have a public address",
    "alicloud_database_gateway": "a database gateway reaches into networks",
    "alicloud_databasegateway": "a database gateway reaches into networks",
    "alicloud_compute_nest_": "a Compute Nest service builds instances of its own",
    "alicloud_pai_service": "a PAI service can have a public endpoint",
    "alicloud_auto_provisioning_group": "builds instances from a launch template",
    "alicloud_ecs_auto_provisioning_group": "builds instances from a launch template",
    "alicloud_ecs_instance_set": "builds instances that are not resources of their own",
    "alicloud_ecs_ecs_instance_set": "builds instances that are not resources of their own",
    "alicloud_ecs_network_interface_permission": "lets another account attach an interface",
    "alicloud_ecs_ecs_network_interface_permission": "lets another account attach an interface",
    "alicloud_eip_segment_address": "a run of EIPs whose associations are not followed",
    "alicloud_ecs_eip_segment_address": "a run of EIPs whose associations are not followed",
    "alicloud_eip_anycast": "an Anycast EIP publishes what it is attached to",
    "alicloud_ros_": "a ROS stack builds resources of its own",
    "alicloud_vpc_public_ip_address_pool_cidr_block": "",
    "alicloud_vpc_vpc_route_entry": "a route entry of the newer kind is not followed",
    "alicloud_vpc_route_entry": "a route entry of the newer kind is not followed",
    "alicloud_vpc_v_pcroute_entry": "a route entry of the newer kind is not followed",
    "alicloud_vpc_ipv4_gateway": "an IPv4 gateway decides which vswitches reach the internet",
    "alicloud_vpc_gateway_route_table_attachment": "a gateway route table steers traffic that comes in",
    "alicloud_vpc_gateway_endpoint": "",
    "alicloud_db_read_write_splitting_connection": "a read/write splitting address can be public",
    "alicloud_rds_read_write_splitting_connection": "a read/write splitting address can be public",
    "alicloud_rds_db_proxy": "a database proxy can have a public address",
    "alicloud_rds_rds_db_proxy": "a database proxy can have a public address",
    "alicloud_rds_db_instance_endpoint": "a database endpoint can be public",
    "alicloud_rds_custom": "an RDS Custom node can have a public address",
    "alicloud_rds_ai_instance": "an RDS AI application can have a public address",
    "alicloud_rds_clone_db_instance": "a cloned database with an address list of its own",
    "alicloud_rds_rds_clone_db_instance": "a cloned database with an address list of its own",
    "alicloud_rds_ddr_instance": "a restored database with an address list of its own",
    "alicloud_rds_upgrade_db_instance": "an upgraded database with an address list of its own",
    "alicloud_rds_rds_upgrade_db_instance": "an upgraded database with an address list of its own",
    "alicloud_rds_whitelist_template": "an address list shared by databases",
    "alicloud_mongodb_serverless_instance": "a serverless MongoDB with an address list of its own",
    "alicloud_mongodb_global_security_ip_group": "an address list shared by databases",
    "alicloud_ess_attachment": "attaches instances to a scaling group's balancers",
    "alicloud_ess_alb_server_group_attachment": "attaches a scaling group to a balancer",
    "alicloud_ess_server_group_attachment": "attaches a scaling group to a balancer",
    "alicloud_ess_scaling_group_vserver_groups": "attaches a scaling group to a balancer",
    "alicloud_ess_scaling_group_v_server_groups": "attaches a scaling group to a balancer",
    "kubernetes:core/v1:Service": "a Service of type LoadBalancer builds a balancer of its own",
    "kubernetes:networking.k8s.io/v1:Ingress": "an Ingress builds a balancer of its own",
    "kubernetes_service": "a Service of type LoadBalancer builds a balancer of its own",
    "kubernetes_ingress": "an Ingress builds a balancer of its own",
}
"""Start of a type -> why it matters; the longest start that fits decides, an empty reason means harmless."""

WATCHED = (
    "alicloud_alb_",
    "alicloud_nlb_",
    "alicloud_slb_",
    "alicloud_eip_",
    "alicloud_security_group",
    "alicloud_network_acl",
    "alicloud_network_interface",
    "alicloud_forward_entry",
    "alicloud_nat_",
)
"""Families that decide about exposure: a type of theirs in neither table is news, and said."""

HARMLESS = frozenset(
    {
        "alicloud_alb_a_script",
        "alicloud_alb_ascript",
        "alicloud_alb_health_check_template",
        "alicloud_alb_listener_additional_certificate_attachment",
        "alicloud_alb_load_balancer_access_log_config_attachment",
        "alicloud_alb_load_balancer_common_bandwidth_package_attachment",
        "alicloud_alb_load_balancer_zone_shifted_attachment",
        "alicloud_alb_security_policy",
        "alicloud_nlb_hd_monitor_region_config",
        "alicloud_nlb_listener_additional_certificate_attachment",
        "alicloud_nlb_load_balancer_zone_shifted_attachment",
        "alicloud_nlb_loadbalancer_common_bandwidth_package_attachment",
        "alicloud_nlb_security_policy",
        "alicloud_slb_ca_certificate",
        "alicloud_slb_domain_extension",
        "alicloud_slb_server_certificate",
        "alicloud_slb_tls_cipher_policy",
    }
)


HARMLESS_ENDS = (
    "_account",
    "_account_privilege",
    "_backup",
    "_backup_policy",
    "_database",
    "_kubernetes_permission",
    "_kubernetes_permissions",
    "_namespace",
    "_parameter_group",
)
"""Parts of a service that open nothing, whatever the service is."""


@lru_cache(maxsize=4096)
def why_it_touches(kind: str) -> str:
    """Why a resource of this Terraform type touches exposure without being modelled; "" when it does not.

    >>> why_it_touches("alicloud_cdn_domain_new"), why_it_touches("alicloud_instance")
    ('a CDN domain publishes its origin', '')
    """
    if kind in MODELLED or kind in HARMLESS or kind.endswith(HARMLESS_ENDS):
        return ""
    starts = [start for start in TOUCHING if kind.startswith(start)]
    if starts:
        return TOUCHING[max(starts, key=len)]
    return "a type that yett does not know yet" if kind.startswith(WATCHED) else ""
