"""Which Pulumi token is which Terraform type, so that both read as one language."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path

TOKENS = {
    "alicloud:alb/acl:Acl": "alicloud_alb_acl",
    "alicloud:alb/aclEntryAttachment:AclEntryAttachment": "alicloud_alb_acl_entry_attachment",
    "alicloud:alb/listener:Listener": "alicloud_alb_listener",
    "alicloud:alb/listenerAclAttachment:ListenerAclAttachment": "alicloud_alb_listener_acl_attachment",
    "alicloud:alb/loadBalancer:LoadBalancer": "alicloud_alb_load_balancer",
    "alicloud:alb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment": (
        "alicloud_alb_load_balancer_security_group_attachment"
    ),
    "alicloud:alb/rule:Rule": "alicloud_alb_rule",
    "alicloud:alb/serverGroup:ServerGroup": "alicloud_alb_server_group",
    "alicloud:eci/containerGroup:ContainerGroup": "alicloud_eci_container_group",
    "alicloud:ecs/ecsLaunchTemplate:EcsLaunchTemplate": "alicloud_ecs_launch_template",
    "alicloud:ecs/ecsNetworkInterface:EcsNetworkInterface": "alicloud_ecs_network_interface",
    "alicloud:ecs/ecsNetworkInterfaceAttachment:EcsNetworkInterfaceAttachment": (
        "alicloud_ecs_network_interface_attachment"
    ),
    "alicloud:ecs/ecsPrefixList:EcsPrefixList": "alicloud_ecs_prefix_list",
    "alicloud:ecs/eip:Eip": "alicloud_eip",
    "alicloud:ecs/eipAddress:EipAddress": "alicloud_eip_address",
    "alicloud:ecs/eipAssociation:EipAssociation": "alicloud_eip_association",
    "alicloud:ecs/instance:Instance": "alicloud_instance",
    "alicloud:ecs/launchTemplate:LaunchTemplate": "alicloud_launch_template",
    "alicloud:ecs/securityGroup:SecurityGroup": "alicloud_security_group",
    "alicloud:ecs/securityGroupRule:SecurityGroupRule": "alicloud_security_group_rule",
    "alicloud:ess/albServerGroupAttachment:AlbServerGroupAttachment": "alicloud_ess_alb_server_group_attachment",
    "alicloud:ess/attachment:Attachment": "alicloud_ess_attachment",
    "alicloud:ess/eciScalingConfiguration:EciScalingConfiguration": "alicloud_ess_eci_scaling_configuration",
    "alicloud:ess/scalingConfiguration:ScalingConfiguration": "alicloud_ess_scaling_configuration",
    "alicloud:ess/scalingGroup:ScalingGroup": "alicloud_ess_scaling_group",
    "alicloud:ess/scalingGroupVServerGroups:ScalingGroupVServerGroups": "alicloud_ess_scalinggroup_vserver_groups",
    "alicloud:ess/serverGroupAttachment:ServerGroupAttachment": "alicloud_ess_server_group_attachment",
    "alicloud:kvstore/connection:Connection": "alicloud_kvstore_connection",
    "alicloud:kvstore/instance:Instance": "alicloud_kvstore_instance",
    "alicloud:mongodb/instance:Instance": "alicloud_mongodb_instance",
    "alicloud:mongodb/publicNetworkAddress:PublicNetworkAddress": "alicloud_mongodb_public_network_address",
    "alicloud:mongodb/shardingInstance:ShardingInstance": "alicloud_mongodb_sharding_instance",
    "alicloud:mongodb/shardingNetworkPublicAddress:ShardingNetworkPublicAddress": (
        "alicloud_mongodb_sharding_network_public_address"
    ),
    "alicloud:nlb/listener:Listener": "alicloud_nlb_listener",
    "alicloud:nlb/loadBalancer:LoadBalancer": "alicloud_nlb_load_balancer",
    "alicloud:nlb/loadBalancerSecurityGroupAttachment:LoadBalancerSecurityGroupAttachment": (
        "alicloud_nlb_load_balancer_security_group_attachment"
    ),
    "alicloud:nlb/serverGroup:ServerGroup": "alicloud_nlb_server_group",
    "alicloud:nlb/serverGroupServerAttachment:ServerGroupServerAttachment": (
        "alicloud_nlb_server_group_server_attachment"
    ),
    "alicloud:rds/connection:Connection": "alicloud_db_connection",
    "alicloud:rds/instance:Instance": "alicloud_db_instance",
    "alicloud:rds/readOnlyInstance:ReadOnlyInstance": "alicloud_db_readonly_instance",
    "alicloud:redis/tairInstance:TairInstance": "alicloud_redis_tair_instance",
    "alicloud:slb/acl:Acl": "alicloud_slb_acl",
    "alicloud:slb/aclEntryAttachment:AclEntryAttachment": "alicloud_slb_acl_entry_attachment",
    "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer": "alicloud_slb_load_balancer",
    "alicloud:slb/attachment:Attachment": "alicloud_slb_attachment",
    "alicloud:slb/backendServer:BackendServer": "alicloud_slb_backend_server",
    "alicloud:slb/listener:Listener": "alicloud_slb_listener",
    "alicloud:slb/loadBalancer:LoadBalancer": "alicloud_slb",
    "alicloud:slb/masterSlaveServerGroup:MasterSlaveServerGroup": "alicloud_slb_master_slave_server_group",
    "alicloud:slb/rule:Rule": "alicloud_slb_rule",
    "alicloud:slb/serverGroup:ServerGroup": "alicloud_slb_server_group",
    "alicloud:slb/serverGroupServerAttachment:ServerGroupServerAttachment": (
        "alicloud_slb_server_group_server_attachment"
    ),
    "alicloud:vpc/forwardEntry:ForwardEntry": "alicloud_forward_entry",
    "alicloud:vpc/hAVip:HAVip": "alicloud_havip",
    "alicloud:vpc/hAVipAttachment:HAVipAttachment": "alicloud_havip_attachment",
    "alicloud:vpc/haVipv2:HaVipv2": "alicloud_vpc_ha_vip",
    "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock": "alicloud_vpc_ipv4_cidr_block",
    "alicloud:vpc/ipv4Gateway:Ipv4Gateway": "alicloud_vpc_ipv4_gateway",
    "alicloud:vpc/ipv6Address:Ipv6Address": "alicloud_vpc_ipv6_address",
    "alicloud:vpc/ipv6CidrBlock:Ipv6CidrBlock": "alicloud_vpc_ipv6_cidr_block",
    "alicloud:vpc/ipv6Gateway:Ipv6Gateway": "alicloud_vpc_ipv6_gateway",
    "alicloud:vpc/ipv6InternetBandwidth:Ipv6InternetBandwidth": "alicloud_vpc_ipv6_internet_bandwidth",
    "alicloud:vpc/natGateway:NatGateway": "alicloud_nat_gateway",
    "alicloud:vpc/network:Network": "alicloud_vpc",
    "alicloud:vpc/networkAcl:NetworkAcl": "alicloud_network_acl",
    "alicloud:vpc/networkAclAttachment:NetworkAclAttachment": "alicloud_network_acl_attachment",
    "alicloud:vpc/networkAclEntries:NetworkAclEntries": "alicloud_network_acl_entries",
    "alicloud:vpc/networkInterface:NetworkInterface": "alicloud_network_interface",
    "alicloud:vpc/networkInterfaceAttachment:NetworkInterfaceAttachment": "alicloud_network_interface_attachment",
    "alicloud:vpc/peerConnection:PeerConnection": "alicloud_vpc_peer_connection",
    "alicloud:vpc/peerConnectionAccepter:PeerConnectionAccepter": "alicloud_vpc_peer_connection_accepter",
    "alicloud:vpc/prefixList:PrefixList": "alicloud_vpc_prefix_list",
    "alicloud:vpc/routeEntry:RouteEntry": "alicloud_route_entry",
    "alicloud:vpc/routeTable:RouteTable": "alicloud_route_table",
    "alicloud:vpc/routeTableAttachment:RouteTableAttachment": "alicloud_route_table_attachment",
    "alicloud:vpc/snatEntry:SnatEntry": "alicloud_snat_entry",
    "alicloud:vpc/subnet:Subnet": "alicloud_subnet",
    "alicloud:vpc/switch:Switch": "alicloud_vswitch",
    "alicloud:vpc/vPCRouteEntry:VPCRouteEntry": "alicloud_vpc_route_entry",
    "alicloud:vpc/vpcNetworkAclAttachment:VpcNetworkAclAttachment": "alicloud_vpc_network_acl_attachment",
}
"""Pulumi token -> Terraform type, for every type that yett models."""

MODELLED = frozenset(TOKENS.values())

PROVIDER = "alicloud_"
"""How the name of every type of the provider begins; all of them are read, modelled or not: rules ask for more."""

RENAMED = {
    ("alicloud_slb_acl", "entry_lists"): "entry_list",
    ("alicloud_ess_scaling_group", "alb_server_groups"): "alb_server_group",
    ("alicloud_network_acl_entries", "ingresses"): "ingress",
    ("alicloud_network_acl_entries", "egresses"): "egress",
    ("alicloud_ecs_prefix_list", "entries"): "entry",
    ("alicloud_mongodb_instance", "security_ip_lists"): "security_ip_list",
    ("alicloud_mongodb_sharding_instance", "security_ip_lists"): "security_ip_list",
}
"""Where Pulumi's name is not the Terraform word in camelCase (it makes plurals)."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


