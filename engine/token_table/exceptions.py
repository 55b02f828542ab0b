"""Tokens that names and properties do not tell: twins with the same properties, and names with a history."""

RESOURCES = {
    "alicloud_cdn_domain": "alicloud:cdn/domain:Domain",  # its successor took the newer properties along
    "alicloud_havip": "alicloud:vpc/hAVip:HAVip",
    "alicloud_vpc_ha_vip": "alicloud:vpc/haVipv2:HaVipv2",
    "alicloud_slb": "alicloud:slb/loadBalancer:LoadBalancer",
    "alicloud_slb_load_balancer": "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",  # sic
}

DATA_SOURCES = {
    "alicloud_alikafka_instances": "alicloud:actiontrail/getInstances:getInstances",  # sic
    "alicloud_cr_ee_instances": "alicloud:cs/getRegistryEnterpriseInstances:getRegistryEnterpriseInstances",
    "alicloud_slbs": "alicloud:slb/getLoadBalancers:getLoadBalancers",
    "alicloud_slb_load_balancers": "alicloud:slb/getApplicationLoadBalancers:getApplicationLoadBalancers",
    "alicloud_cms_monitor_group_instanceses": "alicloud:cms/getMonitorGroupInstances:getMonitorGroupInstances",
    "alicloud_data_works_service": "alicloud:dataworks/getService:getService",
}
