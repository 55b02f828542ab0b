"""The official ECS SDK's way through every action: build everything, look at it, change it, take it down."""

import json
from typing import Any

from tests.emulator.conformance import Kept, Step
from tests.emulator.ecs.not_shown import BEYOND_SDK, NOT_SHOWN
from tests.emulator.ecs_keeping import KEEPING
from tests.emulator.wording import TAG, of

__all__ = ["BEYOND_SDK", "NOT_SHOWN", "STEPS"]

SDK = "alibabacloud_ecs20140526"
VERSION = "2014-05-26"
NOT_IN_SDK: list[str] = []
IMAGE = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"
PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
RULE = {"IpProtocol": "tcp", "PortRange": "80/80", "SourceCidrIp": "0.0.0.0/0", "Description": "web"}
ALL = {"IpProtocol": "all", "PortRange": "-1/-1"}
ENTRY = {"Cidr": "192.168.0.0/16", "Description": "office"}
SERVER = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large"}
WINDOW = {"StartTime": "02:00:00", "EndTime": "03:00:00"}


def listing(field: str, *names: str, **wanted: Any) -> Any:
    """A request with a JSON list of kept ids in a string, as `InstanceIds` wants it."""
    plain = of(**wanted)

    def request(kept: Kept) -> dict[str, Any]:
        return {**plain(kept), field: json.dumps([kept[name] for name in names])}

    return request


