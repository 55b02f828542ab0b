"""The CrossGuard pack: three lines gate a preview on every rule.

    from yett_policies.pack import LeastExposure

    LeastExposure(all="mandatory", opening_without_owner="advisory")

The engine starts no program before a pack has told its policies. So a pack without a profile or settings of its own
tells them from `told.json`, and loads the rules while the program starts.
"""

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pulumi_policy import EnforcementLevel, Policy, PolicyPack

from yett_policies.later import Later
from yett_policies.serving import Heard, install

if TYPE_CHECKING:
    from yett_policies.reading import Reading

AS_TOLD = ("", "advisory", "mandatory")
"""Levels of all rules that every rule can have, and that leave the rest as the file tells it."""


class LeastExposure(PolicyPack):
    """Every rule as a policy; a keyword named after a rule (`-` as `_`) sets its level or its options.

        LeastExposure(profile="baseline", public_port_budget={"most": 3, "level": "mandatory"}, unknown="mandatory")

    `all` sets the level of every rule, `profile` names a set of levels and options or is a .yaml file of one (say where
    with `Path(__file__)`: the engine runs a pack in the program's folder or its own), `unknown` is the level of
    findings that depend on values nobody knows before apply (default advisory): they are reported by a policy of
    their own, "indeterminate". Levels: mandatory, advisory, disabled, and of rules that can be mended on one resource
    remediate: what is wrong and known is written over, "mended" tells it. A policy config file overrides options.
    The stack config's `yett:waivers` excuse findings: "waived" tells those, "waivers" what does not hold.
    Raises SpecError for an unknown rule, level, option or profile. Serves until the engine ends it.
    """

    def __init__(self, name: str = "yett", *, all: str = "", profile: str | Path = "", **rules: Any) -> None:  # noqa: A002
        heard = Heard()
        make = partial(made, heard, all, profile, rules)
        if profile or rules or all not in AS_TOLD:
            reading, chosen = make()
            install(heard, lambda: reading)
        else:
            later = Later(make)
            install(heard, later.reading)
            chosen = later.policies(all)
        super().__init__(name=name, policies=chosen, enforcement_level=EnforcementLevel.MANDATORY)


def made(heard: Heard, every: str, profile: str | Path, rules: Mapping[str, Any]) -> tuple["Reading", list[Policy]]:
    """The policies that the pack's keywords mean, and the reading that they share; raises SpecError."""
    judging = import_module("yett_policies.as_policies")
    reading = judging.Reading(heard)
    return reading, judging.policies(judging.configured(every, profile, rules), reading)
