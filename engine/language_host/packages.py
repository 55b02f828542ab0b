"""What is installed beside the user's program: its packages, and which plugins they need."""

import base64
import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi.runtime.proto.language_pb2 import DependencyInfo
from pulumi.runtime.proto.plugin_pb2 import PackageDependency, PackageParameterization, PluginDependency

from language_host.errors import HostError
from language_host.interpreter import interpreter
from language_host.options import RuntimeOptions

LISTING = (Path(__file__).parent / "listing.py").read_text(encoding="utf-8")

WITHOUT_PLUGIN = frozenset({"pulumi-policy", "pulumi-esc-sdk"})
"""Packages whose name begins with `pulumi-` and that have no plugin, though nothing in them says so."""


@dataclass(frozen=True, slots=True)
class Package:
    """One installed distribution."""

    name: str
    """Normalised: lower case, words joined by "-"."""
    version: str
    is_required: bool
    """Whether another installed distribution requires it."""
    plugin: dict[str, Any] | None
    """Its pulumi-plugin.json, if it has one."""


def installed_packages(options: RuntimeOptions) -> list[Package]:
    """Every distribution of the program's Python, sorted by name.

    Raises:
        HostError: that Python is not there or does not run.
    """
    python = interpreter(options)
    listed = subprocess.run(
        python.command("-c", LISTING),
        env=python.environment(os.environ),
        cwd=options.program,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        raise HostError(f"cannot list the packages of {python.executable}: {listed.stderr.strip()}")
    return [Package(**entry) for entry in json.loads(listed.stdout)]


def dependencies(options: RuntimeOptions, *, transitive: bool) -> list[DependencyInfo]:
    """The program's packages; without `transitive` only those that no other one requires."""
    chosen = (p for p in installed_packages(options) if transitive or not p.is_required)
    return [DependencyInfo(name=p.name, version=p.version) for p in chosen]


def required_packages(options: RuntimeOptions) -> Iterator[PackageDependency]:
    """The provider packages that the program may use."""
    for package in installed_packages(options):
        if _has_plugin(package):
            yield from _dependency(package)


def required_plugins(options: RuntimeOptions) -> list[PluginDependency]:
    """The same for an engine that asks in the older way."""
    return [
        PluginDependency(name=p.name, version=p.version, kind=p.kind, server=p.server)
        for p in required_packages(options)
    ]


def _has_plugin(package: Package) -> bool:
    if package.plugin is not None:
        return bool(package.plugin.get("resource"))
    return package.name.startswith("pulumi-") and package.name not in WITHOUT_PLUGIN


def _dependency(package: Package) -> Iterator[PackageDependency]:
    plugin = package.plugin or {}
    version = plugin.get("version") or plugin_version(package.version)
    if version is None:  # a development version whose plugin nobody can name
        return
    yield PackageDependency(
        name=plugin.get("name") or package.name.removeprefix("pulumi-"),
        version="v" + version.removeprefix("v"),
        kind="resource",
        server=plugin.get("server", ""),
        parameterization=_parameterization(plugin.get("parameterization")),
    )


def _parameterization(given: dict[str, str] | None) -> PackageParameterization | None:
    if not given:
        return None
    return PackageParameterization(name=given["name"], version=given["version"], value=base64.b64decode(given["value"]))


PEP440 = re.compile(r"(?P<release>\d+(?:\.\d+)*)(?:(?P<pre>a|b|rc)(?P<n>\d+))?(?P<post>\.post\d+)?(?P<dev>\.dev\d+)?")
PRE_RELEASES = {"a": "alpha", "b": "beta", "rc": "rc"}


def plugin_version(package_version: str) -> str | None:
    """A package's PEP 440 version as the semantic version of its plugin; None where there is no counterpart.

    >>> plugin_version("3.105"), plugin_version("1.2.3rc4"), plugin_version("1.2.3.post4.dev5"), plugin_version("1!2")
    ('3.105.0', '1.2.3-rc.4', '1.2.3+post4dev5', None)
    """
    match = PEP440.fullmatch(package_version)
    if match is None:
        return None
    release = ".".join([*match["release"].split("."), "0", "0"][: max(3, match["release"].count(".") + 1)])
    pre = f"-{PRE_RELEASES[match['pre']]}.{match['n']}" if match["pre"] else ""
    build = ((match["post"] or "") + (match["dev"] or "")).replace(".", "")
    return release + pre + (f"+{build}" if build else "")
