"""Presets agree with the table of services, open nothing by themselves, and keep audiences apart."""

import re
from pathlib import Path

import pytest

from yett.errors import SpecError
from yett.packets import TransportSet
from yett.packets.services import SERVICES, named
from yett.presets import FACING, PRESETS, Preset, preset
from yett.presets.document import LANGUAGES, Language, page
from yett.specs import Opening, Peer
from yett.specs.declared import FIELDS
from yett.specs.record import openings_for

DOCS = Path(__file__).parents[2] / "docs"
GRAVE = {"remote-login", "admin", "database", "file-sharing", "big-data", "monitoring"}
"""What no visitor has any business with."""
EACH = pytest.mark.parametrize("found", PRESETS, ids=[found.name for found in PRESETS])


def test_there_are_at_least_sixty_with_different_names_and_titles() -> None:
    assert len(PRESETS) >= 60
    for titles in ([p.name for p in PRESETS], [p.english for p in PRESETS], [p.chinese for p in PRESETS]):
        assert len(set(titles)) == len(titles)


def test_every_audience_has_presets_and_every_preset_one_audience() -> None:
    assert {found.facing for found in PRESETS} == set(FACING)


@pytest.mark.parametrize(
    "name", ["kubernetes-nodes", "mysql", "redis", "kafka", "zookeeper", "elasticsearch", "minecraft"]
)
def test_what_everybody_asks_for_is_there(name: str) -> None:
    assert preset(name).ports()


@EACH
def test_a_preset_is_complete(found: Preset) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found.name)
    assert found.lines
    assert found.transport
    assert re.search(r"[一-鿿]", found.chinese)
    assert not re.search(r"[一-鿿]", found.english)
    for text in (found.english, found.chinese, found.source, *(line.english for line in found.lines)):
        assert text == text.strip() != ""
    assert all(re.search(r"[一-鿿]", line.chinese) or line.chinese in names_of_services() for line in found.lines)


def names_of_services() -> set[str]:
    return {service.chinese for service in SERVICES}


@EACH
def test_ports_that_have_a_name_are_called_by_it_and_hold_no_other(found: Preset) -> None:
    for line in found.lines:
        if line.service is not None:
            assert line.transport <= named(line.service).transport
            assert line.transport
        else:
            same = [service.name for service in SERVICES if service.transport == line.transport]
            known = {"tcp/8008", "tcp/8443", "tcp/9000"}  # other services have these ports for themselves
            assert same == [] or str(line.transport) in known


@EACH
def test_a_preset_that_is_called_like_a_service_opens_that_service(found: Preset) -> None:
    if found.name in {service.name for service in SERVICES}:
        assert found.transport & named(found.name).transport


@EACH
def test_no_line_repeats_what_another_one_opens(found: Preset) -> None:
    together = TransportSet.empty()
    for line in found.lines:
        assert not together & line.transport
        together |= line.transport


@EACH
def test_what_is_meant_for_visitors_holds_no_grave_port(found: Preset) -> None:
    risks = {named(line.service).risk for line in found.lines if line.service}
    assert found.facing != "visitors" or not risks & GRAVE


@EACH
def test_a_preset_is_no_opening_without_a_peer_a_reason_and_an_owner(found: Preset) -> None:
    assert not {"peer", "peers", "reason", "owner", "egress", *FIELDS} & set(dir(found))
    with pytest.raises(SpecError, match="no peer"):
        openings_for([], found, reason="r", owner="o")


@EACH
def test_the_openings_of_a_preset_are_its_ports_from_its_peers_and_nothing_else(found: Preset) -> None:
    opened: list[Opening] = openings_for([Peer(cidr="10.0.0.0/8")], found, reason="r", owner="o")
    assert TransportSet.union(opening.transport() for opening in opened) == found.transport
    assert {str(peer) for opening in opened for peer in opening.peers} == {"10.0.0.0/8"}


@pytest.mark.parametrize(
    ("clients", "members", "apart"),
    [
        ("kafka", "kafka-members", "tcp/9093"),
        ("zookeeper", "zookeeper-members", "tcp/2888,3888"),
        ("redis", "redis-members", "tcp/16379"),
        ("elasticsearch", "elasticsearch-members", "tcp/9300"),
        ("mongodb", "mongodb-members", "tcp/27018-27019"),
        ("vault", "vault-members", "tcp/8201"),
    ],
)
def test_clients_do_not_get_what_only_members_need(clients: str, members: str, apart: str) -> None:
    assert str(preset(members).transport - preset(clients).transport) == apart


def test_caches_are_not_opened_for_floods() -> None:
    assert str(preset("memcached").transport) == "tcp/11211"


def test_an_unknown_name_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(SpecError) as caught:
        preset("zookeper")
    assert str(caught.value) == (
        f'preset: unknown preset, got "zookeper", allowed is one of {len(PRESETS)} names; did you mean "zookeeper"?'
    )
    with pytest.raises(SpecError, match=r"docs/presets\.md lists them"):
        preset("qqqq")


@pytest.mark.parametrize("language", LANGUAGES, ids=["english", "chinese"])
def test_the_page_is_fresh(language: Language) -> None:
    fix = "python -m yett.presets.document docs"
    assert (DOCS / language.file).read_text(encoding="utf-8") == page(language), fix


@pytest.mark.parametrize("language", LANGUAGES, ids=["english", "chinese"])
def test_the_page_holds_every_preset(language: Language) -> None:
    found = page(language)
    assert [p.name for p in PRESETS if f"| `{p.name}` |" not in found] == []
