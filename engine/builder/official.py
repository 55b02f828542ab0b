"""The engine an ordinary user already has: an official Pulumi CLI with its Python language host."""

import shutil
import subprocess
from pathlib import Path

from builder.assembly import MARKER
from builder.golang import numbers
from builder.progress import say

OLDEST = (3, 230, 0)
"""The oldest Pulumi SDK our packages allow (pyproject.toml); the engine should not be older than the SDK."""

ANSWER_SECONDS = 30


def official_engine() -> Path | None:
    """The folder of a `pulumi` on PATH that is new enough and has its Python language host; None otherwise."""
    found = shutil.which("pulumi")
    if found is None:
        return None
    folder = Path(found).parent
    if (folder / MARKER).exists():  # one we built; it may be outdated, so it is looked up by content instead
        return None
    reason = _unfit(Path(found))
    if reason:
        say(f"not using {found}: {reason}")
    return None if reason else folder


def _unfit(program: Path) -> str | None:
    version = _version(program)
    if version < OLDEST:
        return f"its version is {'.'.join(map(str, version)) or 'not known'}, {'.'.join(map(str, OLDEST))} is needed"
    if not _has_language_host(program):
        return "it has no pulumi-language-python beside it or on PATH"
    return None


def _has_language_host(program: Path) -> bool:
    name = "pulumi-language-python"
    return (program.resolve().parent / name).exists() or shutil.which(name) is not None


def _version(program: Path) -> tuple[int, ...]:
    try:
        answer = subprocess.run(
            [str(program), "version"], capture_output=True, text=True, timeout=ANSWER_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return numbers(answer.stdout.strip()) if answer.returncode == 0 else ()
