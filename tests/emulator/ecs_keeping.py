"""The official ECS SDK's way through snapshots and their policies, interface permissions and deployment sets."""

import json
from typing import Any

from tests.emulator.conformance import Kept, Step
from tests.emulator.wording import REGION, TAG, of

POLICY = {"autoSnapshotPolicyId": "$plan", "regionId": REGION}
TIMES = {"timePoints": '["1"]', "repeatWeekdays": '["1", "5"]', "retentionDays": -1, "autoSnapshotPolicyName": "p"}


def small(**wanted: Any) -> Any:
    """These actions say `regionId`, and take disks as a JSON list in a string."""
    plain = of(**wanted)

    def request(kept: Kept) -> dict[str, Any]:
        said = {name: value for name, value in plain(kept).items() if name != "RegionId"}
        return said | ({"diskIds": json.dumps(said["diskIds"])} if "diskIds" in said else {})

    return request


KEEPING = [
    Step("CreateDisk", of(ZoneId="cn-hangzhou-h", Size=20, DiskCategory="cloud_essd"), {"kept": "DiskId"}),
    Step("CreateSnapshot", of(DiskId="$kept", SnapshotName="s", Tag=TAG), {"snapshot": "SnapshotId"}),
    Step("ModifySnapshotAttribute", of(SnapshotId="$snapshot", SnapshotName="t")),
    Step("DescribeSnapshots", of()),
    Step("DeleteSnapshot", of(SnapshotId="$snapshot")),
    Step(
        "CreateAutoSnapshotPolicy",
        small(regionId=REGION, Tag=TAG, TargetTags=TAG, **TIMES),
        {"plan": "AutoSnapshotPolicyId"},
    ),
    Step("ModifyAutoSnapshotPolicyEx", small(retentionDays=7, **POLICY)),
    Step("ApplyAutoSnapshotPolicy", small(diskIds=["$kept"], **POLICY)),
    Step("DescribeAutoSnapshotPolicyEx", of()),
    Step("DescribeAutoSnapshotPolicyAssociations", of()),
    Step("CancelAutoSnapshotPolicy", small(diskIds=["$kept"], regionId=REGION)),
    Step("DeleteAutoSnapshotPolicy", small(**POLICY)),
    Step("DeleteDisk", of(DiskId="$kept")),
    Step(
        "CreateNetworkInterface",
        of(VSwitchId="$vswitch", SecurityGroupId="$group"),
        {"lent": "NetworkInterfaceId"},
    ),
    Step(
        "CreateNetworkInterfacePermission",
        of(NetworkInterfaceId="$lent", AccountId=1, Permission="InstanceAttach"),
        {"permission": "NetworkInterfacePermission.NetworkInterfacePermissionId"},
    ),
    Step("DescribeNetworkInterfacePermissions", of()),
    Step("DeleteNetworkInterfacePermission", of(NetworkInterfacePermissionId="$permission")),
    Step("DeleteNetworkInterface", of(NetworkInterfaceId="$lent")),
    Step("CreateDeploymentSet", of(DeploymentSetName="d"), {"apart": "DeploymentSetId"}),
    Step("ModifyDeploymentSetAttribute", of(DeploymentSetId="$apart", DeploymentSetName="e")),
    Step("ModifyInstanceDeployment", of(InstanceId="$one", DeploymentSetId="$apart")),
    Step("DescribeDeploymentSets", of()),
    Step("ModifyInstanceDeployment", of(InstanceId="$one", RemoveFromDeploymentSet=True)),
    Step("DeleteDeploymentSet", of(DeploymentSetId="$apart")),
    Step("CreateHpcCluster", of(Name="h"), {"hpc": "HpcClusterId"}),
    Step("ModifyHpcClusterAttribute", of(HpcClusterId="$hpc", Description="d")),
    Step("DescribeHpcClusters", of()),
    Step("DeleteHpcCluster", of(HpcClusterId="$hpc")),
    Step(
        "CreateCommand",
        of(Name="c", Type="RunShellScript", CommandContent="ZWNobyB7e2F9fQ==", EnableParameter=True, Tag=TAG),
        {"command": "CommandId"},
    ),
    Step("ModifyCommand", of(CommandId="$command", Description="says a")),
    Step(
        "InvokeCommand",
        of(CommandId="$command", InstanceId=["$one"], Parameters={"a": "1"}, Tag=TAG),
        {"run": "InvokeId"},
    ),
    Step("RunCommand", of(Type="RunShellScript", CommandContent="ZWNobyBh", InstanceId=["$one"])),
    Step("DescribeCommands", of()),
    Step("DescribeInvocations", of()),
    Step("DescribeInvocationResults", of(InvokeId="$run")),
    Step("StopInvocation", of(InvokeId="$run")),
    Step("DeleteCommand", of(CommandId="$command")),
    Step("EnableDiskEncryptionByDefault", of()),
    Step("DescribeDiskEncryptionByDefaultStatus", of()),
    Step("DisableDiskEncryptionByDefault", of()),
]
