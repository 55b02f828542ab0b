"""Application Load Balancer, Alb 2020-06-16: balancers, listeners, server groups, ACLs and rules."""

from yett_emulator.alb import (
    account,
    acls,
    health_templates,
    listeners,
    load_balancers,
    policies,
    reach,
    rules,
    scripts,
    server_groups,
)
from yett_emulator.service import Service

SERVICE = Service(
    "Alb",
    "2020-06-16",
    {
        **account.OPERATIONS,
        **acls.OPERATIONS,
        **listeners.OPERATIONS,
        **load_balancers.OPERATIONS,
        **rules.OPERATIONS,
        **server_groups.OPERATIONS,
        **policies.OPERATIONS,
        **health_templates.OPERATIONS,
        **scripts.OPERATIONS,
        **reach.OPERATIONS,
    },
)
