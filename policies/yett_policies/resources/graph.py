"""Who refers to whom, so that every builder asks one question: which noun does this property name?"""

from collections.abc import Iterable, Iterator

from yett_policies.network import Ref, Unknown, Unmodelled

from . import kinds
from .lookups import can_name
from .resource import UNKNOWN, Hidden, OpenLinks, Resource

OUTSIDE = "outside:"
"""Start of the URN that a known id gets when nothing in the snapshot has it."""
ID_STARTS = {
    "alicloud_security_group": "sg-",
    "alicloud_instance": "i-",
    "alicloud_ecs_network_interface": "eni-",
    "alicloud_network_interface": "eni-",
    "alicloud_eci_container_group": "eci-",
}
"""How the cloud begins the ids of a type; of a type that is not here any text may be one."""


class Graph:
    """Resources by URN, by id and by type; joins by dependencies at preview, by ids in a state."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.by_urn: dict[str, Resource] = {}
        self.by_type: dict[str, list[Resource]] = {}
        self.unmodelled: list[Unmodelled] = []
        self._by_id: dict[str, list[Resource]] = {}
        self._children: dict[str, list[Resource]] = {}
        self._in_sight: dict[tuple[int, tuple[str, ...]], tuple[Hidden, list[str]]] = {}
        for resource in resources:
            self.add(resource)

    def add(self, resource: Resource) -> None:
        """Take in one more resource."""
        self.by_urn[resource.urn] = resource
        self.by_type.setdefault(resource.type, []).append(resource)
        if resource.id:
            self._by_id.setdefault(resource.id, []).append(resource)
        if resource.parent:
            self._children.setdefault(resource.parent, []).append(resource)

    def answer_to(self, ident: str, resource: Resource) -> None:
        """Let a resource be found by an id that is not its own, such as that of a part of it."""
        self._by_id.setdefault(ident, []).append(resource)

    def each(self, *types: str) -> Iterator[Resource]:
        """Every resource of these types, in the snapshot's order."""
        for kind in types:
            yield from self.by_type.get(kind, ())

    def note(self, resource: Resource, why: str) -> None:
        """Say aloud that a part of a resource is not followed."""
        self.unmodelled.append(Unmodelled(resource.urn, resource.type, why))

    def ref(self, resource: Resource, prop: str, types: tuple[str, ...], value: object = ...) -> Ref | None:
        """The URN that a property names; None when it is not set.

        A known id that no resource has becomes `outside:<id>`; what cannot be joined is Unknown. `value` stands
        for the property's value when it is a part of a list or a block.
        """
        found = resource.props.get(prop) if value is ... else value
        if found is None or found == "":
            return None
        if found is UNKNOWN:
            return self._joined(resource, prop, types)
        return self.named(found, types) if isinstance(found, str) else unknown(resource, prop)

    def required(self, resource: Resource, prop: str, types: tuple[str, ...]) -> Ref:
        """The same of a property that is always set in the cloud: where it is not, nobody knows it."""
        return self.ref(resource, prop, types) or unknown(resource, prop)

    def named(self, ident: str, types: tuple[str, ...]) -> Ref:
        """The URN of the resource of these types that has this id."""
        for candidate in self._by_id.get(ident, ()):
            if candidate.type in types:
                return candidate.urn
        return OUTSIDE + ident

    def refs(self, resource: Resource, prop: str, types: tuple[str, ...]) -> tuple[Ref, ...] | Unknown:
        """The URNs that a list property names, in order; Unknown when the list itself cannot be joined.

        A list that was computed as one names what it came from, and perhaps others.
        """
        value = resource.props.get(prop)
        if value is UNKNOWN:
            found = self.computed(resource, prop, types)
            return found if any(isinstance(ref, str) for ref in found) else unknown(resource, prop)
        if not isinstance(value, list):
            single = self.ref(resource, prop, types)
            return () if single is None else (single,)
        return tuple(self.listed(resource, prop, types, value))

    def single(self, resource: Resource, prop: str, types: tuple[str, ...]) -> tuple[Ref, ...] | Unknown:
        """The same for a property that names one resource, known yet or not, and never a list of some."""
        found = self.ref(resource, prop, types)
        return () if found is None else found if isinstance(found, Unknown) else (found,)

    def computed(self, resource: Resource, prop: str, types: tuple[str, ...]) -> tuple[Ref, ...]:
        """What a list that is unknown as a whole came from, and an unknown unless that is all it can be."""
        linked = tuple(self._linked(resource, prop, types))
        if len(linked) > 1 and _is_choice(resource, prop):
            return (unknown(resource, prop),)
        if linked:
            return linked if _is_whole(resource, prop) else (*linked, unknown(resource, prop))
        # with nothing named, the id that is not known yet is in the list for certain
        new = tuple(self._only_new(resource, prop, types))
        return new if new and _is_told(resource, prop, types) else (*new, unknown(resource, prop))

    def whole(self, resource: Resource, prop: str, types: tuple[str, ...]) -> tuple[Ref, ...]:
        """What a property that is unknown as a whole came from, of these types; nothing when it has a value."""
        if resource.props.get(prop) is not UNKNOWN:
            return ()
        found = self.refs(resource, prop, types)
        return (found,) if isinstance(found, Unknown) else found

    def listed(self, resource: Resource, prop: str, types: tuple[str, ...], value: list[object]) -> Iterator[Ref]:
        """The URNs that a list names: what is known first, then one for each unknown item."""
        blanks = sum(1 for item in value if item is UNKNOWN)
        linked = (
            (self._linked(resource, prop, types) or self._only_new(resource, prop, types, blanks)) if blanks else []
        )
        known = {self.named(str(item), types) for item in value if item is not UNKNOWN and item}
        fresh = [urn for urn in linked if urn not in known]
        # one candidate for each unknown item: which is which does not matter to a set
        yield from (self.named(str(item), types) for item in value if item is not UNKNOWN and item)
        sure = fresh if len(fresh) <= blanks else []
        yield from sure
        yield from (unknown(resource, prop) for _ in range(blanks - len(sure)))

    def parts(self, resource: Resource, prop: str, types: tuple[str, ...], value: list[object]) -> Iterator[Ref]:
        """The same for one property of each of several blocks: a single dependency is what every unknown one is."""
        linked = []
        if UNKNOWN in value:
            linked = self._linked(resource, prop, types) or self._only_new(resource, prop, types)
        if len(linked) == 1:
            yield from (self.named(str(item), types) for item in value if item is not UNKNOWN and item)
            yield linked[0]
        else:
            yield from self.listed(resource, prop, types, value)

    def _joined(self, resource: Resource, prop: str, types: tuple[str, ...]) -> Ref:
        linked = self._linked(resource, prop, types) or self._only_new(resource, prop, types)
        return linked[0] if len(linked) == 1 else unknown(resource, prop)

    def _linked(self, resource: Resource, prop: str, types: tuple[str, ...]) -> list[str]:
        """URNs of these types among the property's dependencies; a component stands for what is inside it."""
        found: dict[str, None] = {}
        for urn in resource.links.get(prop, ()):
            target = self.by_urn.get(urn)
            if target is not None and target.type in types:
                found[urn] = None
            elif target is not None and target.urn in self._children:
                found |= dict.fromkeys(r.urn for r in self._inside(urn) if r.type in types)
        return list(found)

    def _only_new(self, resource: Resource, prop: str, types: tuple[str, ...], blanks: int = 1) -> list[str]:
        """The resources of these types in sight that are created now, when they are just as many as unknown ids.

        An id that is not known yet can be no other's, and a list does not hold one twice.
        """
        hidden = _hidden(resource, prop)
        if hidden is None:
            return []
        # thousands of rules may be in sight of the same thousands of resources
        asked = (id(hidden), types)
        if asked not in self._in_sight:
            self._in_sight[asked] = (hidden, list(self._new_among(hidden, types)))
        new = self._in_sight[asked][1]
        return new if len(new) == blanks else []

    def _new_among(self, hidden: Hidden, types: tuple[str, ...]) -> Iterator[str]:
        """What is in sight and of these types and new; nothing when it may be something else that is looked up."""
        if not any(can_name(one, types) for one in hidden.late):
            seen = (self.by_urn.get(urn) for urn in hidden.urns)
            yield from (r.urn for r in seen if r is not None and r.type in types and r.id is None)

    def _inside(self, urn: str) -> Iterator[Resource]:
        waiting, seen = [urn], {urn}
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                if child.urn not in seen:
                    seen.add(child.urn)
                    waiting.append(child.urn)
                    yield child

    def nearest(self, components: Iterable[str]) -> dict[str, list[str]]:
        """Component -> what it built: every resource goes to its nearest ancestor among the given ones."""
        given = set(components)
        found: dict[str, list[str]] = {}
        for urn in self.by_urn if given else ():
            owner, seen = self._parent(urn), {urn}
            while owner and owner not in given and owner not in seen:
                seen.add(owner)
                owner = self._parent(owner)
            if owner in given:
                found.setdefault(owner, []).append(urn)
        return found

    def _parent(self, urn: str) -> str:
        resource = self.by_urn.get(urn)
        return (resource.parent or "") if resource else ""

    def linked_to(self, resource: Resource, prop: str, types: tuple[str, ...]) -> list[str]:
        """URNs of these types that a property's value came from, whatever the value is."""
        return self._linked(resource, prop, types)


def _hidden(resource: Resource, prop: str) -> Hidden | None:
    return resource.links.hidden(prop) if isinstance(resource.links, OpenLinks) else None


def _is_told(resource: Resource, prop: str, types: tuple[str, ...]) -> bool:
    """Whether what is in sight of a list is all it can hold: no id of these types stands there as a text."""
    hidden = _hidden(resource, prop)
    if hidden is None or not hidden.is_complete:
        return False
    starts = tuple(ID_STARTS.get(kind, "") for kind in types)
    return not any(can_name(one, types) for one in hidden.read) and not any(
        text.startswith(starts) for text in hidden.texts
    )


def _is_whole(resource: Resource, prop: str) -> bool:
    return isinstance(resource.links, OpenLinks) and resource.links.is_whole(prop)


def _is_choice(resource: Resource, prop: str) -> bool:
    return isinstance(resource.links, OpenLinks) and resource.links.is_choice(prop)


def unknown(resource: Resource, prop: str) -> Unknown:
    """The marker for a property of a resource."""
    return Unknown(f'{prop} of {kinds.spoken(resource.type)} "{resource.name}"')
