"""The big-data scenario: tiers reach what the table says and nothing else, and nobody outside reaches anything."""

from typing import Any

import pulumi
import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import GONE, scenario
from yett.errors import SpecError
from yett.scenarios import BigData
from yett.specs.big_data import BigDataSpec
from yett.specs.big_data_service import SERVICES, TLS_PORTS

TODAY = "2026-11-21"


def cluster(spec: dict[str, Any], outputs: list[Any] | None = None) -> Recorded:
    def program() -> pulumi.Output[Any]:
        found = pulumi.Output.all(**BigData("c", {"spec": spec, "today": TODAY}).exports())  # type: ignore[typeddict-item]
        return found.apply(outputs.append if outputs is not None else lambda _: None)

    return record(program)


def rules(made: Recorded, group: str, direction: str = "ingress") -> set[tuple[str, str]]:
    """(peer, ports) that a tier's group accepts."""
    return {
        (rule.get("cidrIp") or rule.get("ipv6CidrIp") or rule["sourceSecurityGroupId"], rule["portRange"])
        for rule in made.of("SecurityGroupRule").values()
        if rule["securityGroupId"] == f"c-{group}-id" and rule["type"] == direction and rule["policy"] == "accept"
    }


def test_workers_reach_the_name_node_and_the_resource_manager() -> None:
    found = rules(cluster(scenario("big-data-dev")), "masters")
    assert {("c-workers-id", "8020/8020"), ("c-workers-id", "9000/9000"), ("c-workers-id", "8030/8033")} <= found
    assert ("c-monitoring-id", "5070/5070") in found
    assert ("c-monitoring-id", "8020/8020") not in found


def test_both_sides_of_a_service_are_wired() -> None:
    made = cluster(scenario("big-data-dev"))
    assert ("c-masters-id", "8020/8020") in rules(made, "workers", "egress")
    assert ("c-edge-id", "22/22") in rules(made, "masters")
    assert ("c-masters-id", "22/22") in rules(made, "edge", "egress")


def test_no_plain_web_page_is_open_where_the_service_speaks_tls() -> None:
    ranges = [ports for service in SERVICES.values() for ports in service.ports]
    for plain in (9870, 9864, 8088, 8042, 19888):
        assert not any(ports.first <= plain <= ports.last for ports in ranges)


def test_only_the_edge_is_dialled_and_only_by_declared_peers() -> None:
    made = cluster(scenario("big-data-dev"))
    assert rules(made, "edge") == {("203.0.113.0/24", "22/22")}
    (entry,) = made.of("ForwardEntry").values()
    assert (entry["externalPort"], entry["internalPort"]) == ("10022", "22")
    assert made.of("ApplicationLoadBalancer") == {}
    for tier in ("masters", "workers", "monitoring"):
        assert all(peer.endswith("-id") or peer.startswith("10.50.") for peer, _ in rules(made, tier)), "this VPC only"


def test_a_tier_that_serves_itself_is_named_by_its_network_as_no_group_names_itself() -> None:
    found = rules(cluster(scenario("big-data-dev")), "masters")
    assert ("10.50.2.0/24", "8485/8485") in found
    assert not any(peer == "c-masters-id" for peer, _ in found)


def test_only_private_tiers_go_out() -> None:
    made = cluster(scenario("big-data-dev"))
    assert [found["sourceCidr"] for found in made.of("SnatEntry").values()] == ["10.50.1.0/24"]
    assert ("0.0.0.0/0", "443/443") in rules(made, "edge", "egress")
    assert ("0.0.0.0/0", "443/443") not in rules(made, "workers", "egress")


def test_enterprise_groups_name_the_networks_of_tiers() -> None:
    made = cluster(scenario("big-data-prod"))
    assert {peer for peer, ports in rules(made, "masters") if ports == "8020/8020"} == {
        "10.51.1.0/24",
        "10.51.2.0/24",
        "10.51.3.0/24",
        "10.51.4.0/24",
        "10.51.16.0/20",
        "10.51.32.0/20",
    }
    assert len(made.of("Instance")) == 1 + 3 + 4 + 1


def test_a_service_of_the_config_is_added_and_one_of_a_usual_name_takes_its_place() -> None:
    more = {"tiers": ["workers"], "clients": ["edge"], "ports": [9093], "reason": "streams"}
    instead = {"tiers": ["masters"], "clients": ["edge"], "ports": [9001], "reason": "elsewhere"}
    made = cluster(scenario("big-data-dev", {"services": {"kafka": more, "yarn": instead}}))
    assert ("c-edge-id", "9093/9093") in rules(made, "workers")
    assert {ports for _, ports in rules(made, "masters")} >= {"9001/9001"}
    assert "9000/9000" not in {ports for _, ports in rules(made, "masters")}


