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
        Noun("security_policy", "SecurityPolicyId", "tls", "SecurityPolicy", "securitypolicy"),
        Noun("health_template", "HealthCheckTemplateId", "hct", "HealthCheckTemplate", "healthchecktemplate"),
        Noun("script", "AScriptId", "as", "AScript", "ascript"),
    ),
)
