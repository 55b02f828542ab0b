"""VPCs: a range of private addresses with its system route table."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc import cidrs, route_tables
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    here,
    labels,
    listed,
    matching,
    needed,
    owner,
    refuse_if,
    relabel,
    shown,
    tagged,
    update,
)

NOT_FOUND = "InvalidVpcId.NotFound"
DEPENDENTS = (
    ("vswitch", "DependencyViolation.VSwitch"),
    ("security_group", "DependencyViolation.SecurityGroup"),
    ("nat_gateway", "DependencyViolation.NatGateway"),
    ("network_acl", "DependencyViolation.NetworkAcl"),
    ("ipv6_gateway", "DependencyViolation.Ipv6Gateway"),
    ("ipv4_gateway", "DependencyViolation.Ipv4Gateway"),
    ("gateway_endpoint", "DependencyViolation.GatewayEndpoint"),
)
"""What keeps a VPC from being deleted, and the cloud's code for it."""


def create_vpc(call: Call) -> Answer:
    cidr = str(cidrs.vpc_cidr(call.text("CidrBlock", "172.16.0.0/12")))
    check_quota(call, "vpcs", call.store.total("vpc", RegionId=call.region), "QuotaExceeded.Vpc")
    key, router = new_id("vpc"), new_id("vrt")
    record = new_vpc(call, key, router, cidr)
    put_tags(call.store, key, given_tags(call))
    call.store.insert("vpc", key, record)
    if call.flag("EnableIpv6"):
        enable_ipv6(call, key)
    table = route_tables.make(call, record, "System", "VSwitch", "", "")
    call.later("vpc", key, {"Status": "Available"})
    group = record["ResourceGroupId"]
    return {"VpcId": key, "VRouterId": router, "RouteTableId": table, "ResourceGroupId": group}


def new_vpc(call: Call, key: str, router: str, cidr: str) -> Record:
    return {
        "VpcId": key,
        "CidrBlock": cidr,
        "Status": "Pending",
        "VRouterId": router,
        "IsDefault": False,
        "OwnerId": owner(call),
        "EnabledIpv6": False,
        "Ipv6CidrBlock": "",
        "Ipv6CidrBlocks": {"Ipv6CidrBlock": []},
        "DnsHostnameStatus": dns_status(call),
        "DhcpOptionsSetId": "",
        "DhcpOptionsSetStatus": "",
        "UserCidrs": {"UserCidr": user_cidrs(call)},
        "SecondaryCidrBlocks": {"SecondaryCidrBlock": []},
        **labels(call, VpcName="VpcName", Description="Description"),
        **common_fields(call),
    }


def dns_status(call: Call) -> str:
    return "ENABLED" if call.flag("EnableDnsHostname") else "DISABLED"


def user_cidrs(call: Call) -> list[str]:
    found = [str(cidrs.ipv4(text, "UserCidr")) for text in call.names("UserCidr")]
    refuse_if(len(found) > 3, "InvalidUserCidr.Count", "At most 3 user CIDR blocks are allowed.")
    return found


def enable_ipv6(call: Call, key: str) -> None:
    block = cidrs.next_ipv6_block(call.store)
    row = {"Ipv6CidrBlock": block, "Ipv6Isp": call.text("Ipv6Isp", "BGP")}
    changes = {"EnabledIpv6": True, "Ipv6CidrBlock": block, "Ipv6CidrBlocks": {"Ipv6CidrBlock": [row]}}
    update(call.store, "vpc", key, changes)


def available_vpc(call: Call, key: str) -> Record:
    """A VPC that can be built in."""
    vpc = existing(call.store, "vpc", key, NOT_FOUND)
    refuse_if(vpc["Status"] != "Available", "IncorrectVpcStatus", "Current VPC status does not support this operation.")
    return vpc


