"""What all scenarios are: a spec in, components below, and every output an export of the stack."""

from datetime import date
from typing import Any, TypeVar

import pulumi

from yett.deny_files import with_all_files
from yett.publish import publish
from yett.specs.base import Spec
from yett.specs.declared import Direction, declared_openings
from yett.specs.scenario import ScenarioSpec
from yett.zones import with_zones

Named = TypeVar("Named", bound=ScenarioSpec)


class Scenario(pulumi.ComponentResource):
    """A whole environment; its outputs are what its class annotates, `declared_exposure` among them."""

    spec_type = ScenarioSpec

    @classmethod
    def check_files(cls, spec: Any, where: str) -> None:
        """Read the files that the spec names, so that what is wrong with one is said with its path below `where`.

        Raises SpecError; a scenario whose spec names more than deny lists says so here.
        """
        with_all_files(spec, where)

    def zoned(self, spec: Named, **elsewhere: pulumi.InvokeOptions) -> Named:
        """The spec with its counted zones named, and what names zones or machines checked, before anything is built.

        `elsewhere` are the providers of networks in another region, by field. Raises SpecError.
        """
        named = {
            field: with_zones(plan, self, f"{field}.zones", elsewhere.get(field))
            for field, plan in spec.counted().items()
        }
        return spec.with_networks(named, self.pulumi_resource_name) if named else spec

    def exports(self) -> dict[str, pulumi.Output[Any]]:
        """What a stack exports: addresses, and the declared exposure as a table."""
        return {field: getattr(self, field) for field in type(self).__annotations__}

    def finish(self, spec: Spec, today: date, declared: dict[str, Any] | None = None) -> None:
        """Publish the outputs; `declared` holds openings that the scenario makes of the spec, beside the spec's own."""
        found = [*declared_openings(spec.plain()), *declared_openings(declared or {})]
        inwards = sorted(found, key=lambda one: one.direction is not Direction.INGRESS)
        rows = [one.row(today) for one in inwards]
        self.declared_exposure = pulumi.Output.from_input(rows)
        publish(self, spec, self.exports())


def first(vswitches: dict[str, pulumi.Output[str]]) -> pulumi.Output[str]:
    """The vSwitch of the first zone by name: the choice does not depend on the order of the config."""
    return vswitches[min(vswitches)]
