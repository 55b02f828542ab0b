"""The nouns of NLB, and how its codes spell them (`ResourceNotFound.loadBalancer`, with a small l)."""

from yett_emulator.balancing.product import Noun, Product, illegal
from yett_emulator.call import Call

NLB = Product(
    "nlb",
    (
        Noun("load_balancer", "LoadBalancerId", "nlb", "loadBalancer", "loadbalancer"),
        Noun("listener", "ListenerId", "lsn", "listener", "listener"),
        Noun("server_group", "ServerGroupId", "sgp", "serverGroup", "servergroup"),
        Noun("security_policy", "SecurityPolicyId", "tls", "securityPolicy", "securitypolicy"),
    ),
)


def ip_version(call: Call, name: str) -> str:
    """`ipv4` or `DualStack`, shown as it was written: the provider writes `Ipv4`, and replaces what reads otherwise."""
    value = call.text(name, "ipv4")
    if value.lower() not in ("ipv4", "dualstack"):
        raise illegal(name, value, "ipv4, DualStack")
    return value
