"""A managed database, queue or registry with a public connection.

What it does: reports a public connection of a database, warehouse, cache, search service, queue or registry of
services, of a cluster for large data, or of an application that the cloud runs on one, whomever its list admits.
Why it matters: one entry in a list, or one account's rights, is then all that keeps the internet from the data.
Example: an `alicloud_db_connection`; an `alicloud_kvstore_instance` with `enable_public: true`; an
`alicloud_alikafka_instance` with `deploy_type: 4`.
Instead: the private connection; from outside over a VPN or a bastion, between clouds over a mirror behind TLS.

    alicloud.rds.Instance("orders", ..., vswitch_id=data.id)   # and no alicloud.rds.Connection
References: the provider's pages of each type; AWS RDS.2; InfraGuard `mse-cluster-internet-check`,
`emr-cluster-master-public-access-check`, `kafka-instance-public-access-check` (which takes 5, the private one, for it).
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import ON, block_of, blocks, flag, is_unknown, word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "托管数据库、消息队列或注册中心有公网连接地址"
FIX_ZH = "删除公网连接，改用内网地址；外部访问经 VPN 或堡垒机"
CLAUSES = {"mlps-level-3": ("8.1.2.1",)}
CONNECTIONS = (
    "alicloud_adb_connection",
    "alicloud_click_house_enterprise_db_cluster_public_endpoint",
    "alicloud_db_connection",
    "alicloud_gpdb_connection",
    "alicloud_kvstore_connection",
    "alicloud_mongodb_public_network_address",
    "alicloud_mongodb_sharding_network_public_address",
    "alicloud_polardb_application_endpoint",
    "alicloud_polardb_endpoint_address",
    "alicloud_rds_db_instance_endpoint_address",
    "alicloud_rds_db_proxy_public",
)
"""Types that are public connections and nothing else."""
SWITCHES = {
    "alicloud_amqp_instance": ("support_eip",),
    "alicloud_cassandra_cluster": ("enable_public",),
    "alicloud_cassandra_data_center": ("enable_public",),
    "alicloud_click_house_db_cluster": ("allocate_public_connection",),
    "alicloud_elasticsearch_instance": ("enable_public", "enable_kibana_public_network"),
    "alicloud_emr_cluster": ("is_open_public_ip",),
    "alicloud_kvstore_instance": ("enable_public",),
    "alicloud_lindorm_public_network": ("enable_public_network",),
    "alicloud_rds_ai_instance": ("public_endpoint_enabled",),
    "alicloud_selectdb_db_instance": ("enable_public_network",),
}
"""Type -> the switches of its public connections."""
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "alicloud_alikafka_instance": {"deploy_type": ("4", "4.0")},
    "alicloud_emrv2_cluster": {"node_groups.with_public_ip": ON},
    "alicloud_hologram_instance": {"endpoints.type": ("internet",)},
    "alicloud_mse_cluster": {"net_type": ("pubnet", "both"), "pub_network_flow": ()},
    "alicloud_rocketmq_instance": {"network_info.internet_info.internet_spec": ("enable",)},
}
"""Type -> the words, any of them, by which it is public; none: everything but `NOTHING`. "block.property" stands for a
property of blocks. Kafka's 4 is "eip/vpc"; what a registry has of public bandwidth connects it, 0 does not.
"""
NOTHING = ("", "0", "0.0")
ON_BY_ITSELF = "public_endpoint_enabled"
"""The one switch that is on when it is left out."""
KIBANA = "enable_kibana_public_network"
"""The provider's page says no default, so that one that is left out is not known."""
FIX = "take it away and use the private connection; from outside over a VPN or a bastion"


def findings(stack: Stack) -> Iterator[Finding]:
    for one in stack.resources.each(*CONNECTIONS):
        net = word(one, "net_type", "public")
        said = f'{kinds.spoken(one.type)} "{one.name}" is a public connection of a database'
        if isinstance(net, Unknown):
            yield indeterminate(one, f"whether {said}", [net.what])
        elif net == "public":
            yield violated(one, said, FIX)
    for kind, switches in SWITCHES.items():
        for one in stack.resources.each(kind):
            for switch in switches:
                yield from judged(one, switch)
    for kind, paths in WORDS.items():
        for one in stack.resources.each(kind):
            yield from judged_by_words(one, paths)


def judged(one: Resource, switch: str) -> Iterator[Finding]:
    on = flag(one, switch, switch == ON_BY_ITSELF)
    if switch == KIBANA and one.props.get(switch) is None:
        on = unknown(one, switch)
    said = f'{kinds.spoken(one.type)} "{one.name}" has a public connection'
    if isinstance(on, Unknown):
        yield indeterminate(one, f"whether {said}", [on.what])
    elif on:
        yield violated(one, f"{said} by {switch}", FIX)


def judged_by_words(one: Resource, paths: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    """What a service says in words; one that says it is public settles it, whatever else is not known."""
    said = f'{kinds.spoken(one.type)} "{one.name}" has a public connection'
    needs = list[str]()
    for path, public in paths.items():
        for found in words_at(one, path):
            if isinstance(found, Unknown):
                needs.append(found.what)
            elif found in public or (not public and found not in NOTHING):
                yield violated(one, f"{said} by {path}", FIX)
                return
    if needs:
        yield indeterminate(one, f"whether {said}", needs)


def words_at(one: Resource, path: str) -> Iterator[str | Unknown]:
    """The words of a property, or of each block's."""
    prop, _, inner = path.partition(".")
    if not inner:
        yield word(one, prop, "")
        return
    for block in blocks(one, prop):
        yield from words_at(block_of(one, prop, block), inner)
    if is_unknown(one, prop):
        yield unknown(one, prop)
