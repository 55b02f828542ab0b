"""A block that a preview shows as one unknown value may name anything: what it could open or lead to is in doubt."""

from typing import Any

import pytest

from yett_policies.exposure import analyse
from yett_policies.snapshot import network_of

NEW = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What a preview writes for a value that nobody knows yet."""
CLB = {"alicloud:slb/loadBalancer:LoadBalancer::lb": {"addressType": "internet"}}
ALB = {"alicloud:alb/loadBalancer:LoadBalancer::lb": {"addressType": "Internet"}}
NLB = {"alicloud:nlb/loadBalancer:LoadBalancer::lb": {"addressType": "Internet", "zoneMappings": [NEW]}}
HTTP = {"loadBalancerId": "lb", "listenerPort": 80, "listenerProtocol": "HTTP"}
DROP = {"protocol": "all", "port": "-1/-1", "sourceCidrIp": "0.0.0.0/0", "policy": "drop"}


def doubted(resources: dict[str, dict[str, Any]]) -> set[str]:
    """The names of what may be reached."""
    steps = []
    for key, inputs in resources.items():
        token, _, name = key.rpartition("::")
        urn = f"urn:pulumi:dev::p::{token}::{name}"
        steps.append({"op": "same", "urn": urn, "newState": {"urn": urn, "id": name, "type": token, "inputs": inputs}})
    network = network_of({"steps": steps, "changeSummary": {"same": len(steps)}})
    return {e.name for e in analyse(network).exposures if e.verdict == "indeterminate"}


def alb(**listener: Any) -> dict[str, dict[str, Any]]:
    return {**ALB, "alicloud:alb/listener:Listener::http": {**HTTP, **listener}}


@pytest.mark.parametrize(
    ("resources", "names"),
    [
        (alb(defaultActions=[NEW]), {"http"}),
        (alb(defaultActions=[{"forwardGroupConfig": NEW}]), {"http"}),
        (alb(defaultActions=[{"forwardGroupConfig": {"serverGroupTuples": [NEW]}}]), {"http"}),
        (alb(aclConfig=NEW), {"lb"}),
        (alb(aclConfig={"aclType": "White", "aclRelations": [NEW]}), {"lb"}),
        (alb() | {"alicloud:alb/rule:Rule::some": {"listenerId": "http", "ruleActions": [NEW]}}, {"http"}),
        (
            CLB
            | {
                "alicloud:slb/listener:Listener::tcp": {"loadBalancerId": "lb", "frontendPort": 80, "protocol": "tcp"},
                "alicloud:slb/backendServer:BackendServer::some": {"loadBalancerId": "lb", "backendServers": [NEW]},
            },
            {"some"},
        ),
        (
            NLB
            | {
                "alicloud:nlb/listener:Listener::tcp": {"loadBalancerId": "lb", "listenerPort": 80},
                "alicloud:vpc/networkAcl:NetworkAcl::acl": {
                    "resources": [{"resourceId": "vsw-1"}],
                    "ingressAclEntries": [DROP],
                },
            },
            {"lb"},
        ),
    ],
)
def test_what_a_computed_block_decides_is_in_doubt(resources: dict[str, dict[str, Any]], names: set[str]) -> None:
    assert doubted(resources) == names
