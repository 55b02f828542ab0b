"""An emulated account as the CLB tests use it: `account.call("CreateLoadBalancer", ...)` speaks HTTP, signed."""

from dataclasses import dataclass
from typing import Any

from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.exceptions import DaraException
from darabonba.runtime import RuntimeOptions

from yett_emulator.handle import EmulatorHandle
from yett_emulator.store import Record, Store


@dataclass(frozen=True)
class Account:
    """One client of the emulator, and the records of other products that balancers lean on."""

    handle: EmulatorHandle
    client: Client
    version: str = "2014-05-15"

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

    @property
    def store(self) -> Store:
        return self.handle.prepared.store

    def call(self, action: str, **query: Any) -> dict[str, Any]:
        """The answer's body; a refusal is raised."""
        query = {"RegionId": self.handle.settings.region} | {name: str(value) for name, value in query.items()}
        params = Params(
            action=action,
            version=self.version,
            protocol="HTTP",
            pathname="/",
            method="POST",
            auth_type="AK",
            style="RPC",
            req_body_type="formData",
            body_type="json",
        )
        answer = self.client.call_api(params, OpenApiRequest(query=query), RuntimeOptions(autoretry=False))
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

    def vswitch(self, key: str = "vsw-1", vpc: str = "vpc-1", cidr: str = "10.0.1.0/24") -> str:
        record = {"VSwitchId": key, "VpcId": vpc, "CidrBlock": cidr, "ZoneId": "cn-hangzhou-h", "Status": "Available"}
        self.store.insert("vswitch", key, record)
        return key

    def instance(self, key: str = "i-1", vpc: str = "vpc-1", status: str = "Running") -> str:
        address = {"IpAddress": ["10.0.1.77"]}
        record: Record = {"InstanceId": key, "Status": status, "ZoneId": "cn-hangzhou-h"}
        record["VpcAttributes"] = {"VpcId": vpc, "VSwitchId": "vsw-1", "PrivateIpAddress": address}
        self.store.insert("instance", key, record)
        return key

    def balancer(self, **query: Any) -> str:
        given = {"AddressType": "internet", "LoadBalancerSpec": "slb.s1.small"} | query
        return str(self.call("CreateLoadBalancer", **given)["LoadBalancerId"])

    def listener(self, balancer: str, protocol: str = "http", port: int = 80, **query: Any) -> None:
        given = {"BackendServerPort": 8080, "Bandwidth": -1, "LoadBalancerId": balancer, "ListenerPort": port} | query
        self.call(f"CreateLoadBalancer{protocol.upper()}Listener", **given)

    def described(self, balancer: str, protocol: str = "http", port: int = 80) -> dict[str, Any]:
        action = f"DescribeLoadBalancer{protocol.upper()}ListenerAttribute"
        return self.call(action, LoadBalancerId=balancer, ListenerPort=port)

    def group(self, balancer: str, servers: str = "", **query: Any) -> str:
        given = {"LoadBalancerId": balancer, "VServerGroupName": "web", "BackendServers": servers} | query
        return str(self.call("CreateVServerGroup", **given)["VServerGroupId"])

    def acl(self, *entries: str, **query: Any) -> str:
        key = str(self.call("CreateAccessControlList", **{"AclName": "partners"} | query)["AclId"])
        if entries:
            written = ",".join(f'{{"entry":"{entry}","comment":"a"}}' for entry in entries)
            self.call("AddAccessControlListEntry", AclId=key, AclEntrys=f"[{written}]")
        return key
