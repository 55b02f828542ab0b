"""VPCs, vswitches, EIPs, NAT gateways, HA VIPs, IPv6 addresses and network ACLs of a live account."""

from collections.abc import Iterable, Iterator
from typing import Any

from yett_policies.resources import Resource

from ..cloud_api import CloudApi
from .routes import every_table, is_system, route_tables
from .words import Item, listed, lower, resource


def networks(api: CloudApi) -> Iterator[Resource]:
    """Every VPC and every route table; a VPC does not say which table is its own."""
    tables = tuple(every_table(api))
    yield from vpcs(api, tables)
    yield from route_tables(api, tables)


def vpcs(api: CloudApi, tables: Iterable[Item]) -> Iterator[Resource]:
    """Every VPC with all of its blocks, and the id of its own route table."""
    own = {one["VpcId"]: one["RouteTableId"] for one in tables if is_system(one)}
    for one in api.listed("Vpc", "DescribeVpcs", "Vpcs.Vpc"):
        more = listed(one, "SecondaryCidrBlocks", "SecondaryCidrBlock")
        blocks = {"cidr_block": one["CidrBlock"], "ipv6_cidr_block": one.get("Ipv6CidrBlock") or None}
        table = {"route_table_id": own.get(one["VpcId"])}
        yield resource("alicloud_vpc", one["VpcId"], one.get("VpcName"), **blocks, secondary_cidr_blocks=more, **table)


def vswitches(api: CloudApi) -> Iterator[Resource]:
    """Every vswitch."""
    for one in api.listed("Vpc", "DescribeVSwitches", "VSwitches.VSwitch"):
        blocks = {"cidr_block": one["CidrBlock"], "ipv6_cidr_block": one.get("Ipv6CidrBlock") or None}
        yield resource("alicloud_vswitch", one["VSwitchId"], one.get("VSwitchName"), vpc_id=one["VpcId"], **blocks)


def eips(api: CloudApi) -> Iterator[Resource]:
    """Every EIP, and what it is bound to as an association of its own."""
    for one in api.listed("Vpc", "DescribeEipAddresses", "EipAddresses.EipAddress"):
        ident = one["AllocationId"]
        yield resource("alicloud_eip_address", ident, one.get("Name"), ip_address=one["IpAddress"])
        if target := one.get("InstanceId"):
            bound = {"allocation_id": ident, "instance_id": target, "instance_type": one.get("InstanceType")}
            mode = one.get("Mode") or one.get("BindMode")
            where = {"mode": mode, "vpc_id": one.get("VpcId") or None}
            yield resource("alicloud_eip_association", f"{ident}:{target}", one.get("Name"), **bound, **where)


def nat_gateways(api: CloudApi) -> Iterator[Resource]:
    """Every NAT gateway with the forward and SNAT entries of its tables."""
    for one in api.listed("Vpc", "DescribeNatGateways", "NatGateways.NatGateway"):
        inward = listed(one, "ForwardTableIds", "ForwardTableId")
        outward = listed(one, "SnatTableIds", "SnatTableId")
        values = {
            "vpc_id": one["VpcId"],
            "network_type": lower(one, "NetworkType"),
            "forward_table_ids": ",".join(inward),
            "snat_table_ids": ",".join(outward),
            "vswitch_id": (one.get("NatGatewayPrivateInfo") or {}).get("VswitchId"),
        }
        yield resource("alicloud_nat_gateway", one["NatGatewayId"], one.get("Name"), **values)
        for table in inward:
            yield from _forward_entries(api, table)
        for table in outward:
            yield from _snat_entries(api, table)


def _forward_entries(api: CloudApi, table: str) -> Iterator[Resource]:
    path = "ForwardTableEntries.ForwardTableEntry"
    for one in api.listed("Vpc", "DescribeForwardTableEntries", path, ForwardTableId=table):
        yield resource(
            "alicloud_forward_entry",
            one["ForwardEntryId"],
            one.get("ForwardEntryName"),
            forward_table_id=table,
            external_ip=one["ExternalIp"],
            external_port=lower(one, "ExternalPort"),
            ip_protocol=lower(one, "IpProtocol"),
            internal_ip=one["InternalIp"],
            internal_port=lower(one, "InternalPort"),
        )


