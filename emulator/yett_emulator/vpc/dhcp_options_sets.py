"""DHCP option sets: the domain name and name servers that instances of a VPC are told (`CreateDhcpOptionsSet`).

A set serves many VPCs, a VPC takes one set. Source: help.aliyun.com, VPC, API of DHCP options sets; the codes are
those that the provider tells apart (resource_alicloud_vpc_dhcp_options_set.go).
"""

import ipaddress

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import invalid
from yett_emulator.ids import new_id
from yett_emulator.paging import tokened
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store
from yett_emulator.tags import given_tags, put_tags
from yett_emulator.vpc.common import (
    common_fields,
    forget,
    here,
    labels,
    matching,
    needed,
    owner,
    plain,
    refuse_if,
    relabel,
    tagged,
    update,
)
from yett_emulator.vpc.vpcs import NOT_FOUND as VPC_NOT_FOUND
from yett_emulator.vpc.vpcs import available_vpc

KIND = "dhcp_options_set"
NOT_FOUND = "InvalidDhcpOptionsSetId.NotFound"
CLOUD_SERVERS = "100.100.2.136,100.100.2.138"
"""The name servers that the cloud gives when a set names none."""


def create(call: Call) -> Answer:
    check_quota(call, "dhcp_options_sets", call.store.total(KIND, RegionId=call.region), "QuotaExceeded.DhcpOptionsSet")
    key = new_id("dopt")
    record = {
        "DhcpOptionsSetId": key,
        "Status": "Pending",
        "OwnerId": owner(call),
        "DhcpOptions": options(call, {}),
        **labels(
            call,
            DhcpOptionsSetName="DhcpOptionsSetName",
            DhcpOptionsSetDescription="DhcpOptionsSetDescription",
        ),
        **common_fields(call),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, given_tags(call))
    call.later(KIND, key, {"Status": "Available"})
    return {"DhcpOptionsSetId": key, "ResourceGroupId": record["ResourceGroupId"]}


def options(call: Call, have: Record) -> Record:
    """The options of a request over those that there are."""
    defaults = {"DomainName": "", "DomainNameServers": CLOUD_SERVERS, "LeaseTime": "24", "Ipv6LeaseTime": "24"}
    return {name: call.text(name, str(have.get(name, default))) for name, default in checked(call, defaults).items()}


def checked(call: Call, defaults: dict[str, str]) -> dict[str, str]:
    servers = [one.strip() for one in call.text("DomainNameServers").split(",") if one.strip()]
    refuse_if(len(servers) > 4, "InvalidDomainNameServers.Count", "At most 4 DNS servers are allowed.")
    for one in servers:
        try:
            ipaddress.ip_address(one)
        except ValueError:
            raise invalid("DomainNameServers", one, "IP addresses, separated by commas") from None
    return defaults


def vpcs_of(store: Store, key: str) -> list[Record]:
    return store.find("vpc", DhcpOptionsSetId=key)


def get(call: Call) -> Answer:
    record = needed(call, KIND, "DhcpOptionsSetId", NOT_FOUND)
    key = record["DhcpOptionsSetId"]
    joined = [{"VpcId": vpc["VpcId"], "AssociateStatus": "InUse"} for vpc in vpcs_of(call.store, key)]
    return plain(call, record, "DhcpOptionsSetId", AssociateVpcs=joined, Status=status(call.store, record))


def status(store: Store, record: Record) -> str:
    used = record["Status"] == "Available" and vpcs_of(store, record["DhcpOptionsSetId"])
    return "InUse" if used else str(record["Status"])


def list_sets(call: Call) -> Answer:
    same = ("DhcpOptionsSetId", "DhcpOptionsSetName", "ResourceGroupId")
    found = matching(call, here(call, call.store.find(KIND)), **{name: name for name in same})
    if call.text("DomainName"):
        found = [one for one in found if one["DhcpOptions"]["DomainName"] == call.text("DomainName")]
    page, about = tokened(call, tagged(call, found, "DhcpOptionsSetId", "Tags"), 10, 100)
    rows = [row(call, one) for one in page]
    return {"DhcpOptionsSets": rows, "NextToken": about["NextToken"], "TotalCount": str(about["TotalCount"])}


def row(call: Call, record: Record) -> Answer:
    count = len(vpcs_of(call.store, record["DhcpOptionsSetId"]))
    return plain(call, record, "DhcpOptionsSetId", AssociateVpcCount=count, Status=status(call.store, record))


def update_attribute(call: Call) -> Answer:
    record = needed(call, KIND, "DhcpOptionsSetId", NOT_FOUND)
    key = record["DhcpOptionsSetId"]
    update(call.store, KIND, key, {"DhcpOptions": options(call, record["DhcpOptions"])})
    names = {"DhcpOptionsSetName": "DhcpOptionsSetName", "DhcpOptionsSetDescription": "DhcpOptionsSetDescription"}
    return relabel(call, KIND, key, **names)


def attach(call: Call) -> Answer:
    key = needed(call, KIND, "DhcpOptionsSetId", NOT_FOUND)["DhcpOptionsSetId"]
    vpc = available_vpc(call, call.required("VpcId"))
    taken = vpc["DhcpOptionsSetId"]
    refuse_if(taken, "OperationFailed.DhcpOptionsSetExist", f"The VPC has the DHCP options set {taken}.")
    return join(call, vpc["VpcId"], key)


def detach(call: Call) -> Answer:
    key = needed(call, KIND, "DhcpOptionsSetId", NOT_FOUND)["DhcpOptionsSetId"]
    vpc = needed(call, "vpc", "VpcId", VPC_NOT_FOUND)
    other = vpc["DhcpOptionsSetId"] != key
    refuse_if(other, "InvalidDhcpOptionsSet.NotAttached", f"The VPC has no DHCP options set {key}.")
    return join(call, vpc["VpcId"], "")


def replace(call: Call) -> Answer:
    key = needed(call, KIND, "DhcpOptionsSetId", NOT_FOUND)["DhcpOptionsSetId"]
    return join(call, needed(call, "vpc", "VpcId", VPC_NOT_FOUND)["VpcId"], key)


def join(call: Call, vpc: str, key: str) -> Answer:
    update(call.store, "vpc", vpc, {"DhcpOptionsSetId": key, "DhcpOptionsSetStatus": "InUse" if key else ""})
    return {}


def delete(call: Call) -> Answer:
    key = needed(call, KIND, "DhcpOptionsSetId", NOT_FOUND)["DhcpOptionsSetId"]
    used = vpcs_of(call.store, key)
    refuse_if(used, "DependencyViolation.VpcAttachment", f"{len(used)} VPCs use the DHCP options set.")
    forget(call.store, KIND, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateDhcpOptionsSet": create,
    "GetDhcpOptionsSet": get,
    "ListDhcpOptionsSets": list_sets,
    "UpdateDhcpOptionsSetAttribute": update_attribute,
    "AttachDhcpOptionsSetToVpc": attach,
    "DetachDhcpOptionsSetFromVpc": detach,
    "ReplaceVpcDhcpOptionsSet": replace,
    "DeleteDhcpOptionsSet": delete,
}
