"""Openings as files: merged into a scenario's config, refused with their own paths, completed by editors."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.specs.sites import GONE, ROOT, opening, site, stack
from yett.access.opening_files import load, merged_spec
from yett.access.opening_schema import places, text
from yett.errors import SpecError
from yett.scenarios import SCENARIOS
from yett.specs.access import AccessSpec
from yett.specs.declared import declared_openings
from yett.specs.opening_file import filed
from yett.specs.web import WebSpec

SCHEMA = ROOT / "openings" / "schema.json"
FILES = sorted((ROOT / "openings").glob("*/*.yaml"))
TRACES = {"preset": "otlp", "peer": {"cidr": "198.51.100.0/24"}, "reason": "traces"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `openings` in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "openings").mkdir()
    return tmp_path / "openings"


def write(folder: Path, name: str, openings: dict[str, Any], owner: str | None = "platform team") -> None:
    document = {"owner": owner, "openings": openings} if owner else {"openings": openings}
    (folder / name).write_text(yaml.safe_dump(document), encoding="utf-8")


def web(*paths: str, changes: dict[str, object] | None = None) -> WebSpec:
    return merged_spec(WebSpec, site(changes), "yett:web", paths or ("openings",))


def test_the_openings_of_every_team_go_to_their_places(folder: Path) -> None:
    write(folder, "b.yaml", {"egress": [TRACES]}, owner="observability")
    vpn = opening(peer={"cidr": "198.51.100.16/28"}, ports=[10022])
    write(folder, "a.yaml", {"gateway.openings": [vpn], "egress": [opening(ports=GONE, protocol="icmp")]})
    spec, alone = web(), WebSpec.parse(site())
    assert [str(found) for found in (spec.egress or [])[len(alone.egress or []) :]] == [
        "icmp from 203.0.113.0/24",
        "tcp/4317-4318 from 198.51.100.0/24",
    ]
    assert spec.gateway is not None
    assert str((spec.gateway.openings or [])[-1]) == "tcp/10022 from 198.51.100.16/28"
    assert (spec.egress or [])[-1].owner == "observability"
    merged = {one.path for one in declared_openings(spec.plain())} - {
        one.path for one in declared_openings(alone.plain())
    }
    assert merged == {"egress[2]", "egress[3]", "gateway.openings[1]"}


def test_a_place_that_the_config_leaves_empty_is_made(folder: Path) -> None:
    write(folder, "a.yaml", {"egress": [TRACES]})
    assert len(web(changes={"egress": GONE}).egress or []) == 1


def test_a_merged_config_is_left_as_it_was(folder: Path) -> None:
    write(folder, "a.yaml", {"egress": [TRACES]})
    data = site()
    before = json.dumps(data)
    merged_spec(WebSpec, data, "yett:web", ["openings"])
    assert json.dumps(data) == before


def test_tiers_are_places_too(folder: Path) -> None:
    write(folder, "a.yaml", {"tiers.web.ingress": [opening(owner=GONE)]})
    spec = merged_spec(AccessSpec, {"tiers": {"web": {}}}, "access", ["openings"])
    assert str((spec.tiers["web"].ingress or [])[0]) == "tcp/22 from 203.0.113.0/24"


def test_an_entry_names_its_own_owner_or_the_file_does(folder: Path) -> None:
    write(folder, "a.yaml", {"egress": [opening(owner="us"), TRACES]})
    assert [one.data["owner"] for one in load(["openings"])] == ["us", "platform team"]


def test_a_preset_of_two_protocols_is_two_openings() -> None:
    found = filed({"owner": "o", "openings": {"egress": [{**TRACES, "preset": "https-quic"}]}}, "f.yaml")
    assert [(one.data["protocol"], one.data["ports"]) for one in found] == [("tcp", ["443"]), ("udp", ["443"])]


WRONG: list[tuple[dict[str, Any], str]] = [
    (
        {"egress": [opening(peer={"cidr": "10.0.0.1"})]},
        'openings/a.yaml:egress[0].peer.cidr: got "10.0.0.1", allowed is a CIDR with its mask;'
        ' did you mean "10.0.0.1/32"?',
    ),
    (
        {"egress": [opening(), opening(owner=GONE, ticket=3), opening(ports=[0])]},
        "openings/a.yaml:egress[1].ticket: got 3, allowed is a text\n"
        "openings/a.yaml:egress[2].ports[0]: got 0, allowed is 1..65535",
    ),
    (
        {"egress": [{**TRACES, "port": 1}]},
        "openings/a.yaml:egress[0].port: the preset says it; drop it, or drop the preset",
    ),
    (
        {"egress": [{**TRACES, "preset": "kafak"}]},
        'openings/a.yaml:egress[0].preset: unknown preset, got "kafak", allowed is one of 152 names;'
        ' did you mean "kafka"?',
    ),
    (
        {"gateway.openings": [opening(), opening(peer={"zone": "nowhere"}, ports=[10022])]},
        'openings/a.yaml:gateway.openings[1].peer.zone: unknown zone, got "nowhere", allowed is office',
    ),
    (
        {"egress": [opening(peer={"group": "g"})], "gateway.openings": [opening(peer={"group": "g"}, ports=[10022])]},
        'openings/a.yaml:gateway.openings[0].peer: nobody dials the gateway from there, got "group g",'
        " allowed is cidr, zone, prefix_list or anywhere",
    ),
    (
        {"nowhere.openings": [opening()]},
        "openings/a.yaml:nowhere.openings[0]: the config has no nowhere; add nowhere to the stack's config",
    ),
    (
        {"balancer.listeners": [opening()]},
        'openings/a.yaml.openings.balancer.listeners: holds no openings, got "balancer.listeners",'
        " allowed is a path in the config that ends in openings, ingress, egress",
    ),
]


@pytest.mark.parametrize(("openings", "said"), WRONG)
def test_what_is_wrong_in_a_file_is_said_with_the_file(folder: Path, openings: dict[str, Any], said: str) -> None:
    write(folder, "a.yaml", openings)
    with pytest.raises(SpecError) as caught:
        web()
    assert str(caught.value) == said


def test_what_is_wrong_in_the_config_itself_keeps_its_path(folder: Path) -> None:
    write(folder, "a.yaml", {"egress": [TRACES]})
    with pytest.raises(SpecError) as caught:
        web(changes={"egress.0.ports": [0]})
    assert str(caught.value) == "yett:web.egress[0].ports[0]: got 0, allowed is 1..65535"


RAW = [
    ("openings:\n  egress: []\n  egress: []\n", "a.yaml", 'the key "egress" stands twice'),
    ("openings: [", "a.yaml", "allowed is YAML"),
    ("owner: me\n", "a.yaml", "openings/a.yaml.openings: is missing"),
    ("- 1\n", "a.yaml", "openings/a.yaml: "),
    (None, "a.yaml", "openings: the folder holds no opening file"),
]


@pytest.mark.parametrize(("text_", "name", "said"), RAW)
def test_a_file_that_is_none_is_refused(folder: Path, text_: str | None, name: str, said: str) -> None:
    if text_ is not None:
        (folder / name).write_text(text_)
    with pytest.raises(SpecError) as caught:
        load(["openings"])
    assert said in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(SpecError, match=r"openings/none\.yaml: cannot be read, allowed is a YAML file of openings"):
        load(["openings/none.yaml"])


def test_the_published_schema_is_fresh() -> None:
    kinds = [AccessSpec, *(vars(scenario)["spec_type"] for scenario in SCENARIOS.values())]
    assert SCHEMA.read_text(encoding="utf-8") == text(*kinds), (
        "python -m yett.access.opening_schema openings/schema.json"
    )


def test_every_place_of_a_scenario_is_in_the_schema_with_its_text() -> None:
    found = json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]["openings"]["properties"]
    for place, said in places(WebSpec):
        assert found[place]["description"]
        assert said


def document(entry: dict[str, Any], place: str = "egress") -> dict[str, Any]:
    return {"owner": "o", "openings": {place: [entry]}}


JUDGED: list[tuple[dict[str, Any], bool]] = [
    (document(opening()), True),
    (document(opening(ports=GONE, port="8000-8010")), True),
    (document(opening(peer=GONE, peers=[{"zone": "office"}, {"anywhere": "public"}])), True),
    (document(opening(ports=GONE, protocol="icmp")), True),
    (document(TRACES), True),
    (document(opening(expires="2027-06-30", approvers=["a"], closed=True)), True),
    (document(opening(), "tiers.web.ingress"), True),
    (document(opening(), "balancer.listeners"), False),
    (document(opening(reason=GONE)), False),
    (document(opening(peer=GONE)), False),
    (document(opening(peer={})), False),
    (document(opening(peer={"cidr": "10.0.0.0/8", "zone": "office"})), False),
    (document(opening(ports=[])), False),
    (document(opening(ports=[70000])), False),
    (document(opening(ports=["a"])), False),
    (document(opening(ports=GONE)), False),
    (document(opening(protocol="icmp")), False),
    (document(opening(protocol="ssh")), False),
    (document(opening(expires="soon")), False),
    (document(opening(expired="2027-06-30")), False),
    (document({**TRACES, "protocol": "tcp"}), False),
    (document({**TRACES, "port": 1}), False),
    (document({**TRACES, "preset": "kafak"}), False),
    ({"owner": "o"}, False),
]


@pytest.mark.parametrize(("found", "is_good"), JUDGED)
def test_the_schema_and_the_parser_agree(found: dict[str, Any], is_good: bool) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert validator.is_valid(found) is is_good
    try:
        filed(found, "f.yaml")
    except SpecError:
        assert not is_good
    else:
        assert is_good


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_every_file_of_ours_names_the_schema_and_keeps_to_it(file: Path) -> None:
    first, schema = file.read_text(encoding="utf-8").splitlines()[0], json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert first == "# yaml-language-server: $schema=../schema.json"
    Draft202012Validator(schema).validate(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader))


def test_the_files_of_a_stack_are_merged_into_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    config = stack("web-prod")
    spec = merged_spec(WebSpec, config["yett:web"], "yett:web", [config["yett:openings"]])
    assert str((spec.egress or [])[-1]) == "tcp/4317-4318 from 198.51.100.64/26"
    assert (spec.egress or [])[-1].owner == "observability team"
