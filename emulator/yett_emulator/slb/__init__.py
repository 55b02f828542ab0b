"""Classic Load Balancer, Slb 2014-05-15: `SERVICE.operations["CreateLoadBalancer"]`."""

from yett_emulator.service import Service
from yett_emulator.slb import (
    acls,
    backend_servers,
    certificates,
    domain_extensions,
    forwarding_rules,
    health,
    listener_lists,
    listeners,
    load_balancer_lists,
    load_balancers,
    master_slave_groups,
    server_groups,
    tagging,
    tls_policies,
    white_lists,
    zones,
)

SERVICE = Service(
    "Slb",
    "2014-05-15",
    {
        **acls.OPERATIONS,
        **backend_servers.OPERATIONS,
        **certificates.OPERATIONS,
        **domain_extensions.OPERATIONS,
        **forwarding_rules.OPERATIONS,
        **health.OPERATIONS,
        **listener_lists.OPERATIONS,
        **listeners.OPERATIONS,
        **load_balancer_lists.OPERATIONS,
        **load_balancers.OPERATIONS,
        **master_slave_groups.OPERATIONS,
        **server_groups.OPERATIONS,
        **tagging.OPERATIONS,
        **tls_policies.OPERATIONS,
        **white_lists.OPERATIONS,
        **zones.OPERATIONS,
    },
)
