"""Network Load Balancer, Nlb 2022-04-30: balancers, listeners and server groups."""

from yett_emulator.nlb import account, listeners, load_balancers, policies, reach, server_groups
from yett_emulator.service import Service

SERVICE = Service(
    "Nlb",
    "2022-04-30",
    {
        **account.OPERATIONS,
        **listeners.OPERATIONS,
        **load_balancers.OPERATIONS,
        **server_groups.OPERATIONS,
        **policies.OPERATIONS,
        **reach.OPERATIONS,
    },
)
