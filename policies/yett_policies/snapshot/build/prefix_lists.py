"""Prefix lists of both kinds."""

from yett_policies.network import PrefixList, Unknown
from yett_policies.resources import UNKNOWN, kinds
from yett_policies.resources.graph import Graph
from yett_policies.resources.values import blocks, cidrs, is_unknown


def prefix_lists(graph: Graph) -> dict[str, PrefixList]:
    """Prefix lists by URN; one that is only read may hold more than the snapshot says."""
    found = {}
    for r in graph.each(*kinds.PREFIX_LIST):
        prop = "entry" if r.type == "alicloud_ecs_prefix_list" else "entrys"
        # a block without its CIDR is damage: it may have held any
        values: list[object] = [block.get("cidr", UNKNOWN) for block in blocks(r, prop)]
        if is_unknown(r, prop):
            values.append(UNKNOWN)
        known, missing = cidrs(r, values, prop)
        if r.is_read:
            missing = (*missing, Unknown(f'the entries of "{r.name}", which this snapshot does not manage'))
        found[r.urn] = PrefixList(r.urn, r.name, known, missing)
    return found
