"""`yett ports FILE`: the ports of a pool, shown, checked and written down without touching anything else."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from yett.port_pool import PortPool
from yett_cli.main import main

STACK = """\
# The arena, as it would run.
config:
  alicloud:region: cn-hangzhou
  yett:ports:
    range: 20000-20999 # ours
    services:
      # the old one keeps its port
      admin: {port: 20443}
      arena:   # each host has one
        host: cn-hangzhou-h-1
        protocol: udp
      chat:
      lobby: {}
      voice: {protocol: udp}
  yett:game:
    mapping:
      ports:
        - {name: play, protocol: udp, port: "pool:arena"}
    gateway:
      port_forwards:
        - {name: ssh, protocol: tcp, external_port: "pool:admin", internal_port: 22, to: jump}
"""


def run(file: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["ports", str(file), *more], env={"NO_COLOR": "1"})


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.arena.yaml").write_text(STACK)
    return tmp_path / "Pulumi.arena.yaml"


def pool_of(file: Path) -> PortPool:
    return PortPool.parse(yaml.safe_load(file.read_text())["config"]["yett:ports"])


def test_the_table_has_every_service_with_its_port_and_where_it_is_used(stack: Path) -> None:
    found = run(stack)
    assert found.exit_code == 0
    ports = pool_of(stack).ports()
    lines = {line.split()[0]: line.split() for line in found.stdout.splitlines() if line.strip()}
    assert {name: lines[name][2] for name in ports} == {name: str(port) for name, port in ports.items()}
    assert lines["admin"][1:4] == ["tcp", "20443", "held"]
    assert lines["arena"][3:] == ["chosen", "cn-hangzhou-h-1", "yett:game.mapping.ports[0].port"]
    assert found.stdout.endswith("5 services in 20000-20999, 4 of them chosen: write them down with --write\n")


def test_json_says_the_same(stack: Path) -> None:
    document = json.loads(run(stack, "--json").stdout)
    assert (document["version"], document["range"]) == (1, "20000-20999")
    assert {row["service"]: row["port"] for row in document["ports"]} == pool_of(stack).ports()
    assert document["ports"][0] == {
        "service": "admin",
        "protocol": "tcp",
        "port": 20443,
        "held": True,
        "host": None,
        "used_at": ["yett:game.gateway.port_forwards[0].external_port"],
    }


def test_the_same_file_gives_the_same_bytes(stack: Path) -> None:
    assert run(stack, "--json").stdout == run(stack, "--json").stdout


def test_what_is_written_is_the_ports_and_nothing_else(stack: Path) -> None:
    ports = pool_of(stack).ports()
    stack.chmod(0o640)
    assert run(stack, "--write").exit_code == 0
    text = stack.read_text()
    assert stack.stat().st_mode & 0o777 == 0o640
    assert pool_of(stack).held() == ports
    for name, said in (("chat", f"chat: {{port: {ports['chat']}}}"), ("lobby", f"lobby: {{port: {ports['lobby']}}}")):
        assert f"      {said}\n" in text, name
        text = text.replace(f" {{port: {ports[name]}}}", "" if name == "chat" else " {}")
    text = text.replace(f"port: {ports['voice']}, ", "").replace(f"port: {ports['arena']}\n        ", "")
    assert text == STACK, "comments, order and everything else stay"


def test_a_second_write_changes_nothing_and_a_newcomer_moves_nobody(stack: Path) -> None:
    run(stack, "--write")
    first, before = stack.read_text(), pool_of(stack).ports()
    found = run(stack, "--write")
    assert (found.exit_code, stack.read_text()) == (0, first)
    assert "every port is written down" in found.stdout
    stack.write_text(first.replace("      chat:", "      newcomer:\n      chat:"))
    run(stack, "--write")
    assert pool_of(stack).ports().items() > before.items()


def test_check_says_by_its_exit_code_whether_all_is_written_down(stack: Path) -> None:
    assert run(stack, "--check").exit_code == 1
    run(stack, "--write")
    assert run(stack, "--check").exit_code == 0


BARE = [
    "range: 20000-20999\nservices: [api, admin]\n",
    "range: 20000-20999\nservices:\n  - api # first\n  - admin\n",
    "range: 20000-20999\nservices: {api, admin: {host: jump}}\n",
    "range: 20000-20999\nservices: {api: ~, admin: null}\n",
    "range: 20000-20999\nservices:\n  api:\n  admin: {}\n",
    "range: 20000-20999\r\nservices:\r\n  api:\r\n  admin: {}\r\n",
    '{"range": "20000-20999", "services": {"api": {}, "admin": {"host": "jump"}}}',
    "yett:ports: {range: 20000-20999, services: [api, admin]}\n",
]


@pytest.mark.parametrize("text", BARE)
def test_a_pool_is_written_however_it_is_spelled(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pool.yaml"
    file.write_bytes(text.encode())
    before = {row["service"]: row["port"] for row in json.loads(run(file, "--json").stdout)["ports"]}
    found = run(file, "--write", "--json")
    assert found.exit_code == 0, found.stderr
    after = {row["service"]: (row["port"], row["held"]) for row in json.loads(found.stdout)["ports"]}
    assert after == {name: (port, True) for name, port in before.items()}
    assert ("#" in text) == ("#" in file.read_text())


CLASH = STACK.replace('"pool:admin", internal', "20777, internal")
ROWS = [
    ("range: [", "pool.yaml: is no YAML"),
    (
        "config: {yett:web: {}}",
        "pool.yaml: has no pool, allowed is yett:ports in a stack file, or a range with services",
    ),
    ("range: 80-90\nservices: [a]", "range: got"),
    (CLASH, "yett:game.gateway.port_forwards[0].external_port: tcp/20777 lies in the pool 20000-20999, and no service"),
    (STACK.replace("pool:admin", "pool:nobody"), "no such service in the pool, got"),
    (
        "one: &one {host: jump}\nyett:ports:\n  range: 20000-20999\n  services: {api: *one}\n",
        "cannot be written without changing more than the services; write `port:` beside each service by hand",
    ),
]


@pytest.mark.parametrize(("text", "message"), ROWS)
def test_what_cannot_be_meant_is_exit_2_in_one_line_and_nothing_is_written(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "pool.yaml"
    file.write_text(text)
    found = run(file, "--write")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith("yett: ")
    assert found.stderr.count("\n") == 1
    assert message in found.stderr
    assert file.read_text() == text
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_is_not_there_is_exit_2(tmp_path: Path) -> None:
    found = run(tmp_path / "gone.yaml")
    assert found.exit_code == 2
    assert "gone.yaml: cannot be read, allowed is a YAML file with a pool of ports" in found.stderr


def test_the_shell_completes_the_command_and_its_options() -> None:
    def complete(words: str, number: str) -> str:
        env = {"_YETT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": number}
        return CliRunner().invoke(main, [], prog_name="yett", env=env).stdout

    assert "plain,ports" in complete("yett po", "1")
    assert {"plain,--json", "plain,--write", "plain,--check"} <= set(complete("yett ports --", "2").split())
