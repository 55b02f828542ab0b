"""A network under construction: resources in Terraform's words, values that come from others kept as references."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from .cloud import Cloud, Resource

COMPUTED = {
    "alicloud_eip_address": {"ip_address"},
    "alicloud_slb_load_balancer": {"address"},
    "alicloud_alb_load_balancer": {"dns_name"},
    "alicloud_nlb_load_balancer": {"dns_name"},
    "alicloud_nat_gateway": {"forward_table_ids"},
    "alicloud_instance": {"public_ip"},
    "alicloud_vpc": {"route_table_id"},
}
"""Attributes that the cloud gives, beside the id: nobody knows them before apply."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of another resource's attribute."""

    address: str
    attribute: str = "id"


@dataclass(slots=True)
class Builder:
    """Resources so far; `random` decides everything, so a seed is a network."""

    random: Random
    resources: list[Resource] = field(default_factory=list)

    def add(self, kind: str, **values: Any) -> str:
        """Add one resource and return its address."""
        number = len(self.resources)
        address = f"{kind}.r{number}"
        identity = f"{kind.removeprefix('alicloud_').replace('_', '')}-{number:04d}"
        self.resources.append({"address": address, "type": kind, "values": {"id": identity, **values}})
        return address

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.random.random() < probability

    def sample(self, pool: list[str], most: int) -> list[str]:
        """One to `most` of the pool."""
        return self.random.sample(pool, min(len(pool), self.random.randint(1, most)))

    def values(self, address: str) -> dict[str, Any]:
        """The values of a resource that was added."""
        found: dict[str, Any] = next(r["values"] for r in self.resources if r["address"] == address)
        return found


def cloud(resources: list[Resource]) -> Cloud:
    """The network with every reference followed, as the oracle reads it."""
    table = {r["address"]: r["values"] for r in resources}
    return Cloud(tuple({**r, "values": followed(r["values"], table)} for r in resources))


def followed(value: Any, table: dict[str, Any]) -> Any:
    """The value with references replaced by what they name."""
    if isinstance(value, Ref):
        return followed(table[value.address][value.attribute], table)
    if isinstance(value, dict):
        return {k: followed(v, table) for k, v in value.items()}
    if isinstance(value, list):
        return [followed(v, table) for v in value]
    return value
