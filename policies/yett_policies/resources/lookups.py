"""What a data source can name, so that to look up a zone never makes a security group doubtful."""

import re
from typing import NamedTuple

from . import kinds

_NOTHING = re.compile(
    r"alicloud_(?:\w*zones|\w*regions|\w*images|\w*instance_types|\w*instance_type_families|\w*instance_classes"
    r"|account|caller_identity|resource_manager_\w+|ram_\w+|kms_\w+|oss_\w+|\w*key_pairs|\w*dns_\w+|pvtz_\w+"
    r"|cas_\w+|slb_\w*certificates|market_\w+|\w+_service|\w+_versions?)"
)
"""Data sources that tell of a region, an account or a key, and never the id of a part of a network."""
_AROUND = kinds.VPC + kinds.VSWITCH + kinds.ROUTE_TABLE
_NAMES = {
    "alicloud_vpcs": (kinds.VPC, _AROUND),
    "alicloud_vswitches": (kinds.VSWITCH, _AROUND),
    "alicloud_route_tables": (kinds.ROUTE_TABLE, _AROUND),
    "alicloud_nat_gateways": (kinds.NAT, _AROUND + kinds.EIP),
    "alicloud_eips": (kinds.EIP, kinds.EIP_TARGET),
    "alicloud_eip_addresses": (kinds.EIP, kinds.EIP_TARGET),
    "alicloud_slbs": (kinds.CLB, _AROUND),
    "alicloud_slb_load_balancers": (kinds.CLB, _AROUND),
    "alicloud_security_groups": (kinds.GROUP, _AROUND),
    "alicloud_vpc_peer_connections": (kinds.PEERING + kinds.ACCEPTER, _AROUND),
}
"""Data source -> what it is asked for, and what else its answer names; any other may name anything."""


class Lookup(NamedTuple):
    """A data source by its type; one asked for ids, and for nothing else, answers with no other."""

    type: str
    is_by_id: bool = False


def can_name(lookup: Lookup, types: tuple[str, ...]) -> bool:
    """Whether a data source can be where an id of one of these types comes from.

    >>> can_name(Lookup("alicloud_zones"), kinds.GROUP), can_name(Lookup("alicloud_instances"), kinds.GROUP)
    (False, True)
    """
    if _NOTHING.fullmatch(lookup.type):
        return False
    known = _NAMES.get(lookup.type)
    if known is None:
        return True
    asked, others = known
    return not {*others, *(() if lookup.is_by_id else asked)}.isdisjoint(types)
