"""The public address that a workload brings along: by internet bandwidth, or an EIP it is created with."""

from yett_policies.network import Unknown
from yett_policies.resources import Resource
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import flag, whole

PublicIp = tuple[bool | Unknown, str | Unknown]
"""(whether there is one, its address)."""


def own_eip(resource: Resource) -> PublicIp:
    """The EIP that a container group is created with or given by id."""
    made = flag(resource, "auto_create_eip", False)
    has_ip = True if resource.props.get("eip_instance_id") not in (None, "") else made
    return has_ip, _known(resource, "internet_ip") if has_ip is not False else ""


def bandwidth_ip(resource: Resource, template: Resource | Unknown | None = None) -> PublicIp:
    """The public address that internet bandwidth brings.

    Source: the provider's instance page (`internet_max_bandwidth_out` > 0 gives a public IP).
    """
    value = resource.props.get("internet_max_bandwidth_out")
    if value is None and isinstance(template, Unknown):
        return template, template
    if value is None and template is not None and not isinstance(template, Unknown):
        value = template.props.get("internet_max_bandwidth_out")
    bandwidth = whole(resource, value, "internet_max_bandwidth_out", 0)
    if isinstance(bandwidth, Unknown):
        return bandwidth, bandwidth
    # an address that a state holds without bandwidth was given by an EIP: the association says it
    has_ip = bool(bandwidth) or flag(resource, "allocate_public_ip", False)
    return has_ip, _known(resource, "public_ip") if has_ip else ""


def _known(resource: Resource, prop: str) -> str | Unknown:
    value = resource.props.get(prop)
    return value if isinstance(value, str) and value else unknown(resource, prop)
