"""Plain `pulumi` commands on the real engine and our language host: programs, policy packs, component plugins."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.engine.conftest import Project
from tests.support.processes import ends_within

pytestmark = pytest.mark.engine

SECONDS = 60

HELLO = 'import pulumi\nprint("hello")\npulumi.export("color", pulumi.Config().get("color"))\n'

PACK = """\
import pulumi
from pulumi_policy import EnforcementLevel, PolicyPack, ReportViolation, StackValidationArgs, StackValidationPolicy

def judge(args: StackValidationArgs, report: ReportViolation) -> None:
    report(f"{pulumi.get_organization()} {pulumi.get_project()} {pulumi.get_stack()} {pulumi.Config().get('color')}")

policy = StackValidationPolicy("tells", "tells what it knows", judge)
PolicyPack("tiny-pack", enforcement_level=EnforcementLevel.MANDATORY, policies=[policy])
"""

COMPONENT = """\
from typing import Optional, TypedDict
import pulumi
from pulumi.provider.experimental import component_provider_host

class GreetingArgs(TypedDict):
    who: pulumi.Input[str]

class Greeting(pulumi.ComponentResource):
    text: pulumi.Output[str]

    def __init__(self, name: str, args: GreetingArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        super().__init__("greet:index:Greeting", name, {}, opts)
        self.text = pulumi.Output.concat("hello ", args["who"])
        self.register_outputs({"text": self.text})

if __name__ == "__main__":
    component_provider_host(name="greet", components=[Greeting])
"""

USES_COMPONENT = """\
import pulumi

class Greeting(pulumi.ComponentResource):
    text: pulumi.Output[str]

    def __init__(self, name: str, who: str) -> None:
        super().__init__("greet:index:Greeting", name, {"who": who, "text": None}, None, True)

pulumi.export("text", Greeting("greeting", "world").text)
"""


def write_plugin(folder: Path, file: str, program: str, virtualenv: str = sys.prefix) -> Path:
    folder.mkdir()
    options = json.dumps({"name": "python", "options": {"virtualenv": virtualenv}})
    (folder / file).write_text(f"runtime: {options}\n", encoding="utf-8")
    (folder / "__main__.py").write_text(program, encoding="utf-8")
    return folder


def test_plain_up_works_with_nothing_activated(project: Project) -> None:
    pulumi = project(HELLO)
    done = pulumi.up("--config", "color=blue").ok()
    assert "hello" in done.output
    assert "warning" not in done.output
    assert pulumi.outputs() == {"color": "blue"}


def test_exception_is_shown_once_with_the_users_own_lines(project: Project) -> None:
    pulumi = project('def fail():\n    raise RuntimeError("boom")\n\nfail()\n')
    output = pulumi.up().failed().output
    assert "error: Program failed with an unhandled exception:" in output
    assert f'File "{pulumi.project}/__main__.py", line 4, in <module>' in output
    assert output.count("RuntimeError: boom") == 1
    assert "language_host" not in output


def test_run_error_is_shown_without_a_traceback(project: Project) -> None:
    output = project('import pulumi\nraise pulumi.RunError("no zone left")\n').up().failed().output
    assert "error: no zone left" in output
    assert "Traceback" not in output


def test_exit_code_of_a_program_is_shown(project: Project) -> None:
    output = project("import sys\nsys.exit(3)\n").up().failed().output
    assert "program exited with non-zero exit code: 3" in output


def test_missing_virtualenv_is_told_before_anything_runs(project: Project) -> None:
    pulumi = project(HELLO, virtualenv="nowhere")
    output = pulumi.up().failed().output
    assert f'the runtime option virtualenv is "nowhere", but {pulumi.project}/nowhere does not exist' in output
    assert "hello" not in output


def test_policy_pack_knows_organization_project_stack_and_configuration(project: Project, tmp_path: Path) -> None:
    pack = write_plugin(tmp_path / "pack", "PulumiPolicy.yaml", PACK)
    output = project(HELLO).preview("--policy-pack", str(pack), "--config", "color=blue").failed().output
    assert "organization tiny test blue" in output
    assert "[mandatory]" in output


def test_broken_policy_pack_shows_its_own_error(project: Project, tmp_path: Path) -> None:
    pack = write_plugin(tmp_path / "pack", "PulumiPolicy.yaml", 'raise RuntimeError("pack boom")\n')
    output = project(HELLO).preview("--policy-pack", str(pack)).failed().output
    assert "the policy pack ended with exit code 1 before it listened: RuntimeError: pack boom" in output


def test_policy_pack_that_gives_up_says_why(project: Project, tmp_path: Path) -> None:
    pack = write_plugin(tmp_path / "pack", "PulumiPolicy.yaml", 'import sys\nsys.exit("no zone is named")\n')
    output = project(HELLO).preview("--policy-pack", str(pack)).failed().output
    assert "the policy pack ended with exit code 1 before it listened: no zone is named" in output


def test_nothing_is_made_behind_the_back_of_a_broken_policy_pack(project: Project, tmp_path: Path) -> None:
    pack = write_plugin(tmp_path / "pack", "PulumiPolicy.yaml", 'raise RuntimeError("pack boom")\n')
    pulumi = project(HELLO)
    assert "RuntimeError: pack boom" in pulumi.up("--policy-pack", str(pack)).failed().output
    assert pulumi.resources() == []


def test_the_engines_logging_options_reach_a_host_that_runs_all_the_same(project: Project) -> None:
    assert "hello" in project(HELLO).preview("--logtostderr", "-v=1", "--logflow").ok().output


def test_policy_pack_may_print_before_it_listens(project: Project, tmp_path: Path) -> None:
    pack = write_plugin(tmp_path / "pack", "PulumiPolicy.yaml", f'print("early", flush=True)\n{PACK}print("late")\n')
    output = project(HELLO).preview("--policy-pack", str(pack), "--config", "color=blue").failed().output
    assert "organization tiny test blue" in output


def test_policy_pack_that_never_listens_is_told_so(project: Project, tmp_path: Path) -> None:
    pack = write_plugin(tmp_path / "pack", "PulumiPolicy.yaml", 'print("nothing here")\n')
    output = project(HELLO).preview("--policy-pack", str(pack)).failed().output
    assert "the policy pack ended with exit code 0 before it listened" in output


def test_policy_pack_without_its_virtualenv_names_it(project: Project, tmp_path: Path) -> None:
    pack = write_plugin(tmp_path / "pack", "PulumiPolicy.yaml", PACK, virtualenv="nowhere")
    output = project(HELLO).preview("--policy-pack", str(pack)).failed().output
    assert f"{pack}/nowhere does not exist" in output


def test_component_plugin_serves_a_program(project: Project, tmp_path: Path) -> None:
    plugin = write_plugin(tmp_path / "plugin", "PulumiPlugin.yaml", COMPONENT)
    pulumi = project(USES_COMPONENT)
    with (pulumi.project / "Pulumi.yaml").open("a", encoding="utf-8") as file:
        file.write(f"plugins: {json.dumps({'providers': [{'name': 'greet', 'path': str(plugin)}]})}\n")
    pulumi.up().ok()
    assert pulumi.outputs() == {"text": "hello world"}


def test_component_plugin_tells_its_schema(project: Project, tmp_path: Path) -> None:
    plugin = write_plugin(tmp_path / "plugin", "PulumiPlugin.yaml", COMPONENT)
    schema = project(HELLO).run("package", "get-schema", str(plugin)).ok().output
    assert "greet:index:Greeting" in schema


def test_about_names_the_python_of_the_project(project: Project) -> None:
    assert f"executable='{sys.prefix}/bin/python'" in project(HELLO).run("about").ok().output


def test_killed_engine_takes_host_and_program_with_it(project: Project, tmp_path: Path) -> None:
    marker = tmp_path / "pids"
    pulumi = project(
        "import os, signal\n"
        f"with open({str(marker)!r}, 'w') as pipe:\n"
        "    pipe.write(f'{os.getpid()} {os.getppid()}')\n"
        "signal.pause()\n"
    )
    os.mkfifo(marker)
    engine = pulumi.start("up", "--yes", "--skip-preview", "--stack", pulumi.stack)
    program, host = map(int, marker.read_text().split())
    engine.send_signal(signal.SIGKILL)
    with engine:
        assert ends_within(host, SECONDS)
    assert ends_within(program, SECONDS)