def describe_vpc_attribute(call: Call) -> Answer:
    vpc = needed(call, "vpc", "VpcId", NOT_FOUND)
    return {
        **shown(call, vpc, "VpcId"),
        "VSwitchIds": {"VSwitchId": ids(call.store, "vswitch", vpc["VpcId"], "VSwitchId")},
        "CloudResources": {"CloudResourceSetType": cloud_resources(call.store, vpc["VpcId"])},
        "AssociatedCens": {"AssociatedCen": []},
        "AssociatedPropagationSources": {"AssociatedPropagationSources": []},
        "ClassicLinkEnabled": False,
        "Ipv4GatewayId": next(iter(ids(call.store, "ipv4_gateway", vpc["VpcId"], "Ipv4GatewayId")), ""),
        "SupportIpv4Gateway": True,
    }


def ids(store: Store, kind: str, vpc_id: str, field: str) -> list[str]:
    return [str(record[field]) for record in store.find(kind, VpcId=vpc_id)]


def cloud_resources(store: Store, vpc_id: str) -> list[Record]:
    kinds = (("VSwitch", "vswitch"), ("VRouter", "vpc"), ("RouteTable", "route_table"), ("NatGateway", "nat_gateway"))
    counts = ((name, len(store.find(kind, VpcId=vpc_id))) for name, kind in kinds)
    return [{"ResourceType": name, "ResourceCount": count} for name, count in counts if count]


def describe_vpcs(call: Call) -> Answer:
    found = matching(call, here(call, call.store.find("vpc")), VpcId="VpcId", VpcName="VpcName")
    found = matching(call, found, ResourceGroupId="ResourceGroupId", OwnerId="VpcOwnerId")
    if call.has("IsDefault"):
        found = [vpc for vpc in found if vpc["IsDefault"] == call.flag("IsDefault")]
    if call.has("EnableIpv6"):
        found = [vpc for vpc in found if vpc["EnabledIpv6"] == call.flag("EnableIpv6")]
    rows = [summary(call, vpc) for vpc in tagged(call, found, "VpcId")]
    return listed(call, rows, "Vpcs", "Vpc")


def summary(call: Call, vpc: Record) -> Answer:
    key = vpc["VpcId"]
    return shown(
        call,
        vpc,
        "VpcId",
        CenStatus="Detached",
        VSwitchIds={"VSwitchId": ids(call.store, "vswitch", key, "VSwitchId")},
        NatGatewayIds={"NatGatewayIds": ids(call.store, "nat_gateway", key, "NatGatewayId")},
        RouterTableIds={"RouterTableIds": ids(call.store, "route_table", key, "RouteTableId")},
    )


def modify_vpc_attribute(call: Call) -> Answer:
    vpc = needed(call, "vpc", "VpcId", NOT_FOUND)
    key = vpc["VpcId"]
    relabel(call, "vpc", key, VpcName="VpcName", Description="Description")
    if call.text("CidrBlock") not in ("", vpc["CidrBlock"]):
        resize(call, vpc)
    if call.has("EnableDnsHostname"):
        update(call.store, "vpc", key, {"DnsHostnameStatus": dns_status(call)})
    if call.flag("EnableIPv6") and not vpc["EnabledIpv6"]:
        enable_ipv6(call, key)
    return {}


def resize(call: Call, vpc: Record) -> None:
    """Another primary range, as long as every vSwitch still fits."""
    wanted = cidrs.vpc_cidr(call.text("CidrBlock"))
    kept = [wanted, *cidrs.ranges_of(vpc)[1:]]
    if not all(cidrs.is_inside(inner, kept) for inner in cidrs.vswitch_ranges(call.store, vpc["VpcId"])):
        raise CloudError("OperationFailed.CidrInUse", f"A vSwitch of the VPC would lie outside {wanted}.")
    update(call.store, "vpc", vpc["VpcId"], {"CidrBlock": str(wanted)})


