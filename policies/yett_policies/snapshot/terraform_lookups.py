"""What a Terraform document has looked up: IPv6 addresses, so that their bandwidth is joined to the machine it opens.

A machine does not say the ids of its IPv6 addresses; the data source does, and bandwidth is written with what it found.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from yett_policies.resources import Resource

from .checks import mapping, mappings, text

LISTS = {"alicloud_vpc_ipv6_addresses": ("addresses", "alicloud_vpc_ipv6_address")}
"""Type of a data source -> the list of what it found, and the type of each."""


def looked_up(entries: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Resource]:
    """Each resource that the data sources among these entries found, by its id; raises SnapshotError."""
    for where, entry in entries:
        kind = entry.get("type")
        if kind in LISTS:
            values = mapping(entry.get("values", {}), where, ".values")
            yield from _found(f"{where}.values", text(entry.get("address"), where, ".address"), values, *LISTS[kind])


def _found(where: str, address: str, values: dict[str, Any], key: str, kind: str) -> Iterator[Resource]:
    for i, row in enumerate(mappings(values.get(key), f"{where}.{key}")):
        if ident := row.get("id"):
            urn, known = f"{address}.{key}[{i}]", text(ident, f"{where}.{key}[{i}].id")
            yield Resource(urn, kind, known, row, id=known, is_read=True)