def _snat_entries(api: CloudApi, table: str) -> Iterator[Resource]:
    for one in api.listed("Vpc", "DescribeSnatTableEntries", "SnatTableEntries.SnatTableEntry", SnatTableId=table):
        vswitch = one.get("SourceVSwitchId") or None
        yield resource(
            "alicloud_snat_entry",
            one["SnatEntryId"],
            one.get("SnatEntryName"),
            snat_table_id=table,
            snat_ip=one["SnatIp"],
            source_vswitch_id=vswitch,
            source_cidr=None if vswitch else one.get("SourceCIDR"),
        )


def ha_vips(api: CloudApi) -> Iterator[Resource]:
    """Every HA VIP, and each instance that may hold it."""
    for one in api.listed("Vpc", "DescribeHaVips", "HaVips.HaVip"):
        ident = one["HaVipId"]
        place = {"vswitch_id": one.get("VSwitchId"), "ip_address": one.get("IpAddress")}
        yield resource("alicloud_havip", ident, one.get("Name"), **place)
        for host in listed(one, "AssociatedInstances", "associatedInstance"):
            yield resource("alicloud_havip_attachment", f"{ident}:{host}", "", ha_vip_id=ident, instance_id=host)


def ipv6_addresses(api: CloudApi) -> Iterator[Resource]:
    """Every IPv6 gateway, every IPv6 address, and the public bandwidth of those that have any."""
    for one in api.listed("Vpc", "DescribeIpv6Gateways", "Ipv6Gateways.Ipv6Gateway"):
        yield resource("alicloud_vpc_ipv6_gateway", one["Ipv6GatewayId"], one.get("Name"), vpc_id=one["VpcId"])
    for one in api.listed("Vpc", "DescribeIpv6Addresses", "Ipv6Addresses.Ipv6Address"):
        ident = one["Ipv6AddressId"]
        place = {"vswitch_id": one.get("VSwitchId"), "ipv6_address": one["Ipv6Address"]}
        yield resource("alicloud_vpc_ipv6_address", ident, one.get("Ipv6AddressName"), **place)
        bandwidth = one.get("Ipv6InternetBandwidth") or {}
        if bandwidth.get("Ipv6InternetBandwidthId"):
            values = {"ipv6_address_id": ident, "ipv6_gateway_id": one.get("Ipv6GatewayId")}
            yield resource("alicloud_vpc_ipv6_internet_bandwidth", bandwidth["Ipv6InternetBandwidthId"], "", **values)


def network_acls(api: CloudApi) -> Iterator[Resource]:
    """Every network ACL with its rows and the vswitches that it guards."""
    for one in api.listed("Vpc", "DescribeNetworkAcls", "NetworkAcls.NetworkAcl"):
        body = api.read("Vpc", "DescribeNetworkAclAttributes", NetworkAclId=one["NetworkAclId"])
        found = body.get("NetworkAclAttribute") or {}
        bound = [
            {"resource_id": r["ResourceId"], "resource_type": r.get("ResourceType")}
            for r in listed(found, "Resources", "Resource")
        ]
        yield resource(
            "alicloud_network_acl",
            one["NetworkAclId"],
            found.get("NetworkAclName"),
            vpc_id=found.get("VpcId"),
            ingress_acl_entries=_rows(found, "Ingress", ("SourceCidrIp", "source_cidr_ip")),
            egress_acl_entries=_rows(found, "Egress", ("DestinationCidrIp", "destination_cidr_ip")),
            resources=bound,
        )


def _rows(found: Item, direction: str, peer: tuple[str, str]) -> list[dict[str, Any]]:
    theirs, ours = peer
    return [
        {
            "network_acl_entry_name": row.get("NetworkAclEntryName"),
            "policy": lower(row, "Policy"),
            "protocol": lower(row, "Protocol"),
            "port": row.get("Port"),
            ours: row.get(theirs),
        }
        for row in listed(found, f"{direction}AclEntries", f"{direction}AclEntry")
    ]
