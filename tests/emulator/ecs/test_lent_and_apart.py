"""Permissions to attach an interface, and deployment sets."""

from tests.emulator.api import Api
from tests.emulator.ecs.account import Account, Place


def test_a_permission_is_granted_once_and_taken_back(ecs: Api, place: Place) -> None:
    card = {"VSwitchId": place.vswitch, "SecurityGroupId": place.group}
    interface = ecs("CreateNetworkInterface", **card)["NetworkInterfaceId"]
    wanted = {"NetworkInterfaceId": interface, "AccountId": 42, "Permission": "InstanceAttach"}
    granted = ecs("CreateNetworkInterfacePermission", **wanted)["NetworkInterfacePermission"]
    assert (granted["PermissionState"], granted["AccountId"]) == ("Granted", 42)
    assert ecs.code("CreateNetworkInterfacePermission", **wanted) == "InvalidOperation.EniPermissionDuplicated"
    assert ecs("DescribeNetworkInterfacePermissions", NetworkInterfaceId=interface)["TotalCount"] == 1
    key = {"NetworkInterfacePermissionId": granted["NetworkInterfacePermissionId"]}
    ecs("DeleteNetworkInterfacePermission", **key)
    assert ecs.code("DeleteNetworkInterfacePermission", **key) == "InvalidEniPermissionId.NotFound"


def test_a_deployment_set_with_an_instance_in_it_stays(ecs: Api, account: Account, place: Place) -> None:
    key = ecs("CreateDeploymentSet", DeploymentSetName="apart")["DeploymentSetId"]
    instance = account.run(place.vswitch, place.group, DeploymentSetId=key)[0]
    [shown] = ecs("DescribeDeploymentSets", DeploymentSetIds=f'["{key}"]')["DeploymentSets"]["DeploymentSet"]
    assert (shown["InstanceAmount"], shown["InstanceIds"]) == (1, {"InstanceId": [instance]})
    assert ecs.code("DeleteDeploymentSet", DeploymentSetId=key) == "DependencyViolation"
    ecs("ModifyInstanceDeployment", InstanceId=instance, RemoveFromDeploymentSet=True)
    ecs("DeleteDeploymentSet", DeploymentSetId=key)
    assert ecs.code("DeleteDeploymentSet", DeploymentSetId=key) == "InvalidDeploymentSetId.NotFound"


def test_an_hpc_cluster_with_an_instance_in_it_stays(ecs: Api, account: Account, place: Place) -> None:
    key = ecs("CreateHpcCluster", Name="compute")["HpcClusterId"]
    instance = account.run(place.vswitch, place.group, HpcClusterId=key)[0]
    assert ecs.code("DeleteHpcCluster", HpcClusterId=key) == "InvalidOperation.HpcClusterNotEmpty"
    ecs("DeleteInstance", InstanceId=instance, Force=True)
    ecs("DeleteHpcCluster", HpcClusterId=key)
    assert ecs.code("DeleteHpcCluster", HpcClusterId=key) == "InvalidHpcClusterId.NotFound"


def test_new_disks_are_encrypted_where_that_is_the_default(ecs: Api) -> None:
    made = {"ZoneId": "cn-hangzhou-h", "Size": 20, "DiskCategory": "cloud_essd"}
    plain = ecs("CreateDisk", **made)["DiskId"]
    ecs("EnableDiskEncryptionByDefault")
    ecs("EnableDiskEncryptionByDefault")
    secret = ecs("CreateDisk", **made)["DiskId"]
    rows = {row["DiskId"]: row["Encrypted"] for row in ecs("DescribeDisks")["Disks"]["Disk"]}
    assert rows == {plain: False, secret: True}
    ecs("DisableDiskEncryptionByDefault")
    assert ecs("DescribeDiskEncryptionByDefaultStatus")["Encrypted"] is False
