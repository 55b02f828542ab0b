"""Ten programs of other people that open too much, each with its smallest mend (`mended` in the config).

What the pack has to say of each, and what the first preview of it cannot know yet.
"""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tests.support.engine import Pulumi, write_project
from yett_cli.certificate import self_signed
from yett_cli.main import main

PROGRAMS = Path(__file__).parent / "programs/bad"
PACK = """
from yett_policies.pack import LeastExposure

LeastExposure()
"""
EVERYONE = "0.0.0.0/0"
SAID = {
    "database_on_a_second_card": ("database-from-internet", 'rule "mysql"', "tcp/3306", EVERYONE, "group instead"),
    "drop_below_accept": ("dangerous-service-reachable", '"data"', "tcp/5432", EVERYONE, "name the peers"),
    "everything_open": ("group-open-to-everyone", 'group "web"', "admits all", EVERYONE, "declare one opening"),
    "forward_entry_any": ("forward-entry-any", 'forward entry "app"', "every port", "one forward entry for each port"),
    "old_tls": ("listener-allows-old-tls", 'listener "https"', "TLS 1.0, 1.1, 1.2", "begins at TLS 1.2"),
    "redis_on_a_network_balancer": ("listener-onto-risky-port", 'listener "cache"', "tcp/6379", EVERYONE, "intranet"),
    "ssh_behind_10022": ("forwarded-risky-port", 'forward entry "ssh"', "10022 -> 22", EVERYONE, "over a bastion"),
    "ssh_behind_a_listener": ("acl-admits-everyone", 'access list "peers"', "no entries", "list the networks"),
    "ssh_in_two_halves": ("remote-login-from-internet", 'group "jump"', "tcp/22", EVERYONE, "name the peers"),
    "ssh_over_ipv6": ("remote-login-from-internet", 'group "jump"', "tcp/22", "::/0", "name the peers"),
}
"""Program -> the rule that stops it, what is wrong, ports, sources and what to do, in the words of the pack."""
LATER = {"ssh_over_ipv6": "the lookup of its IPv6 address tells nobody whose it is before the machine is there"}
"""Programs of which a first preview knows less than the state, and why."""
GIVEN = re.compile(r"(?<=-> )[^ :]+(?=:\d)|(?<!->) 198\.(18|19)\.\d+\.\d+")
"""An address or a DNS name, which the cloud gives when it makes the resource; before, a witness names the resource."""


@dataclass(frozen=True, slots=True)
class Program:
    """One of the programs as a project of its own, with the pack beside it."""

    stack: Pulumi

    @classmethod
    def made(cls, folder: Path, name: str, environment: dict[str, str], *, mended: bool) -> "Program":
        project = write_project(folder / "program", (PROGRAMS / f"{name}.py").read_text())
        (project / "stage.py").write_text((PROGRAMS / "stage.py").read_text())
        for file, pem in zip(("web.crt", "web.key"), self_signed(["localhost"], 30), strict=True):
            (project / file).write_bytes(pem)
        pack = folder / "pack"
        pack.mkdir()
        python = f"{{name: python, options: {{virtualenv: {json.dumps(sys.prefix)}}}}}"
        (pack / "PulumiPolicy.yaml").write_text(f"name: pack\nruntime: {python}\n")
        (pack / "__main__.py").write_text(PACK)
        stack = Pulumi(project, folder / "home", folder / "state", environment).init()
        stack.run("config", "set", "mended", str(mended).lower(), "--stack", stack.stack).ok()
        return cls(stack)

    def gated(self) -> tuple[int, str]:
        """A preview with the pack: its exit code and what it said."""
        done = self.stack.preview("--policy-pack", str(self.stack.project.parent / "pack"))
        return done.code, done.output

    def planned(self) -> Path:
        """The first preview's document."""
        said = self.stack.preview("--json", "--show-sames").ok().output
        return self._kept("preview.json", said[said.index("{") :])

    def exported(self) -> Path:
        """The state's document, once everything is there."""
        self.stack.up().ok()
        return self._kept("state.json", self.stack.run("stack", "export", "--stack", self.stack.stack).ok().output)

    def _kept(self, name: str, text: str) -> Path:
        file = self.stack.project.parent / name
        file.write_text(text)
        return file


def findings(*words: str) -> list[dict[str, Any]]:
    """What `yett check` finds in a document."""
    done = CliRunner().invoke(main, ["check", "--json", *words])
    assert done.exit_code in (0, 1), done.output
    return list(json.loads(done.stdout)["findings"])


def told(found: Iterable[dict[str, Any]]) -> list[str]:
    """What was found where, without addresses that nobody knows before the cloud has given them."""
    shown = ({key: one[key] for key in ("rule", "verdict", "urn", "message", "path")} for one in found)
    return sorted(GIVEN.sub("", json.dumps(one, sort_keys=True)) for one in shown)


def apart(planned: Iterable[dict[str, Any]], state: Iterable[dict[str, Any]]) -> list[str]:
    """What only the first preview says, and what only the state says."""
    before, after = told(planned), told(state)
    only = (
        [f"preview: {one}" for one in before if one not in after],
        [f"state: {one}" for one in after if one not in before],
    )
    return [*only[0], *only[1], *(["not as often"] if before != after and not any(only) else [])]
