"""The table of ECS: every action this emulator speaks, by the noun it is about."""

from yett_emulator.call import Operation
from yett_emulator.ecs import (
    account,
    disks,
    images,
    instance_attributes,
    instance_network,
    instance_specs,
    instance_states,
    instance_types,
    instances,
    interface_addresses,
    interfaces,
    key_pairs,
    launch_templates,
    membership,
    prefix_lists,
    ram_roles,
    regions,
    run_instances,
    security_group_rules,
    security_groups,
    tag_operations,
    zones,
)
from yett_emulator.service import Service

OPERATIONS: dict[str, Operation] = {
    **security_groups.OPERATIONS,
    **security_group_rules.OPERATIONS,
    **membership.OPERATIONS,
    **prefix_lists.OPERATIONS,
    **run_instances.OPERATIONS,
    **instances.OPERATIONS,
    **instance_states.OPERATIONS,
    **instance_attributes.OPERATIONS,
    **instance_network.OPERATIONS,
    **instance_specs.OPERATIONS,
    **ram_roles.OPERATIONS,
    **interfaces.OPERATIONS,
    **interface_addresses.OPERATIONS,
    **disks.OPERATIONS,
    **images.OPERATIONS,
    **key_pairs.OPERATIONS,
    **launch_templates.OPERATIONS,
    **instance_types.OPERATIONS,
    **zones.OPERATIONS,
    **regions.OPERATIONS,
    **tag_operations.OPERATIONS,
    **account.OPERATIONS,
}

SERVICE = Service("Ecs", "2014-05-26", OPERATIONS)
