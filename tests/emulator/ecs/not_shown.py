"""Fields of the SDK's ECS models that the emulator leaves out, and why that is right."""

from collections.abc import Iterator

INSTANCE = "DescribeInstances:Instances.Instance"
INTERFACE = "DescribeNetworkInterfaces:NetworkInterfaceSets.NetworkInterfaceSet"
INTERFACE_ATTRIBUTE = "DescribeNetworkInterfaceAttribute:"
TEMPLATE = "DescribeLaunchTemplateVersions:LaunchTemplateVersionSets.LaunchTemplateVersionSet.LaunchTemplateData"
TYPE = "DescribeInstanceTypes:InstanceTypes.InstanceType"
IMAGE = "DescribeImages:Images.Image"
DISK = "DescribeDisks:Disks.Disk"

GROUPS = {
    "figures of the machine, which no network depends on": {
        TYPE: "Attributes Clock CpuSpeedFrequency CpuTurboFrequency EnhancedNetwork GPUMemorySize InstanceBandwidthRx"
        " InstanceBandwidthTx InstancePpsRx InstancePpsTx LocalStorageAmount LocalStorageCapacity NetworkCards"
        " NetworkInfo PhysicalProcessorModel SecurityOptions SupportedBootModes CpuOptions.SupportedTopologyTypes"
        " CpuOptions.NestedVirtualizationSupport",
        INSTANCE: "ClockOptions CpuOptions.EnableVISST CpuOptions.EnableVRDT CpuOptions.NestedVirtualization"
        " CpuOptions.TurboMode EnableNVS ImageOptions.CurrentOSNVMeSupported SecurityOptions",
        "DescribeInstanceAttribute:": "NetworkOptions SecurityOptions",
        IMAGE: "Features.CpuOnlineDowngrade Features.CpuOnlineUpgrade Features.MemoryOnlineDowngrade"
        " Features.MemoryOnlineUpgrade SecureBootOptions",
    },
    "only on hosts and in deployment sets of one's own": {
        INSTANCE: "AdditionalInfo.ManagedHostId AdditionalInfo.NodeSerialNumber DeploymentSetGroupNo",
    },
    "only when an EIP is bound": {
        INSTANCE: "EipAddress.Bandwidth EipAddress.IsSupportUnassociate",
        "DescribeInstanceAttribute:": "EipAddress.Bandwidth",
        INTERFACE: "AssociatedPublicIp.AllocationId AssociatedPublicIp.PublicIpAddress"
        " PrivateIpSets.PrivateIpSet.AssociatedPublicIp",
        INTERFACE_ATTRIBUTE: "AssociatedPublicIp.AllocationId AssociatedPublicIp.PublicIpAddress"
        " PrivateIpSets.PrivateIpSet.AssociatedPublicIp",
    },
    "only with encrypted copies in other regions": {
        "DescribeAutoSnapshotPolicyEx:AutoSnapshotPolicies.AutoSnapshotPolicy": "CopyEncryptionConfiguration.Encrypted"
        " CopyEncryptionConfiguration.KMSKeyId",
    },
    "only while it is attached": {
        INTERFACE: "Attachment.DeviceIndex Attachment.InstanceId Attachment.NetworkCardIndex"
        " Attachment.TrunkNetworkInterfaceId",
    },
    "only with private names switched on": {
        INSTANCE: "PrivateDnsNameOptions NetworkInterfaces.NetworkInterface.PrivateIpSets.PrivateIpSet.PrivateDnsName",
        INTERFACE: "PrivateIpSets.PrivateIpSet.PrivateDnsName",
    },
    "only on interfaces and groups that another product manages": {
        INTERFACE: "ServiceID",
        INTERFACE_ATTRIBUTE: "ServiceID",
        "CreateNetworkInterface:": "ServiceID",
        "DescribeSecurityGroups:SecurityGroups.SecurityGroup": "ServiceID",
    },
    "only when asked for with Attribute, or on bonds and trunks": {
        INTERFACE_ATTRIBUTE: "Attachment.MemberNetworkInterfaceIds BondInterfaceSpecification"
        " ConnectionTrackingConfiguration EnhancedNetwork NetworkInterfaceTrafficConfig QoSConfig"
        " SlaveInterfaceSpecification TcpOptionAddressEnabled",
    },
    "only on interfaces with a primary IPv6 address": {
        INTERFACE: "Ipv6Sets.Ipv6Set.Primary",
        INTERFACE_ATTRIBUTE: "Ipv6Sets.Ipv6Set.Primary",
    },
    "only when asked for with AdditionalAttributes": {
        DISK: "IOPS IOPSRead IOPSWrite Throughput ThroughputRead ThroughputWrite Placement DataSource",
    },
    "only on imported and shared images": {
        IMAGE: "DetectionOptions ImageOwnerId Usable",
    },
    "only where the attribute has it": {
        "DescribeAccountAttributes:AccountAttributeItems.AccountAttributeItem.AttributeValues.ValueItem": "Count"
        " DiskCategory ExpiredTime InstanceChargeType InstanceType",
    },
    "only for sizes, and for what the current type forbids": {
        "DescribeResourcesModification:AvailableZones.AvailableZone.AvailableResources.AvailableResource": "Condition"
        "SupportedResources SupportedResources.SupportedResource.Max SupportedResources.SupportedResource.Min"
        " SupportedResources.SupportedResource.Unit",
    },
    "a version shows what it was given": {
        TEMPLATE: "AutoReleaseTime AutoRenew AutoRenewPeriod CreditSpecification DeletionProtection DeploymentSetId"
        " Description EnableVmOsConfig HostName HttpEndpoint HttpPutResponseHopLimit HttpTokens ImageOwnerAlias"
        " InstanceChargeType InstanceName InternetChargeType InternetMaxBandwidthIn InternetMaxBandwidthOut"
        " IoOptimized Ipv6AddressCount KeyPairName NetworkType PasswordInherit Period PeriodUnit PrivateIpAddress"
        " RamRoleName ResourceGroupId SecurityEnhancementStrategy SecurityGroupId SecurityOptions SpotDuration"
        " SpotPriceLimit SpotStrategy UserData VpcId ZoneId",
        f"{TEMPLATE}.SystemDisk": "AutoSnapshotPolicyId BurstingEnabled Category DeleteWithInstance Description"
        " DiskName Encrypted Iops KMSKeyId PerformanceLevel ProvisionedIops Size",
        f"{TEMPLATE}.DataDisks.DataDisk": "AutoSnapshotPolicyId BurstingEnabled DeleteWithInstance Description Device"
        " DiskName Encrypted KMSKeyId PerformanceLevel ProvisionedIops SnapshotId",
    },
}


def paths() -> Iterator[tuple[str, str]]:
    for why, places in GROUPS.items():
        for place, names in places.items():
            yield from ((f"{place}{'' if place.endswith(':') else '.'}{name}", why) for name in names.split())


NOT_SHOWN = dict(paths())
BEYOND_SDK = {
    f"{TEMPLATE}.SystemDisk.{name}": "the provider reads the older, dotted spelling" for name in ("Category", "Size")
}
