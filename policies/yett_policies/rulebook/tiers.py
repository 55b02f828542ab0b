"""What a vswitch is for, as somebody wrote it: in the plan of a yett Vpc, in a tag, or in its name."""

import re
from collections.abc import Mapping

from yett_policies.frozen import frozen
from yett_policies.network import Ref, Unknown
from yett_policies.resources import UNKNOWN, Graph, Resource
from yett_policies.resources.graph import unknown

PLAN = "yett:index:Vpc"
PUBLIC = "public"


@frozen
class Words:
    """Which words say that a tier has no public address: `private` may stand behind a balancer, `isolated` not."""

    tag: str
    private: tuple[str, ...]
    isolated: tuple[str, ...]

    def kind(self, text: str) -> str:
        """ "private" or "isolated"; empty for any other word."""
        found = text.lower()
        return "isolated" if found in self.isolated else "private" if found in self.private else ""


class Tiers:
    """Asked vswitch by vswitch: `of(vswitch)` is "private", "isolated", "" for any other, or what is not known."""

    def __init__(self, graph: Graph, words: Words) -> None:
        self._graph = graph
        self._words = words

    def of(self, vswitch: Ref | None) -> str | Unknown:
        """Of one vswitch, by its URN; of one that is not in this stack, nothing is said."""
        if isinstance(vswitch, Unknown):
            return vswitch
        if vswitch is None or vswitch not in self._graph.by_urn:
            return ""
        one = self._graph.by_urn[vswitch]
        return planned(self._graph, one) or self._tagged(one) or self._named(one)

    def _tagged(self, one: Resource) -> str | Unknown:
        tags = one.props.get("tags")
        value = tags.get(self._words.tag) if isinstance(tags, Mapping) else tags
        if value is UNKNOWN:
            return unknown(one, "tags")
        return self._words.kind(value) if isinstance(value, str) else ""

    def _named(self, one: Resource) -> str:
        texts = (one.name, one.props.get("vswitch_name"), one.props.get("name"))
        words = [word for text in texts if isinstance(text, str) for word in re.split(r"[^a-zA-Z0-9]+", text)]
        if PUBLIC in (word.lower() for word in words):
            return ""
        return next((kind for word in words if (kind := self._words.kind(word))), "")


def planned(graph: Graph, one: Resource) -> str | Unknown:
    """The kind of its tier in the plan of the yett Vpc that made it; empty without one."""
    plan = graph.by_urn.get(one.parent or "")
    spec = plan.props.get("spec") if plan is not None and plan.type == PLAN else None
    tiers = spec.get("tiers") if isinstance(spec, Mapping) else None
    if plan is None or not isinstance(tiers, list):
        return ""
    kinds = {str(tier.get("name")): tier.get("kind") for tier in tiers if isinstance(tier, Mapping)}
    # "app" and "app-big" both begin the name of a vswitch of "app-big"
    nearest = max((name for name in kinds if one.name.startswith(f"{plan.name}-{name}-")), key=len, default="")
    found = kinds.get(nearest, "")
    return unknown(plan, "spec") if found is UNKNOWN else str(found)
