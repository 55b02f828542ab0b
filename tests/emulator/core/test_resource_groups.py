"""Resource groups: modules look the default one up and put things into it."""

from tests.emulator.api import RESOURCE_MANAGER, VPC, Api
from yett_emulator.handle import EmulatorHandle
from yett_emulator.resource_groups import DEFAULT_GROUP


def test_an_account_starts_with_the_default_group_that_things_are_in(emulator: EmulatorHandle) -> None:
    found = Api(emulator, RESOURCE_MANAGER)("ListResourceGroups", Status="OK")["ResourceGroups"]["ResourceGroup"]
    assert [(one["Id"], one["Name"]) for one in found] == [(DEFAULT_GROUP, "default")]
    vpc = Api(emulator, VPC)("CreateVpc")
    assert vpc["ResourceGroupId"] == DEFAULT_GROUP


def test_a_group_that_holds_something_is_not_deleted(emulator: EmulatorHandle) -> None:
    manager, vpc = Api(emulator, RESOURCE_MANAGER), Api(emulator, VPC)
    key = manager("CreateResourceGroup", Name="shop", DisplayName="Shop")["ResourceGroup"]["Id"]
    made = vpc("CreateVpc", ResourceGroupId=key)["VpcId"]
    assert manager.refused("DeleteResourceGroup", ResourceGroupId=key).code == "DeleteConflict.ResourceGroup.Resource"
    vpc("DeleteVpc", VpcId=made)
    manager("DeleteResourceGroup", ResourceGroupId=key)
    assert manager.refused("GetResourceGroup", ResourceGroupId=key).code == "EntityNotExists.ResourceGroup"
    assert emulator.state()["kinds"] == {}


def test_a_group_is_found_by_its_new_name_and_tags(emulator: EmulatorHandle) -> None:
    manager = Api(emulator, RESOURCE_MANAGER)
    tag = [{"Key": "stack", "Value": "dev"}]
    key = manager("CreateResourceGroup", Name="shop", DisplayName="Shop", Tag=tag)["ResourceGroup"]["Id"]
    manager("UpdateResourceGroup", ResourceGroupId=key, NewDisplayName="Store")
    [found] = manager("ListResourceGroups", DisplayName="Store", Tag=tag)["ResourceGroups"]["ResourceGroup"]
    listed = manager("ListTagResources", ResourceType="ResourceGroup", ResourceId=[key])["TagResources"]
    assert (found["Id"], [row["TagValue"] for row in listed]) == (key, ["dev"])


def test_the_default_group_and_taken_names_are_refused(emulator: EmulatorHandle) -> None:
    manager = Api(emulator, RESOURCE_MANAGER)
    assert manager.refused("DeleteResourceGroup", ResourceGroupId=DEFAULT_GROUP).status == 400
    assert manager.refused("CreateResourceGroup", Name="default", DisplayName="x").status == 409
