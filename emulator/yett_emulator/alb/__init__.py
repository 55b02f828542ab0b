"""Application Load Balancer, Alb 2020-06-16: balancers, listeners, server groups, ACLs and rules."""

from yett_emulator.alb import account, acls, listeners, load_balancers, rules, server_groups
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
    },
)
