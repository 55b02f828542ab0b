"""A Kubernetes cluster in which nothing can keep pods apart.

What it does: reports a cluster with the Flannel network, and one with Terway whose network policies are switched off:
a NetworkPolicy written there has no effect.
Why it matters: one pod that is broken into reaches every other; security groups end at the node.
Example: `addons` with `flannel`; `terway-eniip` with a config that says `"NetworkPolicy": "false"`.
Instead: Terway with network policies.

    alicloud.cs.ManagedKubernetes("shop", ..., pod_vswitch_ids=[pods.id],
        addons=[{"name": "terway-eniip", "config": '{"NetworkPolicy":"true"}'}])
References: Checkov CKV_ALI_26; KICS b9b7ada8 (network policy plugin); the provider's page of the add-ons.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import blocks, is_unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "Kubernetes 集群不支持网络策略"
FIX_ZH = "使用 Terway 并开启 NetworkPolicy"
CLAUSES = {"mlps-level-3": ("8.1.2.1",)}
TYPES = ("alicloud_cs_managed_kubernetes", "alicloud_cs_kubernetes")
FIX = "use Terway with NetworkPolicy on"
SWITCH = "NetworkPolicy"


def findings(stack: Stack) -> Iterator[Finding]:
    for one in stack.resources.each(*TYPES):
        said = f'{kinds.spoken(one.type)} "{one.name}" keeps no pods apart by network policies'
        on = policies(one)
        if on is None:
            yield indeterminate(one, f"whether {said}", [f"{SWITCH} in {unknown(one, 'addons').what}"])
        elif not on:
            yield violated(one, said, FIX)


def policies(one: Resource) -> bool | None:
    """Whether network policies have an effect; None when the add-ons do not say so."""
    addons = {str(block.get("name")).lower(): block for block in blocks(one, "addons")}
    terway = [block for name, block in addons.items() if name.startswith("terway")]
    if terway:
        return switched(terway[0])
    if is_unknown(one, "addons"):
        return None
    flannel = any(name.startswith("flannel") for name in addons)
    # only Flannel has networks of pods
    return False if flannel or one.props.get("pod_cidr") not in (None, "", UNKNOWN) else None


def switched(addon: Mapping[str, Any]) -> bool | None:
    config = addon.get("config")
    try:
        found = json.loads(config) if isinstance(config, str) else None
    except ValueError:
        return None
    value = str(found.get(SWITCH, "")).lower() if isinstance(found, dict) else ""
    return {"true": True, "false": False}.get(value)
