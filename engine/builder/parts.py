"""The parts of a built engine: CLI, provider, the hosts of YAML and Python programs, and the latter's environment."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from builder import golang, venvs
from builder.cache import Part
from builder.content import SOURCES, key, source_files
from builder.progress import timed

CLI_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
CLI_MODULE = "github.com/pulumi/pulumi/pkg/v3"
VERSION_VARIABLE = f"{golang.SDK_MODULE}/go/common/version.Version"
YAML_PACKAGE = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
YAML_MODULE = "github.com/pulumi/pulumi-yaml"
YAML_VERSION_VARIABLE = f"{YAML_MODULE}/pkg/version.Version"
EXECUTOR = "python/cmd/pulumi-language-python-exec"
"""The file of the SDK module that runs a user's program and shows its errors."""

HOST_MAIN = """from language_host.stubs import only_stubs

only_stubs()

from language_host.main import main

main()
"""

Folder = Callable[[Path], None]


def all_parts() -> dict[str, Part]:
    """The parts by name; the costly ones first, one after the other."""
    go = cache(golang.go_command)
    parts = [cli(go), provider(go), yaml(go), python(), host(go)]
    return {part.name: part for part in parts}


def cli(go: Callable[[], str]) -> Part:
    """The Pulumi CLI, stamped with the version that go.mod pins."""
    version = golang.module_version("cli", CLI_MODULE)
    flags = f"-X {VERSION_VARIABLE}={version}"

    def build(folder: Path) -> None:
        golang.build(go(), "cli", CLI_PACKAGE, folder / "pulumi", flags)

    return Part("cli", key(flags, *golang.BUILD_FLAGS, files=source_files("cli")), build)


def provider(go: Callable[[], str]) -> Part:
    """The Alibaba Cloud provider under the SDK's tokens."""

    def build(folder: Path) -> None:
        golang.build(go(), "provider", ".", folder / "pulumi-resource-alicloud")

    return Part("provider", key(*golang.BUILD_FLAGS, files=source_files("provider")), build)


def yaml(go: Callable[[], str]) -> Part:
    """The language host of YAML programs: by it they use components that are written in Python."""
    flags = f"-X {YAML_VERSION_VARIABLE}={golang.module_version('yaml', YAML_MODULE)}"

    def build(folder: Path) -> None:
        golang.build(go(), "yaml", YAML_PACKAGE, folder / "pulumi-language-yaml", flags)

    return Part("yaml", key(flags, *golang.BUILD_FLAGS, files=source_files("yaml")), build)


def python() -> Part:
    """The environment that the language host itself runs in; programs run in their own."""
    pins = SOURCES / "language_host" / "requirements.txt"

    def build(folder: Path) -> None:
        with timed("installing the language host's environment"):
            venvs.create(folder, ["-r", str(pins)], "language host")

    return Part("python", key(venvs.python_identity(), files=[pins]), build)


def host(go: Callable[[], str]) -> Part:
    """The language host: our package, and the executor out of the SDK module."""
    version = golang.module_version("cli", golang.SDK_MODULE)

    def build(folder: Path) -> None:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(SOURCES / "language_host", folder / "language_host", ignore=ignore)
        (folder / "__main__.py").write_text(HOST_MAIN, encoding="utf-8")
        module = golang.module_folder(go(), "cli", golang.SDK_MODULE)
        shutil.copyfile(module / EXECUTOR, folder / Path(EXECUTOR).name)

    return Part("host", key(version, HOST_MAIN, files=source_files("language_host")), build)
