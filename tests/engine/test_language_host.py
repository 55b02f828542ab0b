"""The language host over gRPC: what it answers, what it runs, and that it ends."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from language_host import VERSION
from pulumi.runtime.proto import language_pb2 as rpc

from tests.engine.host import SECONDS, Host, host_command, program_info
from tests.support.engine import ROOT
from tests.support.processes import ends_within

SLEEPER = "import os, signal\nprint(os.getpid(), flush=True)\nsignal.pause()\n"


def run_request(folder: Path, program: str, **options: str) -> rpc.RunRequest:
    (folder / "__main__.py").write_text(program, encoding="utf-8")
    return rpc.RunRequest(
        project="tiny",
        stack="test",
        pwd=str(folder),
        monitor_address="127.0.0.1:1",
        parallel=4,
        dryRun=True,
        config={"tiny:color": "blue"},
        configSecretKeys=["tiny:key"],
        args=["more"],
        info=program_info(folder, **options),
    )


def consumed(answer: Any) -> None:
    """Read a stream to its end; an error comes with its first element."""
    if isinstance(answer, grpc.RpcContext):
        list(answer)


def refusal(error: "pytest.ExceptionInfo[grpc.RpcError]") -> tuple[grpc.StatusCode, str]:
    return error.value.code(), error.value.details() or ""


def test_plugin_info_is_the_version_of_the_pinned_cli(host: Host) -> None:
    assert host.stub.GetPluginInfo(Empty()).version == VERSION
    assert f"github.com/pulumi/pulumi/pkg/v3 v{VERSION}\n" in (ROOT / "engine/cli/go.mod").read_text()


def test_version_flag_prints_the_version(host_code: Path) -> None:
    shown = subprocess.run(host_command(host_code, "-version"), capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == VERSION


def test_program_gets_its_arguments_configuration_and_folder(host: Host, tmp_path: Path) -> None:
    program = (
        "import json, os, sys\n"
        "facts = {**options, 'argv': sys.argv[1:], 'cwd': os.getcwd(), 'config': os.environ['PULUMI_CONFIG'],\n"
        "         'secrets': os.environ['PULUMI_CONFIG_SECRET_KEYS']}\n"
        "json.dump(facts, open('facts.json', 'w'))\n"
    )
    assert host.stub.Run(run_request(tmp_path, program)) == rpc.RunResponse()
    facts = json.loads((tmp_path / "facts.json").read_text())
    assert facts["argv"] == ["more"]
    assert facts["cwd"] == str(tmp_path)
    assert facts["config"] == '{"tiny:color": "blue"}'
    assert facts["secrets"] == '["tiny:key"]'
    assert (facts["stack"], facts["parallel"], facts["dry_run"]) == ("test", "4", "true")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("raise SystemExit(0)", rpc.RunResponse()),
        ("raise SystemExit(32)", rpc.RunResponse(bail=True)),
        ("raise SystemExit(3)", rpc.RunResponse(error="program exited with non-zero exit code: 3")),
        ("import os; os.abort()", rpc.RunResponse(error="program ended by signal SIGABRT")),
    ],
)
def test_end_of_a_program_is_told_as_the_official_host_tells_it(
    host: Host, tmp_path: Path, program: str, expected: rpc.RunResponse
) -> None:
    assert host.stub.Run(run_request(tmp_path, program)) == expected


def test_program_runs_in_the_virtualenv_relative_to_its_project(host: Host, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "env")], check=True)
    program = (
        "import os, shutil, sys\n"
        "facts = [sys.prefix, os.environ['VIRTUAL_ENV'], shutil.which('python')]\n"
        "open('where', 'w').write(' '.join(facts))\n"
    )
    host.stub.Run(run_request(tmp_path, program, virtualenv="env"))
    env = str(tmp_path / "env")
    assert (tmp_path / "where").read_text().split() == [env, env, f"{env}/bin/python"]


@pytest.mark.parametrize("call", ["Run", "GetRequiredPackages", "GetProgramDependencies", "About", "RunPlugin"])
def test_missing_virtualenv_is_one_clear_error_with_the_fix(host: Host, tmp_path: Path, call: str) -> None:
    (tmp_path / "__main__.py").touch()
    request = getattr(rpc, f"{call}Request")(info=program_info(tmp_path, virtualenv="nowhere"))
    with pytest.raises(grpc.RpcError) as error:
        consumed(getattr(host.stub, call)(request))
    code, message = refusal(error)
    assert code is grpc.StatusCode.UNKNOWN
    assert message.startswith(f'the runtime option virtualenv is "nowhere", but {tmp_path}/nowhere does not exist')
    assert f"`pulumi install` in {tmp_path}" in message
    assert f"{tmp_path}/nowhere/bin/python -m pip install -r {tmp_path}/requirements.txt" in message


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("toolchain", "conda", "runtime option toolchain: 'conda' is not supported, allowed are pip, uv, poetry"),
        ("typechecker", "pyre", "runtime option typechecker: 'pyre' is not supported, allowed are mypy, pyright"),
    ],
)
def test_unknown_option_value_names_what_is_allowed(
    host: Host, tmp_path: Path, option: str, value: str, message: str
) -> None:
    with pytest.raises(grpc.RpcError) as error:
        host.stub.Run(run_request(tmp_path, "", **{option: value}))
    assert refusal(error) == (grpc.StatusCode.UNKNOWN, message)


def test_required_packages_name_the_provider_of_the_installed_sdk(host: Host, tmp_path: Path) -> None:
    found = host.stub.GetRequiredPackages(
        rpc.GetRequiredPackagesRequest(info=program_info(tmp_path, virtualenv=sys.prefix))
    )
    assert [(p.name, p.kind, p.version[:1]) for p in found.packages] == [("alicloud", "resource", "v")]


def test_direct_dependencies_are_those_that_nothing_else_requires(host: Host, tmp_path: Path) -> None:
    info = program_info(tmp_path, virtualenv=sys.prefix)
    every = host.stub.GetProgramDependencies(rpc.GetProgramDependenciesRequest(info=info, transitiveDependencies=True))
    direct = host.stub.GetProgramDependencies(rpc.GetProgramDependenciesRequest(info=info))
    names, direct_names = ({d.name for d in found.dependencies} for found in (every, direct))
    assert {"yett", "pulumi", "grpcio"} <= names
    assert "yett" in direct_names
    assert "grpcio" not in direct_names


def test_about_tells_the_python_and_the_toolchain(host: Host, tmp_path: Path) -> None:
    told = host.stub.About(rpc.AboutRequest(info=program_info(tmp_path, virtualenv=sys.prefix)))
    assert told.executable == f"{sys.prefix}/bin/python"
    assert told.version == ".".join(map(str, sys.version_info[:3]))
    assert told.metadata["toolchain"] == "pip"


def test_install_makes_the_virtualenv_and_installs_the_requirements(host: Host, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    info = program_info(tmp_path, virtualenv="env")
    list(host.stub.InstallDependencies(rpc.InstallDependenciesRequest(info=info)))
    assert os.access(tmp_path / "env/bin/python", os.X_OK)


def test_failed_install_names_the_command(host: Host, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("./no-such-folder\n", encoding="utf-8")
    with pytest.raises(grpc.RpcError) as error:
        list(
            host.stub.InstallDependencies(rpc.InstallDependenciesRequest(info=program_info(tmp_path, virtualenv="env")))
        )
    assert "-m pip install -r requirements.txt` failed with exit code" in refusal(error)[1]


@pytest.mark.parametrize("call", ["GenerateProgram", "GenerateProject", "GeneratePackage", "Pack", "Link"])
def test_what_is_not_supported_says_so(host: Host, call: str) -> None:
    with pytest.raises(grpc.RpcError) as error:
        getattr(host.stub, call)(getattr(rpc, f"{call}Request")())
    assert refusal(error)[0] is grpc.StatusCode.UNIMPLEMENTED
    assert "use an official Pulumi" in refusal(error)[1]


def test_cancel_interrupts_the_program(host: Host, tmp_path: Path) -> None:
    pending = host.stub.Run.future(run_request(tmp_path, SLEEPER))
    pid = running_program(host)
    host.stub.Cancel(Empty())
    assert pending.result(SECONDS).error
    assert ends_within(pid, SECONDS)


def test_interrupted_host_ends_its_program_and_leaves_no_traceback(host: Host, tmp_path: Path) -> None:
    pending = host.stub.Run.future(
        run_request(tmp_path, f"try:\n    exec({SLEEPER!r})\nexcept KeyboardInterrupt:\n    pass\n")
    )
    pid = running_program(host)
    code, errors = host.interrupted()
    assert (code, errors) == (0, "")
    assert ends_within(pid, SECONDS)
    pending.cancel()


def running_program(host: Host) -> int:
    assert host.process.stdout is not None
    return int(host.process.stdout.readline())


def test_host_ends_when_its_parent_is_killed(host_code: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess; subprocess.Popen({host_command(host_code)!r}).wait()"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    with parent:
        parent.stdout.readline()  # the port: the host is up
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        parent.send_signal(signal.SIGKILL)
    assert len(children) == 1
    assert ends_within(int(children[0]), SECONDS)


def test_host_ends_when_the_engine_answers_no_more(host_code: Path) -> None:
    server = grpc.server(ThreadPoolExecutor(1))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with Host.started(host_code, "") as host:
        host.stub.Handshake(rpc.LanguageHandshakeRequest(engine_address=f"127.0.0.1:{port}"))
        server.stop(grace=None).wait()
        assert host.process.wait(SECONDS) == 0
