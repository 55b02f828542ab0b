"""What a component gives to the outside: its outputs, and the spec beside them."""

from collections.abc import Mapping
from typing import Any

import pulumi

from yett.collector import relax
from yett.specs.base import Spec


def publish(component: pulumi.ComponentResource, spec: Spec, outputs: dict[str, Any]) -> None:
    """Register the outputs together with the intent.

    The spec is already among the component's inputs; a CrossGuard stack policy is shown a component's outputs only,
    and it has to know what was declared.
    """
    relax()
    component.register_outputs({"spec": spec.plain(), **outputs})


def by_name(found: Mapping[str, pulumi.Input[str]]) -> pulumi.Output[dict[str, str]]:
    """Values by name as one output; without any an empty mapping, where `Output.all()` would be a list."""
    return pulumi.Output.all(**found).apply(dict)
