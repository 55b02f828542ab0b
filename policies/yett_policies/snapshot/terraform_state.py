"""Terraform's own state file as `terraform show -json` prints it: what lies in a bucket or a folder can be read."""

from collections.abc import Iterator, Mapping
from typing import Any

from yett.errors import SnapshotError, message

from .checks import mapping, mappings, text
from .terraform_references import instance_key

VERSION = 4
"""Of the file's format, since Terraform 0.12."""


def is_state_file(document: Mapping[str, Any]) -> bool:
    """Whether it is a `terraform.tfstate`, or the output of `terraform state pull`."""
    return "serial" in document and "resources" in document


def as_shown(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same resources in the shape of `terraform show -json`; raises SnapshotError.

    Source: statefile/version4.go of Terraform.
    """
    if document.get("version") != VERSION:
        fix = "make the file with `terraform show -json`"
        raise SnapshotError(message("state file: version", got=document.get("version"), allowed=str(VERSION), fix=fix))
    return {"values": {"root_module": {"resources": list(_entries(document))}}}


def _entries(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for i, resource in enumerate(mappings(document.get("resources"), "resources")):
        where = f"resources[{i}]"
        kind, name = text(resource.get("type"), where, ".type"), text(resource.get("name"), where, ".name")
        module = f"{resource['module']}." if resource.get("module") else ""
        for j, instance in enumerate(mappings(resource.get("instances"), f"{where}.instances")):
            index = instance.get("index_key")
            yield {
                "address": f"{module}{kind}.{name}{instance_key(index)}",
                "mode": resource.get("mode"),
                "type": kind,
                "name": name,
                "index": index,
                "deposed_key": instance.get("deposed"),
                "values": mapping(instance.get("attributes") or {}, f"{where}.instances[{j}].attributes"),
            }
