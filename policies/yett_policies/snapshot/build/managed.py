"""Managed databases and caches: their public addresses and the lists that guard them."""

from collections.abc import Iterator

from yett_policies.network import Cidr, ManagedEndpoint, Ref, Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.graph import Graph, unknown
from yett_policies.resources.values import blocks, cidrs, flag, is_unknown, whole

RDS = ("alicloud_db_instance", "alicloud_db_readonly_instance")
KVSTORE = ("alicloud_kvstore_instance", "alicloud_redis_tair_instance")
MONGODB = ("alicloud_mongodb_instance", "alicloud_mongodb_sharding_instance")
PORTS = {"MySQL": 3306, "SQLServer": 1433, "PostgreSQL": 5432, "PPAS": 5432, "MariaDB": 3306}
CONNECTIONS = (
    # (connection type, property that names the owner, owner types, default port)
    ("alicloud_db_connection", "instance_id", RDS, 0),
    ("alicloud_kvstore_connection", "instance_id", KVSTORE, 6379),
    ("alicloud_mongodb_public_network_address", "db_instance_id", MONGODB, 3717),
    ("alicloud_mongodb_sharding_network_public_address", "db_instance_id", MONGODB, 3717),
)
SERVICES = {**dict.fromkeys(RDS, 0), **dict.fromkeys(KVSTORE, 6379), **dict.fromkeys(MONGODB, 3717)}
"""Instance type -> its port; 0: by its engine."""
LISTS = ("security_ips", "security_ip_list")
GROUPS = "security_ip_groups"
"""Further lists of one service, each with a name."""
ELSEWHERE = ("security_group_ids", "security_group_id", "whitelist_template_list")
"""Properties by which a service admits addresses that stand elsewhere: a group's members, a shared list."""


def managed_endpoints(graph: Graph) -> tuple[ManagedEndpoint, ...]:
    """One endpoint for each public connection, and the private one of every instance."""
    return (*_public(graph), *(_private(graph, r) for r in graph.each(*SERVICES)))


def _private(graph: Graph, resource: Resource) -> ManagedEndpoint:
    """The address that every instance has in its vswitch; an instance outside any VPC is no longer sold."""
    allowed, missing = _allowed(resource)
    address = resource.props.get("connection_string") or resource.props.get("connection_domain")
    port = whole(resource, resource.props.get("port"), "port", SERVICES[resource.type] or _port_of(resource))
    return ManagedEndpoint(
        resource.urn,
        resource.name,
        _service(resource),
        resource.urn,
        address if isinstance(address, str) else unknown(resource, "connection_string"),
        port or unknown(resource, "port"),
        False,
        allowed,
        missing,
        graph.required(resource, "vswitch_id", kinds.VSWITCH),
    )


def _service(resource: Resource) -> str:
    return resource.type.removeprefix("alicloud_").partition("_")[0]


def _public(graph: Graph) -> Iterator[ManagedEndpoint]:
    for kind, prop, owners, default in CONNECTIONS:
        for resource in graph.each(kind):
            yield _endpoint(graph, resource, prop, owners, default)
    for resource in graph.each(*KVSTORE):
        if flag(resource, "enable_public", False) is not False:
            allowed, missing = _allowed(resource)
            public = flag(resource, "enable_public", False)
            port = whole(resource, resource.props.get("port"), "port", 6379)
            yield ManagedEndpoint(
                resource.urn, resource.name, "kvstore", resource.urn, unknown(resource, "connection_string"),
                port if port is not None else 6379, public, allowed, missing,
            )  # fmt: skip


def _endpoint(graph: Graph, resource: Resource, prop: str, owners: tuple[str, ...], default: int) -> ManagedEndpoint:
    owner = graph.ref(resource, prop, owners) or unknown(resource, prop)
    found = graph.by_urn.get(owner) if isinstance(owner, str) else None
    allowed, missing = _allowed(found) if found else ((), (_lost(resource, owner),))
    port = whole(resource, resource.props.get("port"), "port", default or _port_of(found))
    address = resource.props.get("connection_string")
    return ManagedEndpoint(
        resource.urn,
        resource.name,
        _service(resource),
        owner,
        address if isinstance(address, str) and address else unknown(resource, "connection_string"),
        port or unknown(resource, "port"),
        True,
        allowed,
        missing,
    )


def _port_of(owner: Resource | None) -> int | None:
    return PORTS.get(str(owner.props.get("engine"))) if owner else None


def _lost(resource: Resource, owner: Ref) -> Unknown:
    said = owner.what if isinstance(owner, Unknown) else f'the address list of "{owner}"'
    return Unknown(f'{said}, needed by "{resource.name}"')


def _allowed(resource: Resource) -> tuple[tuple[Cidr, ...], tuple[Unknown, ...]]:
    """The white list, and what it admits that is written elsewhere."""
    known, missing = _listed(resource)
    more = [p for p in ELSEWHERE if resource.props.get(p) not in (None, "", [])]
    return known, (*missing, *(Unknown(f"the addresses that {unknown(resource, p).what} admits") for p in more))


def _listed(resource: Resource) -> tuple[tuple[Cidr, ...], tuple[Unknown, ...]]:
    """One that is left out is the service's default: 127.0.0.1 alone, so nobody. Named groups stand beside it.

    Source: the provider's db_instance page (security_ips) and mongodb_instance page (security_ip_groups).
    """
    written = ((prop, resource.props.get(prop)) for prop in LISTS)
    lists = [(prop, value) for prop, value in written if value not in (None, [])][:1]
    lists += [(GROUPS, block.get("security_ip_list")) for block in blocks(resource, GROUPS)]
    found = [cidrs(resource, _opened(value), prop) for prop, value in lists]
    hidden = (unknown(resource, GROUPS),) if is_unknown(resource, GROUPS) else ()
    known = tuple(dict.fromkeys(one for some, _ in found for one in some))
    return known, (*(one for _, some in found for one in some), *hidden)


def _opened(value: object) -> object:
    # "0.0.0.0" and "%" are old spellings of everybody; one text may hold several, split by commas (Tair's list is one)
    if not isinstance(value, (list, str)):
        return value
    parts: list[object] = []
    for item in value if isinstance(value, list) else [value]:
        parts += [p.strip() for p in item.split(",")] if isinstance(item, str) else [item]
    return ["0.0.0.0/0" if p in ("%", "0.0.0.0") else p for p in parts]  # noqa: S104