VPC = "alibabacloud_vpc20160428"
GROUND = [
    Step("CreateVpc", of(CidrBlock="10.0.0.0/16", EnableIpv6=True), {"vpc": "VpcId"}, VPC),
    Step(
        "CreateVSwitch",
        of(VpcId="$vpc", ZoneId="cn-hangzhou-h", CidrBlock="10.0.1.0/24", Ipv6CidrBlock=1),
        {"vswitch": "VSwitchId"},
        VPC,
    ),
    Step("AllocateEipAddress", of(), {"eip": "AllocationId"}, VPC),
]
CATALOGUE = [
    Step("DescribeRegions", of()),
    Step("DescribeZones", of()),
    Step("DescribeAccountAttributes", of()),
    Step("DescribeInstanceTypes", of(InstanceTypeFamily="ecs.g7")),
    Step("DescribeInstanceTypeFamilies", of()),
    Step("DescribeAvailableResource", of(DestinationResource="SystemDisk")),
    Step("DescribeImages", of()),
    Step("DescribeImageFromFamily", of(ImageFamily="acs:ubuntu_22_04_x64")),
    Step("DescribeImageSupportInstanceTypes", of(ImageId=IMAGE)),
]
GROUPS = [
    Step("CreateSecurityGroup", of(VpcId="$vpc", SecurityGroupName="web", Tag=TAG), {"group": "SecurityGroupId"}),
    Step("CreateSecurityGroup", of(VpcId="$vpc"), {"peer": "SecurityGroupId"}),
    Step("ModifySecurityGroupAttribute", of(SecurityGroupId="$group", SecurityGroupName="front")),
    Step("ModifySecurityGroupPolicy", of(SecurityGroupId="$group", InnerAccessPolicy="Drop")),
    Step("AuthorizeSecurityGroup", of(SecurityGroupId="$group", Permissions=[RULE])),
    Step(
        "DescribeSecurityGroupAttribute",
        of(SecurityGroupId="$group"),
        {"rule": "Permissions.Permission.0.SecurityGroupRuleId"},
    ),
    Step("AuthorizeSecurityGroupEgress", of(SecurityGroupId="$group", DestGroupId="$peer", **ALL)),
    Step("ModifySecurityGroupRule", of(SecurityGroupId="$group", SecurityGroupRuleId="$rule", PortRange="81/81")),
    Step("ModifySecurityGroupEgressRule", of(SecurityGroupId="$group", DestGroupId="$peer", Description="d", **ALL)),
    Step("DescribeSecurityGroupAttribute", of(SecurityGroupId="$group", Direction="egress")),
    Step("DescribeSecurityGroups", of(IsQueryEcsCount=True)),
    Step("DescribeSecurityGroupReferences", of(SecurityGroupId=["$peer"])),
    Step("RevokeSecurityGroup", of(SecurityGroupId="$group", SecurityGroupRuleId=["$rule"])),
    Step("RevokeSecurityGroupEgress", of(SecurityGroupId="$group", DestGroupId="$peer", **ALL)),
    Step(
        "CreatePrefixList",
        of(PrefixListName="office", AddressFamily="IPv4", MaxEntries=9, Entry=[ENTRY], Tag=TAG),
        {"list": "PrefixListId"},
    ),
    Step("ModifyPrefixList", of(PrefixListId="$list", Description="d", AddEntry=[{**ENTRY, "Cidr": "10.0.0.0/8"}])),
    Step("AuthorizeSecurityGroup", of(SecurityGroupId="$group", SourcePrefixListId="$list", **ALL)),
    Step("DescribePrefixLists", of()),
    Step("DescribePrefixListAttributes", of(PrefixListId="$list")),
    Step("DescribePrefixListAssociations", of(PrefixListId="$list")),
    Step("RevokeSecurityGroup", of(SecurityGroupId="$group", SourcePrefixListId="$list", **ALL)),
    Step("DeletePrefixList", of(PrefixListId="$list")),
]
LAUNCHES = [
    Step("CreateKeyPair", of(KeyPairName="made")),
    Step("ImportKeyPair", of(KeyPairName="brought", PublicKeyBody=PUBLIC_KEY, Tag=TAG)),
    Step("DescribeKeyPairs", of(IncludePublicKey=True)),
    Step(
        "CreateLaunchTemplate",
        of(
            LaunchTemplateName="web",
            VSwitchId="$vswitch",
            SecurityGroupIds=["$group"],
            SystemDisk={"Category": "cloud_essd", "Size": 40},
            DataDisk=[{"Category": "cloud_essd", "Size": 20}],
            Tag=TAG,
            TemplateTag=TAG,
            **SERVER,
        ),
        {"template": "LaunchTemplateId"},
    ),
    Step("CreateLaunchTemplateVersion", of(LaunchTemplateId="$template", VSwitchId="$vswitch", **SERVER)),
    Step("DescribeLaunchTemplates", of()),
    Step("DescribeLaunchTemplateVersions", of(LaunchTemplateId="$template")),
    Step("ModifyLaunchTemplateDefaultVersion", of(LaunchTemplateId="$template", DefaultVersionNumber=2)),
    Step("ModifyLaunchTemplateDefaultVersion", of(LaunchTemplateId="$template", DefaultVersionNumber=1)),
    Step("DeleteLaunchTemplateVersion", of(LaunchTemplateId="$template", DeleteVersion=[2])),
    Step("RunInstances", of(LaunchTemplateId="$template"), {"two": "InstanceIdSets.InstanceIdSet.0"}),
    Step("DeleteLaunchTemplate", of(LaunchTemplateId="$template")),
    Step(
        "RunInstances",
        of(
            VSwitchId="$vswitch",
            SecurityGroupIds=["$group"],
            InternetMaxBandwidthOut=5,
            UserData="aGk=",
            DataDisk=[{"Size": 20, "Category": "cloud_essd"}],
            Tag=TAG,
            **SERVER,
        ),
        {"one": "InstanceIdSets.InstanceIdSet.0"},
    ),
    Step("CreateInstance", of(VSwitchId="$vswitch", SecurityGroupId="$group", **SERVER), {"three": "InstanceId"}),
    Step("DescribeInstanceStatus", of()),
    Step("DeleteInstance", of(InstanceId="$three")),
]
INSTANCES = [
    Step("AssociateEipAddress", of(AllocationId="$eip", InstanceId="$two"), {}, VPC),
    Step("DescribeInstances", of()),
    Step("DescribeInstanceAttribute", of(InstanceId="$one")),
    Step("ModifyInstanceAttribute", of(InstanceId="$one", InstanceName="w9", SecurityGroupIds=["$group", "$peer"])),
    Step("JoinSecurityGroup", of(InstanceId="$two", SecurityGroupId="$peer")),
    Step("LeaveSecurityGroup", of(InstanceId="$two", SecurityGroupId="$peer")),
    Step("DescribeUserData", of(InstanceId="$one")),
    Step("AttachInstanceRamRole", listing("InstanceIds", "one", RamRoleName="r")),
    Step("DescribeInstanceRamRole", listing("InstanceIds", "one")),
    Step("DetachInstanceRamRole", listing("InstanceIds", "one", RamRoleName="r")),
    Step("AttachKeyPair", listing("InstanceIds", "one", KeyPairName="brought")),
    Step("DetachKeyPair", listing("InstanceIds", "one", KeyPairName="brought")),
    Step("DeleteKeyPairs", of(KeyPairNames='["brought"]')),
    Step("ModifyInstanceAttachmentAttributes", of(InstanceId="$one", PrivatePoolOptions={"MatchCriteria": "Open"})),
    Step("DescribeInstanceAttachmentAttributes", listing("InstanceIds", "one")),
    Step("ModifyInstanceMaintenanceAttributes", of(InstanceId=["$one"], MaintenanceWindow=[WINDOW])),
    Step("DescribeInstanceMaintenanceAttributes", of(InstanceId=["$one"])),
    Step("ModifyInstanceMetadataOptions", of(InstanceId="$one", HttpTokens="required", HttpEndpoint="enabled")),
    Step("ModifyInstanceAutoReleaseTime", of(InstanceId="$one", AutoReleaseTime="2035-01-01T00:00:00Z")),
    Step("DescribeInstanceHistoryEvents", of(InstanceId="$one")),
    Step("StopInstance", of(InstanceId="$one")),
    Step("ModifyInstanceSpec", of(InstanceId="$one", InstanceType="ecs.c7.xlarge")),
    Step("ModifyInstanceVpcAttribute", of(InstanceId="$one", VSwitchId="$vswitch", PrivateIpAddress="10.0.1.9")),
    Step("ReplaceSystemDisk", of(InstanceId="$one", ImageId="centos_7_9_x64_20G_alibase_20210318.vhd")),
    Step("StartInstance", of(InstanceId="$one")),
    Step("RebootInstance", of(InstanceId="$one")),
    Step("ModifyInstanceNetworkSpec", of(InstanceId="$one", InternetMaxBandwidthOut=0)),
    Step("ModifyInstanceNetworkSpec", of(InstanceId="$one", InternetMaxBandwidthOut=3)),
    Step("AllocatePublicIpAddress", of(InstanceId="$one")),
    Step("ModifyInstanceChargeType", listing("InstanceIds", "one", InstanceChargeType="PrePaid", Period=1)),
    Step("ModifyInstanceAutoRenewAttribute", of(InstanceId="$one", RenewalStatus="AutoRenewal", Duration=1)),
    Step("DescribeInstanceAutoRenewAttribute", of(InstanceId="$one")),
    Step("StopInstances", of(InstanceId=["$one", "$two"])),
    Step("ModifyPrepayInstanceSpec", of(InstanceId="$one", InstanceType="ecs.g7.xlarge")),
    Step("StartInstances", of(InstanceId=["$one", "$two"])),
    Step("RebootInstances", of(InstanceId=["$one", "$two"])),
    Step("CreateImage", of(InstanceId="$one", ImageName="mine", Tag=TAG), {"image": "ImageId"}),
    Step("ModifyImageAttribute", of(ImageId="$image", Description="d")),
    Step("DescribeImages", of(ImageId="$image")),
    Step("DeleteImage", of(ImageId="$image")),
    Step("DescribeResourcesModification", of(ResourceId="$one", DestinationResource="InstanceType")),
]
INTERFACES = [
    Step(
        "CreateNetworkInterface",
        of(VSwitchId="$vswitch", SecurityGroupIds=["$group"], SecondaryPrivateIpAddressCount=1, Tag=TAG),
        {"face": "NetworkInterfaceId", "second": "PrivateIpSets.PrivateIpSet.1.PrivateIpAddress"},
    ),
    Step("UnassignPrivateIpAddresses", of(NetworkInterfaceId="$face", PrivateIpAddress=["$second"])),
    Step("AssignPrivateIpAddresses", of(NetworkInterfaceId="$face", SecondaryPrivateIpAddressCount=1)),
    Step("AssignIpv6Addresses", of(NetworkInterfaceId="$face", Ipv6AddressCount=1), {"six": "Ipv6Sets.Ipv6Address.0"}),
    Step("AttachNetworkInterface", of(NetworkInterfaceId="$face", InstanceId="$one")),
    Step("DescribeNetworkInterfaces", of(InstanceId="$one")),
    Step("DescribeNetworkInterfaceAttribute", of(NetworkInterfaceId="$face")),
    Step("UnassignIpv6Addresses", of(NetworkInterfaceId="$face", Ipv6Address=["$six"])),
    Step("ModifyNetworkInterfaceAttribute", of(NetworkInterfaceId="$face", SecurityGroupId=["$peer"])),
    Step("DetachNetworkInterface", of(NetworkInterfaceId="$face", InstanceId="$one")),
    Step("DescribeNetworkInterfaces", of(NetworkInterfaceId=["$face"])),
    Step("DeleteNetworkInterface", of(NetworkInterfaceId="$face")),
]
DISKS = [
    Step("CreateDisk", of(ZoneId="cn-hangzhou-h", Size=20, DiskCategory="cloud_essd", Tag=TAG), {"disk": "DiskId"}),
    Step("AttachDisk", of(DiskId="$disk", InstanceId="$one")),
    Step("ModifyDiskAttribute", of(DiskId="$disk", DiskName="data")),
    Step("ResizeDisk", of(DiskId="$disk", NewSize=40)),
    Step("ModifyDiskSpec", of(DiskId="$disk", PerformanceLevel="PL2")),
    Step("ModifyDiskChargeType", listing("DiskIds", "disk", InstanceId="$one", DiskChargeType="PostPaid")),
    Step("DescribeDisks", of()),
    Step("DetachDisk", of(DiskId="$disk", InstanceId="$one")),
    Step("DeleteDisk", of(DiskId="$disk")),
]
END = [
    Step("TagResources", of(ResourceType="instance", ResourceId=["$one"], Tag=TAG)),
    Step("ListTagResources", of(ResourceType="instance", ResourceId=["$one"])),
    Step("DescribeTags", of(ResourceType="instance")),
    Step("DescribeResourceByTags", of(Tag=TAG)),
    Step("UntagResources", of(ResourceType="instance", ResourceId=["$one"], TagKey=["stack"])),
    Step("AddTags", of(ResourceType="securitygroup", ResourceId="$group", Tag=TAG)),
    Step("RemoveTags", of(ResourceType="securitygroup", ResourceId="$group", Tag=TAG)),
    Step("JoinResourceGroup", of(ResourceType="instance", ResourceId="$one", ResourceGroupId="rg-1")),
    Step("DeleteInstances", of(InstanceId=["$one", "$two"], Force=True, TerminateSubscription=True)),
    Step("DeleteSecurityGroup", of(SecurityGroupId="$group")),
    Step("DeleteSecurityGroup", of(SecurityGroupId="$peer")),
]
STEPS = [*GROUND, *CATALOGUE, *GROUPS, *LAUNCHES, *INSTANCES, *INTERFACES, *DISKS, *KEEPING, *END]
