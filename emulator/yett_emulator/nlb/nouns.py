"""The nouns of NLB, and how its codes spell them (`ResourceNotFound.loadBalancer`, with a small l)."""

from yett_emulator.balancing.product import Noun, Product

NLB = Product(
    "nlb",
    (
        Noun("load_balancer", "LoadBalancerId", "nlb", "loadBalancer", "loadbalancer"),
        Noun("listener", "ListenerId", "lsn", "listener", "listener"),
        Noun("server_group", "ServerGroupId", "sgp", "serverGroup", "servergroup"),
    ),
)
