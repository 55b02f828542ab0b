"""A network as Pulumi prints it: `stack export`, where all is known, or `preview --json --show-sames`."""

from random import Random
from typing import Any

from .as_terraform import computed, written
from .builder import Ref, cloud
from .cloud import Resource

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
STACK = "urn:pulumi:dev::oracle::pulumi:pulumi:Stack::oracle-dev"
PROVIDER = "urn:pulumi:dev::oracle::pulumi:providers:alicloud::default_3_105_0"
DAY = "2026-11-22T16:47:40.214027877Z"
SDK, LOOP = "project:///.venv/lib/python3.11/site-packages/pulumi/runtime", "project:///../python3.11/asyncio"
HOST = "project:///../bin/pulumi-language-python-exec"
FRAMES = [
    *("", "", f"{HOST}#188", f"{SDK}/stack.py#237", f"{SDK}/stack.py#133", f"{SDK}/stack.py#254"),
    *(f"{LOOP}/events.py#80", *(f"{LOOP}/base_events.py#{n}" for n in (1922, 607, 640)), f"{HOST}#232"),
]
"""Below the line of the program that makes a resource, as the SDK tells them and the engine keeps them."""

TOKENS = {
    "alicloud_vpc": "vpc/network:Network",
    "alicloud_vswitch": "vpc/switch:Switch",
    "alicloud_security_group": "ecs/securityGroup:SecurityGroup",
    "alicloud_security_group_rule": "ecs/securityGroupRule:SecurityGroupRule",
    "alicloud_instance": "ecs/instance:Instance",
    "alicloud_ecs_network_interface": "ecs/ecsNetworkInterface:EcsNetworkInterface",
    "alicloud_ecs_network_interface_attachment": "ecs/ecsNetworkInterfaceAttachment:EcsNetworkInterfaceAttachment",
    "alicloud_ecs_prefix_list": "ecs/ecsPrefixList:EcsPrefixList",
    "alicloud_eip_address": "ecs/eipAddress:EipAddress",
    "alicloud_eip_association": "ecs/eipAssociation:EipAssociation",
    "alicloud_havip": "vpc/hAVip:HAVip",
    "alicloud_havip_attachment": "vpc/hAVipAttachment:HAVipAttachment",
    "alicloud_nat_gateway": "vpc/natGateway:NatGateway",
    "alicloud_forward_entry": "vpc/forwardEntry:ForwardEntry",
    "alicloud_route_table": "vpc/routeTable:RouteTable",
    "alicloud_route_table_attachment": "vpc/routeTableAttachment:RouteTableAttachment",
    "alicloud_route_entry": "vpc/routeEntry:RouteEntry",
    "alicloud_vpc_route_entry": "vpc/vPCRouteEntry:VPCRouteEntry",
    "alicloud_vpc_ipv4_gateway": "vpc/ipv4Gateway:Ipv4Gateway",
    "alicloud_vpc_peer_connection": "vpc/peerConnection:PeerConnection",
    "alicloud_vpc_ipv6_gateway": "vpc/ipv6Gateway:Ipv6Gateway",
    "alicloud_vpc_ipv6_address": "vpc/ipv6Address:Ipv6Address",
    "alicloud_vpc_ipv6_internet_bandwidth": "vpc/ipv6InternetBandwidth:Ipv6InternetBandwidth",
    "alicloud_slb_load_balancer": "slb/applicationLoadBalancer:ApplicationLoadBalancer",
    "alicloud_slb_listener": "slb/listener:Listener",
    "alicloud_slb_backend_server": "slb/backendServer:BackendServer",
    "alicloud_slb_acl": "slb/acl:Acl",
    "alicloud_slb_acl_entry_attachment": "slb/aclEntryAttachment:AclEntryAttachment",
    "alicloud_alb_load_balancer": "alb/loadBalancer:LoadBalancer",
    "alicloud_alb_listener": "alb/listener:Listener",
    "alicloud_alb_acl": "alb/acl:Acl",
    "alicloud_alb_server_group": "alb/serverGroup:ServerGroup",
    "alicloud_nlb_server_group": "nlb/serverGroup:ServerGroup",
    "alicloud_nlb_server_group_server_attachment": "nlb/serverGroupServerAttachment:ServerGroupServerAttachment",
    "alicloud_nlb_load_balancer": "nlb/loadBalancer:LoadBalancer",
    "alicloud_nlb_listener": "nlb/listener:Listener",
    "alicloud_network_acl": "vpc/networkAcl:NetworkAcl",
    "alicloud_vpc_network_acl_attachment": "vpc/vpcNetworkAclAttachment:VpcNetworkAclAttachment",
}
PLURALS = {("alicloud_slb_acl", "entry_list"): "entryLists", ("alicloud_ecs_prefix_list", "entry"): "entries"}
SINGLE = {("alicloud_alb_listener", "acl_config")}
"""Blocks of at most one, which Pulumi shows as an object and not as a list."""


def urn(address: str) -> str:
    """The URN of a resource by its Terraform address."""
    kind, _, name = address.partition(".")
    return f"urn:pulumi:dev::oracle::alicloud:{TOKENS[kind]}::{name}"


