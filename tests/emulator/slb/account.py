"""An emulated account as the CLB tests use it: `account.call("CreateLoadBalancer", ...)` speaks HTTP, signed."""

from dataclasses import dataclass
from typing import Any

from tests.emulator.api import SLB, Api
from yett_emulator.handle import EmulatorHandle
from yett_emulator.store import Record, Store


@dataclass(frozen=True)
class Account:
    """One emulator, and the records of other products that balancers lean on."""

    handle: EmulatorHandle

    @property
    def store(self) -> Store:
        return self.handle.prepared.store

    def call(self, action: str, **query: Any) -> dict[str, Any]:
        """The answer's body; a refusal is raised."""
        return Api(self.handle, SLB)(action, **query)

    def refusal(self, action: str, **query: Any) -> tuple[str, str]:
        """Code and message of the refusal that the call must meet."""
        refused = Api(self.handle, SLB).refused(action, **query)
        return refused.code, refused.message

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
