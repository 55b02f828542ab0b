"""The official VpcPeer SDK's way through every action."""

from tests.emulator.conformance import Step
from tests.emulator.wording import REGION, TAG, of

SDK = "alibabacloud_vpcpeer20220101"
VERSION = "2022-01-01"
NOT_IN_SDK = ["UntagResources"]
NOT_SHOWN: dict[str, str] = {}
LENIENT = {
    "CreateVpcPeerConnection:AcceptingAliUid": "the provider leaves it out within an account",
    "CreateVpcPeerConnection:AcceptingRegionId": "the requester's region when it is left out",
}
VPC = "alibabacloud_vpc20160428"
ENDS = {"VpcId": "$vpc", "AcceptingVpcId": "$other", "AcceptingRegionId": REGION}
THEIRS = {**ENDS, "AcceptingVpcId": "vpc-theirs", "AcceptingAliUid": 999}
NAMED = {"ResourceType": "PeerConnection", "ResourceId": ["$peer"]}

STEPS = [
    Step("CreateVpc", of(CidrBlock="10.0.0.0/16", EnableIpv6=True), {"vpc": "VpcId"}, VPC),
    Step("CreateVpc", of(CidrBlock="10.1.0.0/16"), {"other": "VpcId"}, VPC),
    Step("CreateVpcPeerConnection", of(**ENDS, AcceptingAliUid=1234567890123456, Tag=TAG), {"peer": "InstanceId"}),
    Step("CreateVpcPeerConnection", of(**THEIRS), {"asked": "InstanceId"}),
    Step("AcceptVpcPeerConnection", of(InstanceId="$asked")),
    Step("DeleteVpcPeerConnection", of(InstanceId="$asked")),
    Step("CreateVpcPeerConnection", of(**THEIRS), {"asked": "InstanceId"}),
    Step("RejectVpcPeerConnection", of(InstanceId="$asked")),
    Step("ModifyVpcPeerConnection", of(InstanceId="$peer", Name="p")),
    Step("GetVpcPeerConnectionAttribute", of(InstanceId="$peer")),
    Step("ListVpcPeerConnections", of()),
    Step("TagResources", of(**NAMED, Tag=TAG)),
    Step("ListTagResources", of(**NAMED)),
    Step("UnTagResources", of(**NAMED, TagKey=["stack"])),
    Step("MoveResourceGroup", of(ResourceType="PeerConnection", ResourceId="$peer", NewResourceGroupId="rg-1")),
    Step("DeleteVpcPeerConnection", of(InstanceId="$peer")),
    Step("DeleteVpcPeerConnection", of(InstanceId="$asked")),
]
