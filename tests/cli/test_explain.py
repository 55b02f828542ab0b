"""`yett explain`: why a packet passes, or where it dies."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.files import WRITERS, web, written
from tests.oracle.cloud import Resource
from yett_cli.main import main
from yett_cli.question import Question, question


def run(packet: str, resources: list[Resource], folder: Path, *more: str) -> Result:
    """Ask about one packet in the state of a network."""
    source = written(folder, WRITERS["state"][1](resources))
    return CliRunner().invoke(main, ["explain", packet, "--state", source, *more])


def test_a_packet_that_passes_is_followed_to_the_rule_that_lets_it(tmp_path: Path) -> None:
    text = run("tcp 198.51.100.7 -> r3:22", web(), tmp_path).stdout
    assert text.splitlines()[0] == "tcp 198.51.100.7 -> r3:22: reachable"
    assert text.index("eip") < text.index("rule: decided by: accept tcp/22 from 0.0.0.0/0")


@pytest.mark.parametrize("target", ["r3", "47.1.0.1", "urn:pulumi:dev::oracle::alicloud:ecs/instance:Instance::r3"])
def test_a_target_goes_by_name_address_or_urn(target: str, tmp_path: Path) -> None:
    assert "reachable" in run(f"tcp 198.51.100.7 -> {target}:22", web(), tmp_path).stdout


def test_a_packet_that_no_rule_admits_dies_at_the_groups(tmp_path: Path) -> None:
    text = run("tcp 198.51.100.7 -> r3:23", web(), tmp_path).stdout
    assert text.splitlines()[0].endswith("closed")
    assert "dies" in text
    assert "no rule of its groups matches" in text


def test_a_packet_without_any_way_in_says_so(tmp_path: Path) -> None:
    found = run("tcp 198.51.100.7 -> r3:22", web(public=False), tmp_path)
    assert found.exit_code == 0
    assert "no way from the internet leads there" in found.stdout


def test_json_has_the_verdict_and_each_step(tmp_path: Path) -> None:
    document = json.loads(run("tcp 198.51.100.7 -> r3:22", web(), tmp_path, "--json").stdout)
    assert (document["version"], document["verdict"]) == (1, "reachable")
    assert [step["outcome"] for step in document["ways"][0]["steps"]] == ["passes", "passes"]


def test_what_was_not_followed_stands_below_the_answer(tmp_path: Path) -> None:
    gateway = {"address": "alicloud_ga_listener.x", "type": "alicloud_ga_listener", "values": {"id": "lsr-1"}}
    file = written(tmp_path, WRITERS["terraform-state"][1]([*web(public=False), gateway]))
    asked = ["explain", "tcp 198.51.100.7 -> r3:22", "--terraform", file]
    *_, last = CliRunner().invoke(main, asked).stdout.splitlines()
    assert last.startswith("not modelled: alicloud_ga_listener.x (alicloud_ga_listener): ")
    (told,) = json.loads(CliRunner().invoke(main, [*asked, "--json"]).stdout)["unmodelled"]
    assert last.endswith(told["why"])


def test_a_target_that_there_is_not_names_twelve_that_there_are(tmp_path: Path) -> None:
    machines = [
        {"address": f"alicloud_instance.m{n}", "type": "alicloud_instance", "values": {"id": f"i-{n}"}}
        for n in range(15)
    ]
    assert run("tcp 198.51.100.7 -> nobody:22", machines, tmp_path).stderr.count(", m") == 11
    assert "m6 and 3 more)" in run("tcp 198.51.100.7 -> nobody:22", machines, tmp_path).stderr


@pytest.mark.parametrize(
    ("packet", "words"),
    [
        ("tcp 198.51.100.7 -> nobody:22", 'packet.target: got "nobody"'),
        ("tcp 198.51.100.7 -> r3", "packet.port"),
        ("tcp 198.51.100.7 -> r3:0", "packet.port"),
        ("tcp 198.51.100.7 -> r3:70000", "packet.port"),
        ("sctp 198.51.100.7 -> r3:22", "packet.protocol"),
        ("tcp somewhere -> r3:22", "packet.source"),
        ("tcp 198.51.100.7 r3:22", "packet: got"),
        ("", "packet: got"),
    ],
)
def test_a_packet_that_cannot_be_read_is_refused_in_one_line(packet: str, words: str, tmp_path: Path) -> None:
    found = run(packet, web(), tmp_path)
    assert found.exit_code == 2
    assert found.stderr.count("\n") == 1
    assert words in found.stderr


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("udp 2001:db8::7 -> [2001:db8::1]:53", Question("udp", "2001:db8::7", "2001:db8::1", 53)),
        ("ICMP 8.8.8.8->web", Question("icmp", "8.8.8.8", "web", None)),
        ("gre 8.8.8.8 -> web", Question("gre", "8.8.8.8", "web", None)),
        (
            "tcp 8.8.8.8 -> module.a.alicloud_instance.web[0]:22",
            Question("tcp", "8.8.8.8", "module.a.alicloud_instance.web[0]", 22),
        ),
        ('icmp 8.8.8.8 -> alicloud_instance.web["a"]', Question("icmp", "8.8.8.8", 'alicloud_instance.web["a"]', None)),
    ],
)
def test_a_packet_is_read(text: str, expected: Question) -> None:
    assert question(text) == expected


INSIDE: list[tuple[str, str, str]] = [
    ("tcp r3 -> 10.0.0.5:22", "reachable", "leaving r3"),
    ("tcp 10.0.0.77 -> r3:22", "reachable", "rule: decided by"),
    ("tcp 10.0.0.77 -> r3:23", "closed", "no rule of its groups matches"),
    ("tcp office=10.0.0.0/24 -> r3:22", "reachable", "sent by 10.0.0.1"),
    ("tcp office=198.51.100.0/24 -> r3:22", "reachable", "sent by 198.51.100.7"),
    ("tcp office=192.168.7.0/24 -> r3:22", "closed", "no route leads from 192.168.7.1"),
]


@pytest.mark.parametrize(("packet", "verdict", "words"), INSIDE)
def test_a_packet_may_start_inside_or_in_a_zone(packet: str, verdict: str, words: str, tmp_path: Path) -> None:
    found = run(packet, web(), tmp_path)
    assert found.exit_code == 0, found.stderr
    assert found.stdout.splitlines()[0] == f"{packet}: {verdict}"
    assert words in found.stdout


@pytest.mark.parametrize(
    ("packet", "words"),
    [
        ("tcp r3 -> 47.1.0.1:22", "packet.target"),
        ("tcp r99 -> r3:22", 'packet.source: got "r99"'),
        ("tcp vpc:nowhere -> r3:22", "zone"),
        ("tcp office=10.0.0.0/8,8.8.8.8 -> r3:22", "zone"),
        ("tcp office=nonsense -> r3:22", "zone"),
    ],
)
def test_a_sender_that_is_nobody_is_refused_in_one_line(packet: str, words: str, tmp_path: Path) -> None:
    found = run(packet, web(), tmp_path)
    assert found.exit_code == 2
    assert found.stderr.count("\n") == 1
    assert words in found.stderr
