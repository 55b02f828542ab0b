"""Tell the formats apart, so that one call reads whatever file the user has."""

import gc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from yett.errors import SnapshotError
from yett_policies.network import Network
from yett_policies.resources import Resource

from .build import build_network
from .crossguard import read_crossguard
from .json_text import FORMATS, json_of
from .pulumi_plan import read_pulumi_plan
from .pulumi_state import read_pulumi_state
from .terraform import read_terraform


def read_network(path: str | Path) -> Network:
    """The network in a file of any of the four formats.

    Raises SnapshotError when the file cannot be read, is not JSON, or is none of them.
    """
    return network_of(load(path))


def load(path: str | Path) -> Any:
    """The JSON document in a file; raises SnapshotError that says where the text breaks off."""
    try:
        text = Path(path).read_bytes()
    except OSError as error:
        raise SnapshotError(f"{path}: cannot be read ({error.strerror}); give the path of a plan or a state") from None
    return _parsed(text, str(path))


def _parsed(text: bytes, where: str) -> Any:
    """JSON holds no cycles: the collector is not asked to look for them, now or later (a third of the run's time)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        document = json_of(text, where)
        gc.freeze()
        return document
    finally:
        if was_on:
            gc.enable()


def network_of(document: Any, held: Callable[[Any], Any] | None = None) -> Network:
    """The network in a parsed document of any of the four formats; raises SnapshotError.

    `held` is given the resources in between: a program that ends soon keeps them, as freeing each takes time.
    """
    try:
        resources = resources_of(document)
        return build_network(held(resources) if held else resources)
    except RecursionError:
        raise SnapshotError("snapshot: nested too deep to be a plan or a state; make the file again") from None


def resources_of(document: Any) -> list[Resource]:
    """The document's resources in the neutral form; raises SnapshotError when it is none of the formats."""
    if isinstance(document, list) and all(isinstance(entry, Mapping) for entry in document):
        return read_crossguard(document)
    if isinstance(document, dict):
        for key, reader in READERS.items():
            if key in document:
                return reader(document)
    raise SnapshotError(f"snapshot: the file is none of the formats that yett reads, allowed is {FORMATS}")


READERS = {
    "deployment": read_pulumi_state,
    "checkpoint": read_pulumi_state,
    "planned_values": read_terraform,
    "resource_changes": read_terraform,
    "terraform_version": read_terraform,
    "format_version": read_terraform,
    "values": read_terraform,
    "steps": read_pulumi_plan,
    "changeSummary": read_pulumi_plan,
}
