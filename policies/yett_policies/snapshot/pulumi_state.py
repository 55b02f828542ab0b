"""Read `pulumi stack export`: the network as it is."""

from collections.abc import Mapping
from typing import Any

from yett.errors import SnapshotError
from yett_policies.resources import Resource

from .checks import mapping, mappings
from .pulumi_resource import from_checkpoint


def read_pulumi_state(document: Mapping[str, Any]) -> list[Resource]:
    """Every resource of the deployment; those marked for deletion are no longer there.

    Raises SnapshotError.
    """
    deployment = mapping(document.get("deployment"), "deployment")
    if "resources" not in deployment and "manifest" not in deployment:
        raise SnapshotError("deployment: no resources and no manifest; make the file with `pulumi stack export`")
    states = mappings(deployment.get("resources"), "deployment.resources")
    return [
        from_checkpoint(state, f"deployment.resources[{i}]")
        for i, state in enumerate(states)
        if state.get("delete") is not True
    ]
