"""A list of plain Terraform-worded resources, looked up by plain loops, so that nothing here is clever."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

Resource = dict[str, Any]
"""`{"address": "alicloud_vpc.main", "type": "alicloud_vpc", "values": {"id": ..., ...}}`, every value known."""

ANY_PORT = ("-1/-1", "-1", "any")


@dataclass(frozen=True, slots=True)
class Cloud:
    """Everything there is."""

    resources: tuple[Resource, ...]

    def all(self, *types: str) -> Iterator[Resource]:
        """The resources of these types, in the order given."""
        return (r for r in self.resources if r["type"] in types)

    def by_id(self, wanted: str, *types: str) -> Resource | None:
        """The resource with this id."""
        return next((r for r in self.all(*types) if r["values"].get("id") == wanted), None)


def within(address: str, cidr: str) -> bool:
    """Whether the address lies in the block; never for the other address family."""
    one, block = ip_address(address), ip_network(cidr, strict=False)
    return one.version == block.version and one in block


def port_in(port: int | None, text: str) -> bool:
    """Whether the port lies in "a/b", "a" or a word that means every port."""
    if text in ANY_PORT:
        return True
    first, _, last = text.partition("/")
    return port is not None and int(first) <= port <= int(last or first)


def protocol_in(protocol: str, wanted: str) -> bool:
    """Whether a rule for `wanted` speaks of this protocol; "all" and "any" speak of every one."""
    return wanted.lower() in ("all", "any", protocol)
