"""Blocks without which a resource of a plan is idle, so that a dynamic block may have written what nobody is seen to.

A plan holds no dynamic block, and of one over what is not known yet not what it wrote either. Where the cloud fills a
block by itself that looks as if nobody had written it. Where such a block only takes away, nobody is who counts as
having written it: the answer is the widest then. Servers add, and a server group that no other resource fills has none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .checks import mapping, sequence

Names = Callable[[str, object, str, Any], Iterable[str]]
"""(address, index, property, its mark) -> the addresses that a property of one resource may name."""
INSTEAD: dict[str, dict[str, dict[str, str]]] = {
    "alicloud_slb_server_group": {
        "servers": {
            "alicloud_ess_scalinggroup_vserver_groups": "vserver_groups",
            "alicloud_slb_server_group_server_attachment": "server_group_id",
        }
    },
}
"""Type -> its blocks -> who else fills it: type -> the property that names the resource.

Source: the provider's schema (optional and computed blocks) and pages, 1.285.0.
"""


class Idle:
    """Looks through the changes of a plan for others that do what a block does."""

    def __init__(self, document: Mapping[str, Any], names: Names) -> None:
        self._changes = sequence(document.get("resource_changes"), "resource_changes")
        self._names = names
        self._named: dict[tuple[str, str], frozenset[str]] = {}

    def blocks(self, address: str, kind: str) -> Iterator[str]:
        """The blocks of a resource that a dynamic one may have written, unless they are to be seen."""
        for block, others in INSTEAD.get(kind, {}).items():
            if not any(address in self._named_by(*one) for one in others.items()):
                yield block

    def _named_by(self, kind: str, prop: str) -> frozenset[str]:
        """What the resources of a type name by a property that is not known yet."""
        asked = (kind, prop)
        if asked not in self._named:
            self._named[asked] = frozenset(one for names in self._names_in(*asked) for one in names)
        return self._named[asked]

    def _names_in(self, kind: str, prop: str) -> Iterator[Iterable[str]]:
        for entry in self._changes:
            if mapping(entry, "resource_changes").get("type") == kind:
                marks = mapping(entry.get("change") or {}, "change").get("after_unknown")
                if isinstance(marks, dict) and (mark := marks.get(prop)):
                    yield self._names(str(entry.get("address")), entry.get("index"), prop, mark)
