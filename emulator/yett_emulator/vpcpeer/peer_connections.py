"""Peer connections: two VPCs that reach each other once routes lead there."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid, not_found
from yett_emulator.ids import new_id
from yett_emulator.paging import tokened
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record
from yett_emulator.tags import (
    drop_tags,
    given_tags,
    has_tags,
    put_tags,
    tag_resources,
    tag_rows,
    tags_of,
    untag_resources,
)
from yett_emulator.vpc.cidrs import ranges_of
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    here,
    labels,
    matching,
    needed,
    owner,
    refuse_if,
    relabel,
    update,
)

NOT_FOUND = "ResourceNotFound.InstanceId"
TYPE = "PEERCONNECTION"


def create(call: Call) -> Answer:
    vpc = existing(call.store, "vpc", call.required("VpcId"), "ResourceNotFound.VpcId")
    accepter = call.required("AcceptingVpcId")
    mine = accepting_owner(call) == owner(call)
    if mine:
        existing(call.store, "vpc", accepter, "ResourceNotFound.AcceptingVpcId")
    refuse_if(accepter == vpc["VpcId"], "OperationDenied.SameVpc", "A VPC cannot be connected with itself.")
    check_new(call, vpc["VpcId"], accepter)
    key = new_id("pcc")
    call.store.insert("peer_connection", key, new_connection(call, key, vpc["VpcId"], accepter))
    put_tags(call.store, key, given_tags(call))
    call.later("peer_connection", key, {"Status": "Activated" if mine else "Accepting"})
    return {"InstanceId": key}


def check_new(call: Call, requester: str, accepter: str) -> None:
    have = [one for one in call.store.find("peer_connection") if requester in (one["_vpc"], one["_accepting"])]
    check_quota(call, "peer_connections_per_vpc", len(have), "QuotaExceeded.VpcPeerCountPerVpc")
    twice = any({one["_vpc"], one["_accepting"]} == {requester, accepter} for one in have)
    refuse_if(twice, "ResourceAlreadyExist.RouterInterface", "The two VPCs are connected already.")


def new_connection(call: Call, key: str, requester: str, accepter: str) -> Record:
    common = common_fields(call)
    return {
        "InstanceId": key,
        "_vpc": requester,
        "_accepting": accepter,
        "RegionId": common["RegionId"],
        "AcceptingRegionId": call.text("AcceptingRegionId", call.region),
        "OwnerId": owner(call),
        "AcceptingOwnerUid": accepting_owner(call),
        "Bandwidth": bandwidth(call),
        "LinkType": call.choice("LinkType", ("Gold", "Platinum"), "Gold"),
        "Status": "Creating",
        "BizStatus": "Normal",
        "GmtCreate": common["CreationTime"],
        "GmtModified": common["CreationTime"],
        "GmtExpired": "",
        "ManagedService": "",
        "ResourceGroupId": common["ResourceGroupId"],
        **labels(call, Name="Name", Description="Description"),
    }


def accepting_owner(call: Call) -> int:
    """The account of the other VPC: this one unless another is named; the provider sends 0 for none."""
    return call.number("AcceptingAliUid", 0) or owner(call)


def bandwidth(call: Call) -> int:
    """Mbit/s; -1 is no limit, within a region."""
    within = call.text("AcceptingRegionId", call.region) == call.region
    return call.number("Bandwidth", -1 if within else 1024, -1)


def detail(call: Call, peer: Record) -> Answer:
    shown = {field: value for field, value in peer.items() if not field.startswith("_")}
    tags = [{"Key": k, "Value": v} for k, v in tags_of(call.store, peer["InstanceId"]).items()]
    return {**shown, "Vpc": end(call, peer["_vpc"]), "AcceptingVpc": end(call, peer["_accepting"]), "Tags": tags}


def end(call: Call, key: str) -> Answer:
    vpc = call.store.get("vpc", key)
    if vpc is None:  # another account's
        return {"VpcId": key, "Ipv4Cidrs": [], "Ipv6Cidrs": []}
    blocks = [vpc["Ipv6CidrBlock"]] if vpc["Ipv6CidrBlock"] else []
    return {"VpcId": key, "Ipv4Cidrs": [str(one) for one in ranges_of(vpc)], "Ipv6Cidrs": blocks}


def get_attribute(call: Call) -> Answer:
    return detail(call, needed(call, "peer_connection", "InstanceId", NOT_FOUND))


def list_connections(call: Call) -> Answer:
    found = matching(call, here(call, call.store.find("peer_connection")), InstanceId="InstanceId", Name="Name")
    found = matching(call, found, ResourceGroupId="ResourceGroupId")
    vpcs, wanted = set(call.names("VpcId")), given_tags(call, "Tags")
    found = [one for one in found if not vpcs or vpcs & {one["_vpc"], one["_accepting"]}]
    page, about = tokened(call, [one for one in found if has_tags(call.store, one["InstanceId"], wanted)], 20, 100)
    return {"VpcPeerConnects": [detail(call, one) for one in page], **about}


def modify(call: Call) -> Answer:
    key = needed(call, "peer_connection", "InstanceId", NOT_FOUND)["InstanceId"]
    if call.text("Bandwidth"):
        update(call.store, "peer_connection", key, {"Bandwidth": call.number("Bandwidth", low=-1)})
    if call.text("LinkType"):
        update(call.store, "peer_connection", key, {"LinkType": call.choice("LinkType", ("Gold", "Platinum"))})
    return relabel(call, "peer_connection", key, Name="Name", Description="Description")


def accept(call: Call) -> Answer:
    return answer_request(call, "Activated")


def reject(call: Call) -> Answer:
    return answer_request(call, "Rejected")


def answer_request(call: Call, status: str) -> Answer:
    peer = needed(call, "peer_connection", "InstanceId", NOT_FOUND)
    waiting = peer["Status"] == "Accepting"
    refuse_if(not waiting, "IncorrectStatus.VpcPeer", f"The connection is {peer['Status']}, not Accepting.")
    update(call.store, "peer_connection", peer["InstanceId"], {"Status": status})
    return {}


def delete(call: Call) -> Answer:
    key = needed(call, "peer_connection", "InstanceId", NOT_FOUND)["InstanceId"]
    routes = [e for e in call.store.find("route_entry") if key in [hop["NextHopId"] for hop in e["NextHops"]]]
    if routes and not call.flag("Force"):
        raise CloudError("OperationDenied.RouteEntryExist", f"{len(routes)} routes lead to the connection {key}.")
    for entry in routes:
        call.store.delete("route_entry", entry["RouteEntryId"])
    drop_tags(call.store, key)
    call.store.delete("peer_connection", key)
    return {}


def checked_type(call: Call) -> None:
    if call.required("ResourceType").upper() != TYPE:
        raise invalid("ResourceType", call.text("ResourceType"), "PeerConnection")
    for key in call.names("ResourceId"):
        if call.store.get("peer_connection", key) is None:
            raise not_found("ResourceNotFound.ResourceId", "peer connection", key)


def tag(call: Call) -> Answer:
    checked_type(call)
    call.listed("ResourceId")
    call.listed("Tag")
    return tag_resources(call)


def untag(call: Call) -> Answer:
    checked_type(call)
    call.listed("ResourceId")
    return untag_resources(call)


def list_tags(call: Call) -> Answer:
    checked_type(call)
    wanted = given_tags(call)
    keys = call.names("ResourceId") or [one["InstanceId"] for one in call.store.find("peer_connection")]
    rows = [row for key in keys if has_tags(call.store, key, wanted) for row in tag_rows(call, key)]
    page, about = tokened(call, [{**row, "RegionNo": call.region} for row in rows])
    return {"TagResources": page, "NextToken": about["NextToken"], "MaxResults": about["MaxResults"]}


def move_resource_group(call: Call) -> Answer:
    checked_type(call)
    key = needed(call, "peer_connection", "ResourceId", NOT_FOUND)["InstanceId"]
    update(call.store, "peer_connection", key, {"ResourceGroupId": call.required("NewResourceGroupId")})
    return {"Success": True}


OPERATIONS: dict[str, Operation] = {
    "CreateVpcPeerConnection": create,
    "GetVpcPeerConnectionAttribute": get_attribute,
    "ListVpcPeerConnections": list_connections,
    "ModifyVpcPeerConnection": modify,
    "AcceptVpcPeerConnection": accept,
    "RejectVpcPeerConnection": reject,
    "DeleteVpcPeerConnection": delete,
    "TagResources": tag,
    "UnTagResources": untag,
    "UntagResources": untag,
    "ListTagResources": list_tags,
    "MoveResourceGroup": move_resource_group,
}
