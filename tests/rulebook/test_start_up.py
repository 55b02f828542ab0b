"""A pack that starts stands before every preview: it loads nothing that most stacks never need."""

import subprocess
import sys

PROGRAM = """
import sys
from pulumi_policy import policy
from yett_policies import profiles
from yett_policies.pack import policies
from yett_policies.reading import Reading, fetch_specs, install
install(Reading())
print(len(policies(profiles.load("baseline"))) > 80, "pydantic" in sys.modules, "pulumi_alicloud" in sys.modules)
fetch_specs()
fetch_specs()
from yett.specs.declared import declared_openings
print(declared_openings({}), "pydantic" in sys.modules)
"""


def test_the_specs_of_components_are_loaded_when_a_component_is_seen() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, check=True)
    assert ended.stdout.splitlines() == ["True False False", "[] True"]
