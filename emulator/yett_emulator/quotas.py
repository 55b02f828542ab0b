"""How many of a thing an account may have: `check_quota(call, "vpcs", have)` refuses the one too many.

Sources: help.aliyun.com, VPC, EIP, NAT gateway, security group and CLB limits pages; a test or a user sets other
numbers with `POST /_yett/quotas {"vpcs": 2}`.
"""

from yett_emulator.call import Call
from yett_emulator.errors import CloudError

DEFAULTS = {
    "vpcs": 10,
    "dhcp_options_sets": 10,
    "vswitches_per_vpc": 150,
    "secondary_cidrs_per_vpc": 5,
    "route_tables_per_vpc": 10,
    "route_entries_per_table": 200,
    "nat_gateways_per_vpc": 5,
    "forward_entries_per_table": 100,
    "snat_entries_per_table": 40,
    "eips": 20,
    "bandwidth_packages": 20,
    "eips_per_bandwidth_package": 100,
    "network_acls_per_vpc": 200,
    "network_acl_entries": 100,
    "flow_logs": 10,
    "peer_connections_per_vpc": 10,
    "ha_vips": 50,
    "vpc_prefix_lists": 10,
}


def quota(call: Call, name: str, default: int = 0) -> int:
    """The limit in force; `default` serves the names that a product keeps to itself."""
    return call.settings.quotas.get(name, DEFAULTS.get(name, default))


def check_quota(call: Call, name: str, have: int, code: str, default: int = 0) -> None:
    """Refuse when there are already as many as the quota allows."""
    limit = quota(call, name, default)
    if have >= limit:
        raise CloudError(code, f"The quota {name} is exceeded: there are {have} of at most {limit}.")