def pulumi_state(resources: list[Resource]) -> dict[str, Any]:
    """A stack export after `up`."""
    full = {r["address"]: r for r in cloud(resources).resources}
    entries = [stack_entry(), provider_entry(), *(state_of(r, full[r["address"]], known=True) for r in resources)]
    return {"version": 3, "deployment": {"manifest": {"time": "", "magic": "", "version": ""}, "resources": entries}}


def pulumi_preview(resources: list[Resource], seed: int | None = None) -> dict[str, Any]:
    """A preview with --show-sames; with a seed, some resources exist already and are unchanged, their ids known."""
    random = Random(seed)
    full = {r["address"]: r for r in cloud(resources).resources}
    existing = closed(resources, {r["address"] for r in resources if seed is not None and random.random() < 0.8})
    steps = [step("same", stack_entry()), step("same", provider_entry())]
    for resource in resources:
        same = resource["address"] in existing
        state = state_of(resource, full[resource["address"]], known=same)
        steps.append(step("same" if same else "create", state, state if same else None))
    return {"steps": steps, "changeSummary": {"create": len(resources) - len(existing), "same": len(existing) + 2}}


def closed(resources: list[Resource], chosen: set[str]) -> set[str]:
    """Those of the chosen that refer to chosen ones only: nothing exists before what it refers to."""
    needs = {r["address"]: {ref.address for ref in references(r["values"])} for r in resources}
    while lost := {address for address in chosen if needs[address] - chosen}:
        chosen = chosen - lost
    return chosen


def step(op: str, state: dict[str, Any], old: dict[str, Any] | None = None) -> dict[str, Any]:
    """One step of a preview; as the engine prints it, the new state has neither id nor outputs, the old one has."""
    new = {key: value for key, value in state.items() if key not in ("id", "outputs")}
    head: dict[str, Any] = {key: state[key] for key in ("urn", "provider") if key in state}
    return {"op": op, **head, **({"oldState": old} if old else {}), "newState": new, "detailedDiff": None}


def stack_entry() -> dict[str, Any]:
    """The stack itself."""
    return {"urn": STACK, "custom": False, "type": "pulumi:pulumi:Stack"}


def provider_entry() -> dict[str, Any]:
    """The default provider."""
    inputs = {"version": "3.105.0", "region": "cn-hangzhou"}
    return {"urn": PROVIDER, "custom": True, "id": "p", "type": "pulumi:providers:alicloud", "inputs": inputs}


def state_of(resource: Resource, full: Resource, *, known: bool) -> dict[str, Any]:
    """One checkpoint entry; what other resources give is the sentinel until it is known."""
    kind, values = resource["type"], resource["values"]
    hidden = {} if known else dict.fromkeys(computed(resource), UNKNOWN)
    inputs = camel(kind, full["values"] if known else concealed(values), set(written(resource)))
    outputs = camel(kind, {**(full["values"] if known else concealed(values)), **hidden}, set(values))
    return {
        "urn": urn(resource["address"]),
        "custom": True,
        **({"id": full["values"]["id"]} if known else {}),
        "type": f"alicloud:{TOKENS[kind]}",
        "inputs": {"__defaults": [], **inputs},
        "outputs": outputs,
        "parent": STACK,
        "provider": f"{PROVIDER}::p",
        "dependencies": sorted({urn(r.address) for r in references(values)}),
        "propertyDependencies": dependencies(kind, written(resource)),
        **({"created": DAY, "modified": DAY} if known else {}),
        **made_at(len(resource["address"])),
    }


def made_at(line: int) -> dict[str, Any]:
    """Where the program makes a resource."""
    where = f"project:///__main__.py#{line}"
    return {"sourcePosition": where, "stackTrace": [{"sourcePosition": one} if one else {} for one in (where, *FRAMES)]}


def dependencies(kind: str, values: dict[str, Any]) -> dict[str, list[str]]:
    """Which URNs each property came from: none, for most."""
    return {property_name(kind, k): sorted({urn(r.address) for r in references(v)}) for k, v in values.items()}


def references(value: Any) -> list[Ref]:
    """Every reference inside the value."""
    if isinstance(value, Ref):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [r for item in items for r in references(item)]


def concealed(value: Any) -> Any:
    """The value with the sentinel for every reference."""
    if isinstance(value, Ref):
        return UNKNOWN
    if isinstance(value, dict):
        return {k: concealed(v) for k, v in value.items()}
    return [concealed(v) for v in value] if isinstance(value, list) else value


def camel(kind: str, values: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    """Properties in Pulumi's words."""
    return {property_name(kind, k): shape(kind, k, v) for k, v in values.items() if k in keys}


def shape(kind: str, key: str, value: Any) -> Any:
    """A nested block in Pulumi's words, a block of at most one as an object."""
    if isinstance(value, dict):
        return {property_name(kind, k): shape(kind, k, v) for k, v in value.items()}
    if isinstance(value, list):
        inner = [shape(kind, "", v) for v in value]
        return inner[0] if (kind, key) in SINGLE else inner
    return value


def property_name(kind: str, key: str) -> str:
    """snake_case in camelCase, with Pulumi's plurals."""
    if (kind, key) in PLURALS:
        return PLURALS[kind, key]
    first, *rest = key.split("_")
    return first + "".join(word.capitalize() for word in rest)