def test_a_service_may_be_closed() -> None:
    closed = {**SERVICES["metrics"].plain(), "closed": True}
    made = cluster(scenario("big-data-dev", {"services": {"metrics": closed}}))
    assert not any(ports == "5070/5070" for _, ports in rules(made, "masters"))


def test_a_cluster_without_a_gateway_has_no_way_in_or_out() -> None:
    outputs: list[Any] = []
    made = cluster(scenario("big-data-dev", {"gateway": GONE, "egress": GONE}), outputs)
    assert made.of("NatGateway") == made.of("EipAddress") == {}
    assert outputs[0]["administration_address"] is None


def test_the_services_are_part_of_the_declared_exposure() -> None:
    outputs: list[Any] = []
    cluster(scenario("big-data-dev"), outputs)
    rows = [(row["where"].split(".ingress")[0], row["peer"], row["traffic"]) for row in outputs[0]["declared_exposure"]]
    assert ("gateway.openings[0]", "zone office", "tcp/10022") in rows
    assert ("tiers.masters", "group masters, group workers, group edge", "tcp/8020") in rows
    assert ("tiers.workers", "group masters, group edge", "tcp/9865") in rows


def test_no_usual_service_is_plain_where_it_could_speak_tls() -> None:
    served = {port for one in SERVICES.values() for run in one.ports for port in range(run.first, run.last + 1)}
    assert not served & TLS_PORTS.keys()
    assert {9871, 9865, 8090, 8044, 19890} <= served & set(TLS_PORTS.values())


def test_a_plain_port_is_served_when_the_config_says_why_and_kept_when_it_is_closed() -> None:
    ui = {"tiers": ["masters"], "clients": ["edge"], "ports": ["9870-9872"], "reason": "status pages"}
    made = cluster(scenario("big-data-dev", {"services": {"ui": {**ui, "without_tls": "an old client knows no TLS"}}}))
    assert ("c-edge-id", "9870/9872") in rules(made, "masters")
    cluster(scenario("big-data-dev", {"services": {"ui": {**ui, "closed": True}}}))


PLAIN = {"tiers": ["masters"], "clients": ["edge"], "ports": [22, "9870-9872"], "reason": "r"}
NOWHERE = {"tiers": ["lake"], "clients": ["edge"], "ports": [1], "reason": "r"}
NODE = {"image_id": "i", "instance_type": "ecs.c7.large"}
LAKE = {"name": "edge-lake", "kind": "isolated", "cidrs": {"h": "10.50.64.0/24"}}
BESIDE = {**NODE, "machines": {"lake-a": "cn-hangzhou-h"}}
ROWS: list[tuple[dict[str, object], str]] = [
    ({"nodes": {}}, "c.nodes: is empty, allowed is at least one tier"),
    ({"nodes.lake": {"image_id": "i", "instance_type": "ecs.c7.large"}}, "c.nodes.lake: no private or isolated tier"),
    ({"network.tiers.1.kind": "public"}, "c.nodes.edge: no private or isolated tier of this name, allowed is masters"),
    (
        {"services": {"x": NOWHERE}},
        'c.services.x.tiers[0]: no nodes of this name, got "lake", allowed is edge, masters',
    ),
    ({"services": {"x": {**NOWHERE, "ports": []}}}, "c.services.x.ports: is empty, allowed is at least one"),
    (
        {"services": {"x": PLAIN}},
        'c.services.x.ports[1]: 9870 speaks no TLS, got "9870-9872"; serve 9871, or say in `without_tls` why not',
    ),
    (
        {"network.tiers.5": LAKE, "nodes.edge-lake": {**NODE, "machines": {"a": "h"}}, "nodes.edge": BESIDE},
        'c.nodes.edge-lake: edge has a node of this name too, got "edge-lake-a"; name one of the machines otherwise',
    ),
    ({"nodes.edge.zones": ["zone-z"]}, "c.nodes.edge.zones[0]: edge has no vSwitch there"),
    ({"gateway.openings.0.peer": {"anywhere": "x"}}, "c.gateway.openings[0].peer: a cluster is never open to everyone"),
    ({"gateway.port_forwards.0.to": "edge"}, 'c.gateway.port_forwards[0].to: no such instance, got "edge"'),
    ({"gateway": GONE}, "c.egress: nobody goes out without a gateway; add a gateway: {} or leave egress out"),
    ({"network.tiers.0.kind": "isolated"}, "c.network.tiers: got 0 public tiers, allowed is one of each kind"),
]


@pytest.mark.parametrize(("changes", "message"), ROWS)
def test_a_cluster_that_cannot_be_meant_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        BigDataSpec.parse(scenario("big-data-dev", changes), "c")
    assert str(caught.value).startswith(message)
