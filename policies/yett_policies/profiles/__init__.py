"""Profiles: one YAML file each names rules, levels and options; `load("baseline")` reads one.

title: Baseline
title_zh: 基线
unknown: advisory            # the level of indeterminate findings
extends: baseline            # another profile to start from; default: every rule at its own level
others: disabled             # the level of every rule that is not named: own (default), mandatory, advisory, disabled
rules:
  remote-login-from-internet: mandatory
  public-port-budget: {level: mandatory, most: 10}
clauses:                     # of a framework: what is judged by which rules, and what no code can show (`coverage`)
  "8.1.3.2 a": {title: Default deny, title_zh: 默认拒绝, rules: [undeclared-exposure]}
Anything else in the file is kept in `Profile.about`.
"""

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from yett.errors import SpecError
from yett_policies.rulebook.options import nearest
from yett_policies.rulebook.profile import Profile, adjusted, own_profile
from yett_policies.rulebook.registry import all_rules

OWN = {"title", "title_zh", "unknown", "others", "rules", "extends"}


def names() -> tuple[str, ...]:
    """Every profile there is, sorted."""
    found = (file.name for file in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml")))


@cache
def load(name: str) -> Profile:
    """A profile by name; "" is every rule at its own level. Raises SpecError."""
    if not name:
        return own_profile(all_rules())
    if name not in names():
        raise SpecError("profile", got=name, allowed=", ".join(names()), fix=nearest(name, names()))
    return read(name, yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")))


def given(profile: str | Path) -> Profile:
    """A profile that yett ships, by its name, or one of the user's own, by its .yaml file; raises SpecError."""
    path = str(profile)
    if not path.endswith((".yaml", ".yml")):
        return load(path)
    try:
        data = yaml.safe_load(Path(path).read_bytes())
    except (OSError, yaml.YAMLError) as error:
        said = getattr(error, "strerror", None) or "not YAML"
        raise SpecError("profile", f"{path} cannot be read ({said})", fix="give another file") from None
    if not isinstance(data, dict):
        raise SpecError("profile", f"{path} is no mapping", allowed="title, unknown, others and rules")
    return read(Path(path).stem, data)


def read(name: str, data: dict[str, Any]) -> Profile:
    """A profile from what its file says; raises SpecError."""
    others = data.get("others", "own")
    base = adjusted(load(data.get("extends", "")), {}, f"profile {name}", "" if others == "own" else others)
    named = {"unknown": data.get("unknown", base.unknown)} | (data.get("rules") or {})
    found = adjusted(base, named, f"profile {name}")
    about = {key: value for key, value in data.items() if key not in OWN}
    return replace(found, name=name, title=data.get("title", name), title_zh=data.get("title_zh", ""), about=about)
