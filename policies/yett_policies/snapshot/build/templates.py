"""The launch template that an instance or a scaling group is made from."""

from yett_policies.network import Unknown
from yett_policies.resources import Resource
from yett_policies.resources.graph import Graph

TEMPLATES = ("alicloud_ecs_launch_template", "alicloud_launch_template")
TEMPLATE_PROPS = ("launch_template_id", "launch_template_name")


def template_of(graph: Graph, resource: Resource) -> Resource | Unknown | None:
    """The launch template behind an instance; Unknown when there is one and the snapshot does not hold it."""
    if all(resource.props.get(prop) in (None, "") for prop in TEMPLATE_PROPS):
        return None
    ref = graph.ref(resource, "launch_template_id", TEMPLATES)
    if isinstance(ref, str) and ref in graph.by_urn:
        return graph.by_urn[ref]
    return Unknown(f'the launch template of "{resource.name}"')
