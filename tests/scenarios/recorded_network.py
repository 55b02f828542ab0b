"""What a program registers on mocks as the network that the exact analysis reads: no engine, no account."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Network
from typing import Any

from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs

from tests.components.recorder import Recorded, record
from yett.packets import TransportSet
from yett_policies.exposure import flows
from yett_policies.network import Network
from yett_policies.snapshot import network_of

FIRST_HOST = 10
"""The cloud keeps the first addresses of a vSwitch."""


@dataclass
class Cloud(Recorded):
    """Gives every machine an address of its own in its vSwitch, and every EIP one of the internet."""

    taken: Counter[str] = field(default_factory=Counter)
    outputs: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        ident, found = super().new_resource(args)
        found = {**found, **self._given(args)}
        self.outputs[args.typ, args.name] = found
        return ident, found

    def call(self, args: MockCallArgs) -> Any:
        if args.token == "alicloud:index/getZones:getZones":
            return {"zones": [{"id": zone} for zone in ("cn-hangzhou-h", "cn-hangzhou-i")]}
        return super().call(args)

    def _given(self, args: MockResourceArgs) -> dict[str, str]:
        if args.typ == "alicloud:ecs/instance:Instance":
            cidr = self.of("Switch")[args.inputs["vswitchId"].removesuffix("-id")]["cidrBlock"]
            self.taken[cidr] += 1
            return {"privateIp": str(IPv4Network(cidr)[FIRST_HOST + self.taken[cidr]])}
        if args.typ == "alicloud:vpc/network:Network":
            return {"routeTableId": f"{args.name}-system"}
        if args.typ == "alicloud:vpc/natGateway:NatGateway":
            return {"snatTableIds": f"{args.name}-snat", "forwardTableIds": f"{args.name}-forward"}
        if args.typ == "alicloud:ecs/eipAddress:EipAddress":
            self.taken["eip"] += 1
            return {"ipAddress": f"47.0.0.{self.taken['eip']}"}
        return {}


def recorded_network(program: Callable[[], object]) -> Network:
    """The network of all that the program registers, with every id and address known."""
    cloud = Cloud()
    record(program, cloud)
    return network_in(cloud)


def network_in(cloud: Cloud) -> Network:
    """The network of what was registered."""
    return network_of({"deployment": {"manifest": {}, "resources": [*_states(cloud)]}})


def reached(network: Network) -> dict[tuple[str, str], str]:
    """What each machine can send to each other one, by their names; what is undecided counts as `maybe`."""
    return {
        (source, target): f"{flow.transport}{f', maybe {flow.maybe}' if flow.maybe else ''}"
        for flow in flows(network)
        for source in map(_name, flow.source.members)
        for target in map(_name, flow.destination.members)
        if source != target
    }


def machines(network: Network) -> list[str]:
    """Every machine by name."""
    return sorted(_name(urn) for urn in network.interfaces)


def granted(network: Network, tiers: dict[tuple[str, str], TransportSet]) -> dict[tuple[str, str], str]:
    """The same as `reached`, from what is declared between tiers; a machine is called after its tier."""
    return {
        (source, target): str(carried)
        for (one, other), carried in tiers.items()
        for source in machines(network)
        for target in machines(network)
        if source.startswith(f"{one}-") and target.startswith(f"{other}-") and source != target
    }


def _states(cloud: Cloud) -> Iterator[dict[str, Any]]:
    for (kind, name), inputs in cloud.inputs.items():
        request = cloud.requests.get((kind, name))
        parent = request.parent if request is not None else ""
        state: dict[str, Any] = {"urn": _urn(parent, kind, name), "type": kind, "inputs": inputs}
        if parent:
            state["parent"] = parent
        if request is None or request.custom:
            state |= {"custom": True, "id": f"{name}-id", "outputs": cloud.outputs[kind, name]}
        yield state


def _urn(parent: str, kind: str, name: str) -> str:
    """As the mocks of the SDK say it, where children name their parents."""
    above = f"{parent.split('::')[2].rpartition('$')[2]}$" if parent else ""
    return f"urn:pulumi:test::shop::{above}{kind}::{name}"


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]
