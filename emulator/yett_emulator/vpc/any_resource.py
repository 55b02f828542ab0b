"""What is done to VPC resources of any kind: tags, resource groups, deletion protection; regions and zones."""

from yett_emulator import tags
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import invalid, not_found
from yett_emulator.paging import tokened
from yett_emulator.regions import REGIONS, zone_ids
from yett_emulator.vpc.common import update

KINDS = {
    "VPC": "vpc",
    "VSWITCH": "vswitch",
    "ROUTETABLE": "route_table",
    "EIP": "eip",
    "NATGATEWAY": "nat_gateway",
    "COMMONBANDWIDTHPACKAGE": "bandwidth_package",
    "NETWORKACL": "network_acl",
    "FLOWLOG": "flow_log",
    "HAVIP": "ha_vip",
    "IPV4GATEWAY": "ipv4_gateway",
    "IPV6GATEWAY": "ipv6_gateway",
    "PEERCONNECTION": "peer_connection",
    "PREFIXLIST": "vpc_prefix_list",
    "DHCPOPTIONSSET": "dhcp_options_set",
    "GATEWAYENDPOINT": "gateway_endpoint",
    "PUBLICIPADDRESSPOOL": "public_ip_pool",
    "TRAFFICMIRRORFILTER": "mirror_filter",
    "TRAFFICMIRRORSESSION": "mirror_session",
    "VSWITCHCIDRRESERVATION": "cidr_reservation",
}
"""ResourceType in capitals -> kind of record."""
SHORT = {"NATGW": "nat_gateway", "CBWP": "bandwidth_package", "EIP": "eip"}
"""Type of DeletionProtection -> kind."""


def kind_of(call: Call) -> str:
    wanted = call.required("ResourceType").upper().replace("_", "")
    if wanted not in KINDS:
        raise invalid("ResourceType", call.text("ResourceType"), ", ".join(KINDS))
    return KINDS[wanted]


def check_ids(call: Call, kind: str) -> None:
    call.listed("ResourceId")
    for key in call.names("ResourceId"):
        if call.store.get(kind, key) is None:
            raise not_found("InvalidResourceId.NotFound", kind.replace("_", " "), key)


def tag_resources(call: Call) -> Answer:
    check_ids(call, kind_of(call))
    call.listed("Tag")
    tags.tag_resources(call)
    return {}


def untag_resources(call: Call) -> Answer:
    check_ids(call, kind_of(call))
    tags.untag_resources(call)
    return {}


def list_tag_resources(call: Call) -> Answer:
    """Tags of the named resources, or of all of the type that carry the wanted tags."""
    kind, wanted = kind_of(call), tags.given_tags(call)
    every = (key for key in tags.every_tagged(call.store) if call.store.get(kind, key))
    keys = [key for key in call.names("ResourceId") or every if tags.has_tags(call.store, key, wanted)]
    rows = [row for key in keys for row in tags.tag_rows(call, key)]
    page, about = tokened(call, rows)
    return {"TagResources": {"TagResource": page}, "NextToken": about["NextToken"]}


def move_resource_group(call: Call) -> Answer:
    kind, key = kind_of(call), call.required("ResourceId")
    group = call.required("NewResourceGroupId")
    check_ids(call, kind)
    update(call.store, kind, key, {"ResourceGroupId": group})
    return {}


def deletion_protection(call: Call) -> Answer:
    call.required("Type")
    kind = SHORT[call.choice("Type", tuple(SHORT))]
    key = call.required("InstanceId")
    if call.store.get(kind, key) is None:
        raise not_found("InvalidInstanceId.NotFound", kind.replace("_", " "), key)
    call.required("ProtectionEnable")
    update(call.store, kind, key, {"DeletionProtection": call.flag("ProtectionEnable")})
    return {}


def describe_regions(call: Call) -> Answer:
    endpoint = call.settings.endpoint
    rows = [{"RegionId": key, "LocalName": name, "RegionEndpoint": endpoint} for key, (name, _) in REGIONS.items()]
    return {"Regions": {"Region": rows}}


def describe_zones(call: Call) -> Answer:
    rows = [
        {"ZoneId": zone, "LocalName": f"Zone {zone[-1].upper()}", "ZoneType": "AvailabilityZone"}
        for zone in zone_ids(call.region)
    ]
    return {"Zones": {"Zone": rows}}


def list_nat_zones(call: Call) -> Answer:
    """Zones that sell enhanced NAT gateways: every one (the action is spelt so in the cloud)."""
    return {"Zones": [{"ZoneId": zone, "LocalName": zone} for zone in zone_ids(call.region)]}


OPERATIONS: dict[str, Operation] = {
    "TagResources": tag_resources,
    "UnTagResources": untag_resources,
    "UntagResources": untag_resources,
    "ListTagResources": list_tag_resources,
    "MoveResourceGroup": move_resource_group,
    "DeletionProtection": deletion_protection,
    "DescribeRegions": describe_regions,
    "DescribeZones": describe_zones,
    "ListEnhanhcedNatGatewayAvailableZones": list_nat_zones,
}
