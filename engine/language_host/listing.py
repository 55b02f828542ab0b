"""Print this interpreter's distributions as JSON; runs in the user's Python, so it is standard library only."""

import importlib.metadata
import importlib.util
import json
import os
import re
from collections.abc import Iterator
from typing import Any


def normalised(name: str) -> str:
    """A distribution's name as PEP 503 has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def plugin_of(distribution_name: str) -> "Any":
    """The pulumi-plugin.json of the package that bears the distribution's name; None if there is none."""
    spec = importlib.util.find_spec(re.sub(r"[-.]", "_", distribution_name))
    for folder in (spec and spec.submodule_search_locations) or ():
        path = os.path.join(folder, "pulumi-plugin.json")
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                return json.load(file)
    return None


def requirements_of(distribution: importlib.metadata.Distribution) -> "Iterator[str]":
    """The names of what a distribution requires unconditionally or under a marker, extras left out."""
    for line in distribution.requires or ():
        name = re.match(r"[\w.-]+", line)
        if name and "extra ==" not in line:
            yield normalised(name.group())


def main() -> None:
    """Print name, version, whether another one requires it, and its plugin, sorted by name."""
    found: dict[str, importlib.metadata.Distribution] = {}
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"]
        if name:
            found.setdefault(normalised(name), distribution)  # the first on sys.path is the one that is imported
    required = {name for distribution in found.values() for name in requirements_of(distribution)}
    print(
        json.dumps(
            [
                {
                    "name": name,
                    "version": found[name].version,
                    "is_required": name in required,
                    "plugin": plugin_of(found[name].metadata["Name"]),
                }
                for name in sorted(found)
            ]
        )
    )


if __name__ == "__main__":
    main()