ODD_FILE = Path(__file__).parent / "odd_tokens.json"
"""Tokens whose Terraform type cannot be told from them: `python -m tests.snapshot.odd_tokens` writes it."""


@cache
def odd_types() -> dict[str, str]:
    """Token -> Terraform type, for those."""
    return dict(json.loads(ODD_FILE.read_text()))


@lru_cache(maxsize=4096)
def terraform_type(token: str) -> str:
    """The Terraform type of a Pulumi token; a token that yett has never seen gets its likely name.

    >>> terraform_type("alicloud:ecs/eip:Eip"), terraform_type("alicloud:ga/ipSet:IpSet")
    ('alicloud_eip', 'alicloud_ga_ip_set')
    >>> terraform_type("alicloud:actiontrail/trailDeprecated:TrailDeprecated")
    'alicloud_actiontrail'
    """
    return TOKENS.get(token) or odd_types().get(token) or likely_type(token)


def likely_type(token: str) -> str:
    """What Terraform calls a token, by the bridge's habits."""
    package, _, rest = token.partition(":")
    module, _, last = rest.partition(":")
    if package != "alicloud" or not last:
        return token
    return f"alicloud_{module.partition('/')[0]}_{snake(last)}"


@lru_cache(maxsize=4096)
def snake(camel: str) -> str:
    """camelCase in snake_case: `ipv6CidrIp` -> `ipv6_cidr_ip`.

    >>> snake("ipv6CidrIp"), snake("internetMaxBandwidthOut"), snake("vpc_id")
    ('ipv6_cidr_ip', 'internet_max_bandwidth_out', 'vpc_id')
    """
    return _HUMP.sub("_", camel).lower()


def camel(word: str) -> str:
    """A Terraform name as Pulumi writes it.

    >>> camel("nic_type"), camel("tags")
    ('nicType', 'tags')
    """
    first, *others = word.split("_")
    return first + "".join(other.title() for other in others)


class Words(dict[str, str]):
    """Pulumi property -> Terraform name, of one Terraform type; "" for keys of the engine's own."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, camel: str) -> str:
        found = self[camel] = "" if camel.startswith("__") else terraform_word(self._kind, camel)
        return found


words_of = lru_cache(maxsize=4096)(Words)
"""One table for a type, as a stack has thousands of resources of it."""


@lru_cache(maxsize=8192)
def terraform_word(kind: str, camel: str) -> str:
    """The Terraform name of one Pulumi property of one Terraform type."""
    word = snake(camel)
    return RENAMED.get((kind, word), word)
