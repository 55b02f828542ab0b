"""Read `pulumi stack export`, or a checkpoint of a state store in a folder or a bucket: the network as it is."""

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
    deployment = mapping(_deployment(document), "deployment")
    if "resources" not in deployment and "manifest" not in deployment:
        raise SnapshotError("deployment: no resources and no manifest; make the file with `pulumi stack export`")
    states = mappings(deployment.get("resources"), "deployment.resources")
    return [
        from_checkpoint(state, f"deployment.resources[{i}]")
        for i, state in enumerate(states)
        if state.get("delete") is not True
    ]


def _deployment(document: Mapping[str, Any]) -> object:
    """A checkpoint calls it `latest`; it has none before the first update."""
    if "checkpoint" in document:
        return mapping(document["checkpoint"], "checkpoint").get("latest") or {"resources": []}
    return document.get("deployment")
