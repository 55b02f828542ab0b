"""What a component gives to the outside: its outputs, and the spec beside them."""

from typing import Any

import pulumi

from yett.specs.base import Spec


def publish(component: pulumi.ComponentResource, spec: Spec, outputs: dict[str, Any]) -> None:
    """Register the outputs together with the intent.

    The spec is already among the component's inputs; a CrossGuard stack policy is shown a component's outputs only,
    and it has to know what was declared.
    """
    component.register_outputs({"spec": spec.plain(), **outputs})
