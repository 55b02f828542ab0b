"""A pack that starts stands before every preview: it loads nothing that most stacks never need."""

import subprocess
import sys

PROGRAM = """
import sys
from pulumi_policy import policy
from yett_policies import profiles
from yett_policies.as_policies import policies
from yett_policies.serving import fetch_specs
print(len(policies(profiles.load("baseline"))) > 80, "pydantic" in sys.modules, "pulumi_alicloud" in sys.modules)
fetch_specs()
fetch_specs()
from yett.specs.declared import declared_openings
print(declared_openings({}), "pydantic" in sys.modules)
"""


def test_the_specs_of_components_are_loaded_when_a_component_is_seen() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, check=True)
    assert ended.stdout.splitlines() == ["True False False", "[] True"]


TOLD = """
import sys
from yett_policies.later import Later
found = Later(lambda: None).policies("")
print(len(found) > 80, [name for name in sys.modules if name.startswith("yett_policies.ru")])
"""


def test_the_engine_is_told_of_the_rules_before_any_is_loaded() -> None:
    ended = subprocess.run([sys.executable, "-c", TOLD], stdout=subprocess.PIPE, text=True, check=True)
    assert ended.stdout == "True []\n"
