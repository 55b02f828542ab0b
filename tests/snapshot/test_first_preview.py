"""What a first preview joins by dependency alone, no id being known: a list, a group, an address by its binding."""

from typing import Any

import pytest

from yett_policies.network import ForwardEntry, Unknown
from yett_policies.snapshot import network_of

NEW = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What a preview writes for a value that the cloud has not given yet."""
ACL, OTHER = "slb/acl:Acl::peers", "slb/acl:Acl::others"
EIP, OTHER_EIP = "ecs/eipAddress:EipAddress::out", "ecs/eipAddress:EipAddress::other"
BOUND, NAT = "ecs/eipAssociation:EipAssociation::out", "vpc/natGateway:NatGateway::gate"
GROUP = "ecs/securityGroup:SecurityGroup::app"


def urn(name: str) -> str:
    return f"urn:pulumi:dev::p::alicloud:{name}"


def network(*steps: tuple[str, dict[str, Any], dict[str, list[str]]]) -> Any:
    """The network of a preview that creates all of these: (name, inputs, property -> where its value comes from)."""
    made = []
    for name, inputs, links in steps:
        state = {"urn": urn(name), "type": urn(name).split("::")[2], "inputs": inputs}
        state["propertyDependencies"] = {prop: [urn(one) for one in found] for prop, found in links.items()}
        made.append({"op": "create", "urn": urn(name), "newState": state})
    return network_of({"steps": made, "changeSummary": {"create": len(made)}})


def lists_of(came_from: list[str]) -> object:
    """The lists of a listener whose `aclId` came from these."""
    given = {"protocol": "tcp", "frontendPort": 22, "aclStatus": "on", "aclType": "white", "aclId": NEW}
    found = network((ACL, {}, {}), (OTHER, {}, {}), ("slb/listener:Listener::ssh", given, {"aclId": came_from}))
    return found.listeners[0].acl.lists


def test_one_list_that_is_made_now_is_that_list_and_no_other() -> None:
    assert lists_of([ACL]) == (urn(ACL),)


@pytest.mark.parametrize("came_from", [[], [ACL, OTHER], [GROUP]])
def test_a_list_that_came_from_elsewhere_or_from_one_of_two_is_unknown(came_from: list[str]) -> None:
    assert isinstance(lists_of(came_from), Unknown)


def test_the_one_group_of_a_container_group_is_known_before_it_is_made() -> None:
    pod = ("eci/containerGroup:ContainerGroup::pod", {"securityGroupId": NEW}, {"securityGroupId": [GROUP]})
    (host,) = network((GROUP, {}, {}), pod).interfaces.values()
    assert host.groups == (urn(GROUP),)


def forwarded(came_from: list[str], bound_to: list[str]) -> ForwardEntry:
    """A forward entry whose `externalIp` came from these, beside an association of an EIP."""
    entry = {"externalIp": NEW, "externalPort": "443", "ipProtocol": "tcp", "internalIp": "10.0.0.5"}
    found = network(
        (EIP, {}, {}),
        (OTHER_EIP, {}, {}),
        (NAT, {}, {}),
        (BOUND, {"allocationId": NEW, "instanceId": NEW}, {"allocationId": bound_to, "instanceId": [NAT]}),
        ("vpc/forwardEntry:ForwardEntry::web", entry, {"externalIp": came_from, "forwardTableId": [NAT]}),
    )
    (one,) = found.forward_entries
    assert isinstance(one, ForwardEntry)
    return one


@pytest.mark.parametrize("came_from", [[EIP], [BOUND], [EIP, BOUND]])
def test_an_address_that_is_asked_of_its_binding_is_the_address_that_is_bound(came_from: list[str]) -> None:
    """`association.allocation_id.apply(lambda _: eip.ip_address)` waits for the binding, and depends on it alone."""
    assert forwarded(came_from, [EIP]).eip == urn(EIP)


@pytest.mark.parametrize("bound_to", [[], [EIP, OTHER_EIP]])
def test_a_binding_of_who_knows_which_address_tells_no_address(bound_to: list[str]) -> None:
    assert isinstance(forwarded([BOUND], bound_to).eip, Unknown)


def test_addresses_asked_for_by_name_are_those() -> None:
    assert forwarded([OTHER_EIP, BOUND], [EIP]).eip == urn(OTHER_EIP)


def test_an_address_that_is_taken_over_is_found_by_its_id_before_it_is_there() -> None:
    """`Eip(allocation_id="eip-1")` names an address that the account has; a binding may name it as plainly."""
    taken, bound = (EIP, {"allocationId": "eip-1"}, {}), (BOUND, {"allocationId": "eip-1", "instanceId": "i-1"}, {})
    assert network(taken, bound).associations[0].eip == urn(EIP)
