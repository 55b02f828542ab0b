"""An emulated account as the ECS tests use it: `account.call("CreateSecurityGroup", ...)` speaks HTTP, signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.exceptions import DaraException
from darabonba.runtime import RuntimeOptions

from yett_emulator.handle import EmulatorHandle

VPC_ACTIONS = frozenset(
    [
        "CreateVpc",
        "DeleteVpc",
        "CreateVSwitch",
        "DeleteVSwitch",
        "AllocateEipAddress",
        "ReleaseEipAddress",
        "AssociateEipAddress",
    ]
)
IMAGE = "ubuntu_22_04_x64_20G_alibase_20250113.vhd"


def flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """`("Tag", [{"Key": "a"}])` -> `("Tag.1.Key", "a")`, as clients write lists and maps."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from flat(f"{name}.{key}", item)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from flat(f"{name}.{number}", item)
    elif value is not None:
        yield name, str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class Account:
    """One client of the emulator, and the things that tests start from."""

    handle: EmulatorHandle
    client: Client

    @classmethod
    def of(cls, handle: EmulatorHandle) -> "Account":
        settings = handle.settings
        config = Config(
            access_key_id=settings.access_key,
            access_key_secret=settings.secret_key,
            endpoint=handle.endpoint,
            protocol="http",
            region_id=settings.region,
        )
        return cls(handle, Client(config))

    def call(self, action: str, **query: Any) -> dict[str, Any]:
        """The answer's body; a refusal is raised."""
        given = {"RegionId": self.handle.settings.region} | query
        request = OpenApiRequest(query=dict(pair for name, value in given.items() for pair in flat(name, value)))
        params = Params(
            action=action,
            version="2016-04-28" if action in VPC_ACTIONS else "2014-05-26",
            protocol="HTTP",
            pathname="/",
            method="POST",
            auth_type="AK",
            style="RPC",
            req_body_type="formData",
            body_type="json",
        )
        answer = self.client.call_api(params, request, RuntimeOptions(autoretry=False))
        body: dict[str, Any] = answer["body"]
        return body

    def refusal(self, action: str, **query: Any) -> tuple[str, str]:
        """Code and message of the refusal that the call must meet."""
        try:
            self.call(action, **query)
        except DaraException as error:
            body: dict[str, Any] = error.data
            return body["Code"], body["Message"]
        raise AssertionError(f"{action} was not refused")

    def vpc(self, cidr: str = "10.0.0.0/8", **query: Any) -> str:
        return str(self.call("CreateVpc", CidrBlock=cidr, **query)["VpcId"])

    def vswitch(self, vpc: str, cidr: str = "10.0.1.0/24", zone: str = "cn-hangzhou-h", **query: Any) -> str:
        return str(self.call("CreateVSwitch", VpcId=vpc, CidrBlock=cidr, ZoneId=zone, **query)["VSwitchId"])

    def group(self, vpc: str, **query: Any) -> str:
        return str(self.call("CreateSecurityGroup", VpcId=vpc, **query)["SecurityGroupId"])

    def run(self, vswitch: str, *groups: str, **query: Any) -> list[str]:
        """Instances of a usual kind, running."""
        usual = {"ImageId": IMAGE, "InstanceType": "ecs.g7.large", "SecurityGroupIds": list(groups)}
        answer = self.call("RunInstances", **({"VSwitchId": vswitch} | usual | query))
        keys: list[str] = answer["InstanceIdSets"]["InstanceIdSet"]
        return keys

    def instance(self, key: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = self.call("DescribeInstances", InstanceIds=f'["{key}"]')["Instances"]["Instance"]
        return found[0]

    def interface(self, vswitch: str, *groups: str, **query: Any) -> str:
        answer = self.call("CreateNetworkInterface", VSwitchId=vswitch, SecurityGroupIds=list(groups), **query)
        return str(answer["NetworkInterfaceId"])

    def faces(self, **query: Any) -> list[dict[str, Any]]:
        found = self.call("DescribeNetworkInterfaces", **query)["NetworkInterfaceSets"]["NetworkInterfaceSet"]
        return list(found)

    def rules(self, group: str, **query: Any) -> list[dict[str, Any]]:
        answer = self.call("DescribeSecurityGroupAttribute", SecurityGroupId=group, **query)
        return list(answer["Permissions"]["Permission"])

    def ids(self, action: str, container: str, item: str, field: str, **query: Any) -> list[str]:
        """The ids that a list shows."""
        return [row[field] for row in self.call(action, **query)[container][item]]


@dataclass(frozen=True)
class Place:
    """A VPC with a vSwitch and a group, the least that an instance needs."""

    vpc: str
    vswitch: str
    group: str
