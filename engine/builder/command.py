"""The command line of the builder."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from builder.assembly import built_engine, used_folders
from builder.cache import remove_unused
from builder.environment import shell_lines
from builder.errors import EngineError
from builder.lock import build_lock
from builder.official import official_engine
from builder.progress import say

SOURCES = ("auto", "path", "build")


def main(arguments: Sequence[str] | None = None) -> int:
    """Find or build the engine; 0 when it is there, 2 when it is not."""
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # ends tools and cleans up alike
    options = _parser().parse_args(arguments)
    try:
        _answer(engine(options.source), options)
        if options.prune:
            _prune()
    except EngineError as error:
        say(f"error: {error}")
        return 2
    except KeyboardInterrupt:
        say("stopped; what was finished is kept")
        return 130
    return 0


def _answer(folder: Path, options: argparse.Namespace) -> None:
    if options.print_path:
        print(folder)
    elif options.environment:
        print(shell_lines(folder, options.environment.resolve(), options.sdk), end="")
    else:
        say(f"ready in {folder}")


def engine(source: str = "auto") -> Path:
    """The folder to put on PATH.

    Raises:
        EngineError: there is no engine and none can be built; or `source` is "path" and PATH has none that fits.
    """
    found = official_engine() if source != "build" else None
    if found:
        return found
    if source == "path":
        raise EngineError("PATH has no Pulumi CLI that fits; install one, or use --source auto to have it built")
    return built_engine()


def _prune() -> None:
    with build_lock():
        for folder in remove_unused(used_folders()):
            say(f"removed {folder}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="engine/build.py", description="find or build the Pulumi engine")
    parser.add_argument("--print-path", action="store_true", help="print the folder to put on PATH")
    parser.add_argument(
        "--environment",
        metavar="HOME",
        type=Path,
        help="print shell lines for `eval` that put the engine to use; our own gets HOME as its PULUMI_HOME",
    )
    parser.add_argument(
        "--sdk",
        metavar="VERSION",
        action="append",
        default=[],
        help="with --environment: install the provider for this version of pulumi-alicloud too",
    )
    parser.add_argument("--prune", action="store_true", help="afterwards, delete what older versions left in the cache")
    parser.add_argument(
        "--source",
        choices=SOURCES,
        default=os.environ.get("YETT_ENGINE", "auto"),
        help="path: only an official engine on PATH; build: only our own; auto: the first that fits "
        "(default: $YETT_ENGINE or auto)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
