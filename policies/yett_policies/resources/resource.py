"""One resource in one language, so that a Pulumi plan, a state and a Terraform plan are read by the same builders."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from typing import Any, Final

from yett_policies.frozen import frozen

from .lookups import Lookup


class Unresolved:
    """The type of UNKNOWN; one value, compared by identity."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false; ask `is UNKNOWN` first")


UNKNOWN: Final = Unresolved()
"""Stands in props wherever the snapshot holds no value yet."""


@frozen
class Hidden:
    """What a property can come from where the file leaves a step out: these resources, or one of these texts."""

    urns: tuple[str, ...]
    texts: frozenset[str] = frozenset()
    read: frozenset[Lookup] = frozenset()
    """What was looked up already; what is not known yet came from none of it, but its answers may stand beside."""
    late: frozenset[Lookup] = frozenset()
    """What is looked up later, so that the property may come from it."""
    is_complete: bool = False
    """Whether there can be nothing else."""


class OpenLinks(Mapping[str, Iterable[str]]):
    """Links of a format that does not say everything: a property can be computed from what it leaves out."""

    __slots__ = ()

    def hidden(self, prop: str) -> Hidden | None:
        """What the property can come from without the file naming it; None when the file names all."""
        raise NotImplementedError

    def is_whole(self, prop: str) -> bool:
        """Whether a list that is unknown as a whole holds nothing but what its links name.

        A format that shows a list by its items does not need to say so: there such a list was computed as one, and
        may hold more. This is for formats that hide a whole list as soon as one of its items is unknown.
        """
        raise NotImplementedError

    def is_choice(self, prop: str) -> bool:
        """Whether a list that is unknown as a whole may hold only some of what its links name: a condition picks."""
        return False


@frozen
class Resource:
    """A resource of the cloud or a component, in Terraform's words.

    `type` is the Terraform type ("alicloud_eip_address") or a component's token ("yett:index:Gate");
    `props` is in snake_case with Terraform's names; `links` names, per property, the URNs its value came from.
    `is_read` marks a resource that is looked up, not managed here.
    """

    urn: str
    type: str
    name: str
    props: Mapping[str, Any]
    links: Mapping[str, Iterable[str]] = field(default_factory=dict)
    id: str | None = None
    parent: str | None = None
    is_read: bool = False
    defaults: Collection[str] = ()
    """Properties that nobody wrote: the provider's own default stands there. Only Pulumi tells."""

    def is_written(self, prop: str) -> bool:
        """Whether somebody gave the property a value, known or not."""
        return self.props.get(prop) is not None and prop not in self.defaults
