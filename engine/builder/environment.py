"""The variables that put an engine to use, as shell lines for `eval`."""

import os
import shlex
from collections.abc import Iterable
from pathlib import Path

from builder.assembly import MARKER, PROVIDER
from builder.errors import EngineError
from builder.golang import provider_version


def shell_lines(engine: Path, home: Path, sdk_versions: Iterable[str] = ()) -> str:
    """Export lines for this engine; our own gets `home` as its PULUMI_HOME, with the provider installed there.

    It is installed for the SDK version it was made from, and for each one in `sdk_versions`: the engine asks for the
    version of the SDK in use, exactly. An official engine keeps the user's own home, and fetches its own providers.
    """
    lines = [f'export PATH={shlex.quote(str(engine))}:"$PATH"']
    if (engine / MARKER).exists():
        for version in {provider_version(), *sdk_versions}:
            install_provider(engine, home, version)
        lines += [
            f"export PULUMI_HOME={shlex.quote(str(home))}",
            # The provider on PATH would do as well, but then the engine warns about it in every run.
            "export PULUMI_IGNORE_AMBIENT_PLUGINS=true",
            "export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true",
        ]
    return "".join(f"{line}\n" for line in lines)


def install_provider(engine: Path, home: Path, version: str) -> None:
    """Put the provider where the engine looks for an installed plugin of that version; an older one is replaced."""
    folder = home / "plugins" / f"resource-alicloud-v{version}"
    plugin = folder / PROVIDER
    if plugin.exists() and plugin.samefile(engine / PROVIDER):
        return
    fresh = folder / f".{PROVIDER}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.symlink_to(engine / PROVIDER)
        fresh.replace(plugin)
    except OSError as error:
        raise EngineError(f"cannot install the provider in {folder}: {error.strerror}") from error
