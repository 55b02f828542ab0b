"""A resource without the tags that somebody asks for.

What it does: reports a resource of a listed type that lacks a required tag, or has it empty; without required tags
nothing is judged.
Why it matters: an address or an opening that names no team and no system is closed by nobody, because nobody knows
whom to ask.
Example: `required: ["team", "cost-center=shared"]` and an EIP without tags.
Instead: write them on each resource, or once for the stack; a required tag with a value ("cost-center=shared") can be
written by the pack (level remediate), one without cannot: nobody knows the value.

    LeastExposure(required_tags_missing={"required": ["team", "cost-center=shared"], "level": "mandatory"})
References: rule of our own; cfn-guard and AWS Config `required-tags` ask the same.
"""

from collections.abc import Iterator, Mapping

from yett_policies.frozen import frozen
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "缺少要求的标签"
FIX_ZH = "在资源上写明要求的标签"
TYPES = (
    *("alicloud_vpc", "alicloud_vswitch", "alicloud_security_group", "alicloud_network_acl", "alicloud_route_table"),
    *("alicloud_instance", "alicloud_ecs_network_interface", "alicloud_eip_address", "alicloud_nat_gateway"),
    *("alicloud_slb_load_balancer", "alicloud_alb_load_balancer", "alicloud_nlb_load_balancer"),
    *("alicloud_db_instance", "alicloud_kvstore_instance", "alicloud_mongodb_instance", "alicloud_polardb_cluster"),
)
"""Types of the network, and the usual databases, that take tags."""


def named(text: str) -> None:
    """Refuse what names no tag."""
    if not text.partition("=")[0].strip():
        raise ValueError('a tag is "key" or "key=value"')


@frozen
class Options:
    required: tuple[str, ...] = option((), 'Tags, each "key" or "key=the value to write".', check=named)
    types: tuple[str, ...] = option(TYPES, "Terraform types that must have them; each has to be one that takes tags.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    keys = [text.partition("=")[0] for text in options.required]
    for one in stack.resources.each(*options.types) if keys else ():
        if not one.is_read:
            yield from judged(one, keys, unread(stack, one, "tags"))


def judged(one: Resource, keys: list[str], needs: list[str]) -> Iterator[Finding]:
    said = f'{kinds.spoken(one.type)} "{one.name}" lacks'
    if one.props.get("tags") is UNKNOWN or needs:
        yield indeterminate(one, f"whether {said} {', '.join(keys)}", needs or [unknown(one, "tags").what])
        return
    tags = tags_of(one)
    if lost := [key for key in keys if tags.get(key) in (None, "")]:
        yield violated(one, f"{said} {', '.join(lost)}", "write the tags")
    elif open_ones := [f"tags.{key}" for key in keys if tags.get(key) is UNKNOWN]:
        needs = [unknown(one, prop).what for prop in open_ones]
        yield indeterminate(one, f'whether a required tag of {kinds.spoken(one.type)} "{one.name}" is empty', needs)


def tags_of(one: Resource) -> Mapping[str, object]:
    found = one.props.get("tags")
    return found if isinstance(found, Mapping) else {}


def mend(one: Resource, options: Options) -> Mapping[str, Mapping[str, str]]:
    """The tags whose value is named and that are not there."""
    if one.type not in options.types:
        return {}
    tags = tags_of(one)
    values = {key: value for key, _, value in (text.partition("=") for text in options.required) if value}
    lost = {key: value for key, value in values.items() if tags.get(key) is not UNKNOWN and not tags.get(key)}
    return {"tags": lost} if lost else {}
