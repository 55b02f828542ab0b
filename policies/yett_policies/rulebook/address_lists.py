"""The address lists of managed services, in the provider's words, so that what they admit is a set of addresses."""

from collections.abc import Iterator
from typing import Any

from yett.packets import AddressSet
from yett_policies.exposure.sets import addresses
from yett_policies.network import Unknown
from yett_policies.resources import Resource
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import blocks, cidrs, is_unknown, items, word

from .group_opening import is_crowd

IPS = ("security_ips",)
IP_LIST = ("security_ip_list", "security_ip_lists")
IP_GROUPS = "security_ip_groups.security_ip_list"
LISTS: dict[str, tuple[str, ...]] = {
    "alicloud_adb_cluster": IPS,
    "alicloud_adb_db_cluster": IPS,
    "alicloud_adb_db_cluster_lake_version": IPS,
    "alicloud_alikafka_instance_allowed_ip_attachment": ("allowed_ip",),
    "alicloud_bastionhost_instance": ("public_white_list", "public_white_lists"),
    "alicloud_cassandra_cluster": ("ip_white",),
    "alicloud_click_house_db_cluster": (
        "db_cluster_access_white_list.security_ip_list",
        "db_cluster_access_white_lists.security_ip_list",
    ),
    "alicloud_click_house_enterprise_db_cluster_security_ip": ("security_ip_list",),
    "alicloud_cr_endpoint_acl_policy": ("entry",),
    "alicloud_db_instance": IPS,
    "alicloud_db_readonly_instance": IPS,
    "alicloud_elasticsearch_instance": tuple(
        f"{start}whitelist{end}" for start in ("public_", "private_", "kibana_", "kibana_private_") for end in ("", "s")
    ),
    "alicloud_gpdb_db_instance_ip_array": IP_LIST,
    "alicloud_gpdb_elastic_instance": IP_LIST,
    "alicloud_gpdb_instance": (*IP_LIST, "ip_whitelist.security_ip_list", "ip_whitelists.security_ip_list"),
    "alicloud_gpdb_supabase_project": IP_LIST,
    "alicloud_graph_database_db_instance": ("db_instance_ip_array.security_ips", "db_instance_ip_arrays.security_ips"),
    "alicloud_hbase_instance": ("ip_white",),
    "alicloud_kvstore_instance": IPS,
    "alicloud_lindorm_instance": ("ip_white_list", "ip_white_lists"),
    "alicloud_lindorm_instance_v2": ("white_ip_list.ip_list", "white_ip_lists.ip_list"),
    "alicloud_message_service_endpoint_acl": ("cidr",),
    "alicloud_mongodb_global_security_ip_group": ("global_security_ip_list",),
    "alicloud_mongodb_instance": (*IP_LIST, IP_GROUPS),
    "alicloud_mongodb_serverless_instance": (IP_GROUPS,),
    "alicloud_mongodb_sharding_instance": (*IP_LIST, IP_GROUPS),
    "alicloud_mse_cluster": ("acl_entry_list", "acl_entry_lists"),
    "alicloud_polardb_application": IP_LIST,
    "alicloud_polardb_cluster": (
        *IPS,
        "db_cluster_ip_array.security_ips",
        "db_cluster_ip_arrays.security_ips",
    ),
    "alicloud_polardb_global_security_ip_group": ("global_ip_list",),
    "alicloud_rds_clone_db_instance": IPS,
    "alicloud_rds_ddr_instance": IPS,
    "alicloud_rds_upgrade_db_instance": IPS,
    "alicloud_rds_whitelist_template": ("ip_white_list",),
    "alicloud_redis_global_security_ip_group": ("global_ip_list",),
    "alicloud_redis_tair_instance": IPS,
    "alicloud_selectdb_db_instance": ("desired_security_ip_lists.security_ip_list",),
}
"""Type -> its lists; "block.property" stands for a property of blocks. Pulumi writes some of them in the plural.

Source: the provider's pages of each type.
"""
UNASKED: dict[str, dict[str, str]] = {
    "alicloud_bastionhost_instance": {"enable_public_access": "false"},
    "alicloud_mse_cluster": {"net_type": "privatenet", "pub_network_flow": "0"},
    "alicloud_polardb_application": {"modify_mode": "delete"},
}
"""Type -> what it says, all of it, when nobody asks its list: nothing is public, or the entries are taken away.

Source: the provider's pages of each type.
"""
EVERYBODY = ("%", "0.0.0.0")  # noqa: S104
"""Old spellings of everybody."""


def admits(one: Resource) -> tuple[AddressSet, list[str]]:
    """Everybody whom the lists of a service let in, all of them together, and what of them is not known."""
    found, needs = named(one)
    silent = is_silent(one)
    if isinstance(silent, Unknown) and is_crowd(found):
        return AddressSet.empty(), [*needs, silent.what]
    return (AddressSet.empty(), []) if silent is True else (found, needs)


def named(one: Resource) -> tuple[AddressSet, list[str]]:
    """Everybody whom the lists name, asked or not."""
    found, needs = AddressSet.empty(), list[str]()
    for path in LISTS.get(one.type, ()):
        prop, _, inner = path.partition(".")
        for value in written(one, prop, inner):
            known, missing = cidrs(one, list(split(value)), prop)
            found |= addresses(known)
            needs += [what.what for what in missing]
        needs += [unknown(one, prop).what] if inner and is_unknown(one, prop) else []
    return found, list(dict.fromkeys(needs))


def is_silent(one: Resource) -> bool | Unknown:
    """Whether nobody asks the lists; one word that says otherwise settles it, whatever the others are."""
    wanted = UNASKED.get(one.type, {})
    said = [(word(one, prop, ""), value) for prop, value in wanted.items()]
    if not said or any(found != value for found, value in said if not isinstance(found, Unknown)):
        return False
    return next((found for found, _ in said if isinstance(found, Unknown)), True)


def written(one: Resource, prop: str, inner: str) -> Iterator[Any]:
    """The value of a property, or of each block's."""
    yield from (block.get(inner) for block in blocks(one, prop)) if inner else (one.props.get(prop),)


def split(value: object) -> Iterator[Any]:
    """The items of a list; one text may hold several, by commas."""
    for item in items(value):
        for part in item.split(",") if isinstance(item, str) else [item]:
            text = part.strip() if isinstance(part, str) else part
            yield "0.0.0.0/0" if isinstance(text, str) and text in EVERYBODY else text