def delete_vpc(call: Call) -> Answer:
    key = needed(call, "vpc", "VpcId", NOT_FOUND)["VpcId"]
    for kind, code in DEPENDENTS:
        refuse_if(call.store.find(kind, VpcId=key), code, f"The VPC {key} still has a {kind.replace('_', ' ')} in it.")
    custom = call.store.find("route_table", VpcId=key, RouteTableType="Custom")
    refuse_if(custom, "DependencyViolation.RouteTable", f"The VPC {key} still has a custom route table.")
    peers = call.store.find("peer_connection", _vpc=key) or call.store.find("peer_connection", _accepting=key)
    refuse_if(peers, "DependencyViolation.VpcPeer", f"The VPC {key} still has a peer connection.")
    for table in call.store.find("route_table", VpcId=key):
        route_tables.remove(call.store, table["RouteTableId"])
    drop_tags(call.store, key)
    call.store.delete("vpc", key)
    return {}


def associate_vpc_cidr_block(call: Call) -> Answer:
    vpc = needed(call, "vpc", "VpcId", NOT_FOUND)
    if call.text("IpVersion").upper() == "IPV6":
        refuse_if(vpc["EnabledIpv6"], "OperationDenied.Ipv6CidrExist", "The VPC has an IPv6 CIDR block.")
        enable_ipv6(call, vpc["VpcId"])
        return {"IpVersion": "IPV6", "CidrBlock": call.store.find("vpc", VpcId=vpc["VpcId"])[0]["Ipv6CidrBlock"]}
    wanted = cidrs.vpc_cidr(call.required("SecondaryCidrBlock"), "SecondaryCidrBlock")
    have = vpc["SecondaryCidrBlocks"]["SecondaryCidrBlock"]
    check_quota(call, "secondary_cidrs_per_vpc", len(have), "QuotaExceeded.SecondaryCidrBlock")
    if any(wanted.overlaps(other) for other in cidrs.ranges_of(vpc)):
        raise CloudError("InvalidSecondaryCidrBlock.Conflict", f"{wanted} overlaps a CIDR block of the VPC.")
    update(call.store, "vpc", vpc["VpcId"], {"SecondaryCidrBlocks": {"SecondaryCidrBlock": [*have, str(wanted)]}})
    return {"IpVersion": "IPV4", "CidrBlock": str(wanted)}


def unassociate_vpc_cidr_block(call: Call) -> Answer:
    vpc = needed(call, "vpc", "VpcId", NOT_FOUND)
    if call.text("IPv6CidrBlock"):
        disable_ipv6(call, vpc)
        return {}
    have = vpc["SecondaryCidrBlocks"]["SecondaryCidrBlock"]
    text = call.required("SecondaryCidrBlock")
    if text not in have:
        raise invalid("SecondaryCidrBlock", text, ", ".join(have) or "none, the VPC has no secondary block")
    used = any(cidrs.is_inside(one, [cidrs.ipv4(text)]) for one in cidrs.vswitch_ranges(call.store, vpc["VpcId"]))
    refuse_if(used, "OperationFailed.CidrInUse", f"A vSwitch of the VPC lies in {text}.")
    left = [other for other in have if other != text]
    update(call.store, "vpc", vpc["VpcId"], {"SecondaryCidrBlocks": {"SecondaryCidrBlock": left}})
    return {}


def disable_ipv6(call: Call, vpc: Record) -> None:
    used = [one for one in call.store.find("vswitch", VpcId=vpc["VpcId"]) if one["Ipv6CidrBlock"]]
    refuse_if(used, "OperationFailed.CidrInUse", "A vSwitch of the VPC has an IPv6 CIDR block.")
    changes = {"EnabledIpv6": False, "Ipv6CidrBlock": "", "Ipv6CidrBlocks": {"Ipv6CidrBlock": []}}
    update(call.store, "vpc", vpc["VpcId"], changes)


OPERATIONS: dict[str, Operation] = {
    "CreateVpc": create_vpc,
    "DescribeVpcAttribute": describe_vpc_attribute,
    "ModifyVpcAttribute": modify_vpc_attribute,
    "DeleteVpc": delete_vpc,
    "AssociateVpcCidrBlock": associate_vpc_cidr_block,
    "UnassociateVpcCidrBlock": unassociate_vpc_cidr_block,
}
