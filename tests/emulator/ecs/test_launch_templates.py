"""Launch templates: versions, the default one, and the instances that come of them."""

from typing import Any

from tests.emulator.ecs.account import IMAGE, Account, Place


def template(account: Account, place: Place, **query: Any) -> str:
    words = {"ImageId": IMAGE, "InstanceType": "ecs.g6.large", "VSwitchId": place.vswitch}
    asked = {"LaunchTemplateName": "web", "SecurityGroupIds": [place.group], **words, **query}
    return str(account.call("CreateLaunchTemplate", **asked)["LaunchTemplateId"])


def versions(account: Account, **query: Any) -> list[dict[str, Any]]:
    answer = account.call("DescribeLaunchTemplateVersions", **query)
    return list(answer["LaunchTemplateVersionSets"]["LaunchTemplateVersionSet"])


def test_an_instance_comes_of_a_template_and_the_caller_s_words_win(account: Account, place: Place) -> None:
    key = template(account, place, InstanceName="from-template", SystemDisk={"Size": 50, "Category": "cloud_essd"})
    (one,) = account.call("RunInstances", LaunchTemplateId=key)["InstanceIdSets"]["InstanceIdSet"]
    asked = {"LaunchTemplateName": "web", "InstanceName": "by-hand"}
    (two,) = account.call("RunInstances", **asked)["InstanceIdSets"]["InstanceIdSet"]
    assert [account.instance(item)["InstanceName"] for item in (one, two)] == ["from-template", "by-hand"]
    (disk,) = account.call("DescribeDisks", InstanceId=one)["Disks"]["Disk"]
    assert disk["Size"] == 50


def test_versions_are_numbered_and_one_is_the_default(account: Account, place: Place) -> None:
    key = template(account, place)
    asked = {"LaunchTemplateId": key, "ImageId": IMAGE, "InstanceType": "ecs.g6.xlarge"}
    more = {"VSwitchId": place.vswitch, "SecurityGroupId": place.group, "VersionDescription": "bigger"}
    assert account.call("CreateLaunchTemplateVersion", **asked, **more)["LaunchTemplateVersionNumber"] == 2
    first, second = versions(account, LaunchTemplateId=key)
    assert (first["DefaultVersion"], second["DefaultVersion"]) == (True, False)
    assert second["VersionDescription"] == "bigger"
    assert second["LaunchTemplateData"]["InstanceType"] == "ecs.g6.xlarge"
    account.call("ModifyLaunchTemplateDefaultVersion", LaunchTemplateId=key, DefaultVersionNumber=2)
    (default,) = versions(account, LaunchTemplateId=key, DefaultVersion=True)
    assert default["VersionNumber"] == 2
    (run,) = account.call("RunInstances", LaunchTemplateId=key)["InstanceIdSets"]["InstanceIdSet"]
    assert account.instance(run)["InstanceType"] == "ecs.g6.xlarge"
    first_again = account.call("RunInstances", LaunchTemplateId=key, LaunchTemplateVersion=1)
    (run,) = first_again["InstanceIdSets"]["InstanceIdSet"]
    assert account.instance(run)["InstanceType"] == "ecs.g6.large"


def test_the_default_version_is_not_deleted(account: Account, place: Place) -> None:
    key = template(account, place)
    account.call("CreateLaunchTemplateVersion", LaunchTemplateId=key, ImageId=IMAGE)
    code, _ = account.refusal("DeleteLaunchTemplateVersion", LaunchTemplateId=key, DeleteVersion=[1])
    assert code == "InvalidLaunchTemplateVersion.DefaultVersion"
    account.call("DeleteLaunchTemplateVersion", LaunchTemplateId=key, DeleteVersion=[2])
    assert [row["VersionNumber"] for row in versions(account, LaunchTemplateId=key)] == [1]
    code, _ = account.refusal("ModifyLaunchTemplateDefaultVersion", LaunchTemplateId=key, DefaultVersionNumber=2)
    assert code == "InvalidLaunchTemplateVersion.NotFound"


def test_a_version_shows_its_words_as_what_they_are(account: Account, place: Place) -> None:
    disks = [{"Size": 20, "DeleteWithInstance": True}]
    faces = [{"SecurityGroupIds": [place.group], "DeleteOnRelease": True}]
    more = {"InternetMaxBandwidthOut": 5, "DeletionProtection": True, "SpotPriceLimit": 0.5}
    key = template(account, place, DataDisk=disks, NetworkInterface=faces, SystemDisk={"Size": 40}, **more)
    data = versions(account, LaunchTemplateId=key)[0]["LaunchTemplateData"]
    assert data["DataDisks"] == {"DataDisk": disks}
    face = data["NetworkInterfaces"]["NetworkInterface"][0]
    assert face == {"SecurityGroupIds": {"SecurityGroupId": [place.group]}, "DeleteOnRelease": True}
    assert {name: data[name] for name in more} == more
    assert data["SystemDisk"]["Size"] == data["SystemDisk.Size"] == 40


def test_lists_filter_and_a_name_is_taken_once(account: Account, place: Place) -> None:
    key = template(account, place, TemplateTag=[{"Key": "a", "Value": "b"}])

    def keys(**query: Any) -> list[str]:
        fields = {"container": "LaunchTemplateSets", "item": "LaunchTemplateSet", "field": "LaunchTemplateId"}
        return account.ids("DescribeLaunchTemplates", **fields, **query)

    assert keys() == keys(LaunchTemplateName=["web"]) == keys(TemplateTag=[{"Key": "a"}]) == [key]
    assert keys(LaunchTemplateId=["lt-none"]) == keys(TemplateTag=[{"Key": "z"}]) == []
    assert (
        account.refusal("CreateLaunchTemplate", LaunchTemplateName="web")[0] == "InvalidLaunchTemplateName.Duplicated"
    )
    assert account.refusal("CreateLaunchTemplate", LaunchTemplateName="x")[0] == "InvalidLaunchTemplateName.Malformed"
    account.call("DeleteLaunchTemplate", LaunchTemplateName="web")
    assert keys() == []
    assert account.refusal("DeleteLaunchTemplate", LaunchTemplateId=key)[0] == "InvalidLaunchTemplate.NotFound"
    assert account.refusal("DeleteLaunchTemplate")[0] == "MissingParameter.LaunchTemplateId"


def test_no_password_is_kept_in_a_template(account: Account, place: Place) -> None:
    refused = account.refusal("CreateLaunchTemplate", LaunchTemplateName="web", Password="Topsecret-1")
    assert refused[0] == "UnsupportedParameter"


def test_encryption_of_a_data_disk_is_a_switch(account: Account) -> None:
    disk = [{"Size": 40, "Encrypted": "false"}, {"Size": 40, "Encrypted": "true"}]
    made = account.call("CreateLaunchTemplate", LaunchTemplateName="disks", DataDisk=disk)["LaunchTemplateId"]
    versions = account.call("DescribeLaunchTemplateVersions", LaunchTemplateId=made)["LaunchTemplateVersionSets"]
    shown = versions["LaunchTemplateVersionSet"][0]["LaunchTemplateData"]["DataDisks"]["DataDisk"]
    assert [one["Encrypted"] for one in shown] == [False, True]
