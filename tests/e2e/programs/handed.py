"""A bare program: the resources of network.json, references as {"ref": [address, property]}."""

import json
from pathlib import Path
from typing import Any

import pulumi

made: dict[str, Any] = {}


class Made(pulumi.CustomResource):
    """A resource by its token, in a class of its own as those of pulumi_alicloud are."""

    def __init__(self, token: str, name: str, props: dict[str, Any]) -> None:
        super().__init__(token, name, props)


def value(found: Any) -> Any:
    """With the outputs of other resources in the place of references."""
    if isinstance(found, dict) and "ref" in found:
        address, prop = found["ref"]
        return made[address].id if prop == "id" else made[address].__dict__[prop]
    if isinstance(found, dict):
        return {key: value(one) for key, one in found.items()}
    return [value(one) for one in found] if isinstance(found, list) else found


for entry in json.loads(Path("network.json").read_text()):
    made[entry["address"]] = Made(entry["token"], entry["name"], value(entry["props"]))
