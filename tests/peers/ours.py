"""What our own gate says of a case: the rules that stop it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.peers.cases import PROFILE
from yett_policies import profiles
from yett_policies.gate import Judgement, judge
from yett_policies.rulebook.profile import Profile
from yett_policies.stacks import stack_of


@cache
def profile() -> Profile:
    return profiles.read(PROFILE.stem, yaml.safe_load(PROFILE.read_text(encoding="utf-8")))


@cache
def stopped_by(plan: Path) -> tuple[str, ...]:
    """The rules of `yett check --terraform PLAN --profile PROFILE` that fail, each once and sorted."""
    found = judged(json.loads(plan.read_text(encoding="utf-8"))).findings
    return tuple(sorted({one.finding.rule for one in found if one.fails}))


def judged(plan: Any) -> Judgement:
    """All that the gate says of a plan."""
    return judge(stack_of(plan), profile())
