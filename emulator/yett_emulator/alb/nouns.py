"""The nouns of ALB, and how its codes spell them."""

from yett_emulator.balancing.product import Noun, Product

ALB = Product(
    "alb",
    (
        Noun("load_balancer", "LoadBalancerId", "alb", "LoadBalancer", "loadbalancer"),
        Noun("listener", "ListenerId", "lsn", "Listener", "listener"),
        Noun("server_group", "ServerGroupId", "sgp", "ServerGroup", "servergroup"),
        Noun("acl", "AclId", "acl", "Acl", "acl"),
        Noun("rule", "RuleId", "rule", "Rule", "rule"),
    ),
)
