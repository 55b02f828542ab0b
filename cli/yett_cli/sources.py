"""Where a command gets its network from: a preview, a state, a Terraform document, a stack or the live account.

Exactly one of the five is given; "-" reads standard input.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from yett.errors import EngineError, SnapshotError, YettError
from yett_policies.frozen import frozen
from yett_policies.network import Network
from yett_policies.snapshot import network_of
from yett_policies.snapshot.json_text import json_of

from .progress import step
from .uncollected import held, uncollected

Command = TypeVar("Command", bound=Callable[..., Any])

KEYS = {
    "preview": {"steps", "changeSummary"},
    "state": {"deployment", "checkpoint"},
    "terraform": {"planned_values", "resource_changes", "terraform_version", "format_version", "values"},
}
"""Option -> keys that only its documents have."""
MADE_BY = {
    "preview": "`pulumi preview --json --show-sames`",
    "state": "`pulumi stack export`",
    "terraform": "`terraform show -json`",
}
GIVE_ONE = (
    "network: allowed is exactly one source; "
    "give --preview FILE, --state FILE, --terraform FILE, --stack NAME or --live"
)
PREVIEW = ("pulumi", "preview", "--json", "--show-sames", "--non-interactive")
PREVIEW_SECONDS = 1800
"""A preview of a large stack takes minutes; one that takes longer than this hangs."""


@frozen
class Source:
    """One of the five, as the user gave it."""

    preview: str | None = None
    state: str | None = None
    terraform: str | None = None
    stack: str | None = None
    live: bool = False

    @staticmethod
    def of(options: dict[str, Any]) -> "Source":
        """Take the five options out of a command's keywords; raises SnapshotError unless one is given."""
        given = {name: options.pop(name) for name in ("preview", "state", "terraform", "stack", "live")}
        if sum(value not in (None, False) for value in given.values()) != 1:
            raise SnapshotError(GIVE_ONE)
        return Source(**given)

    @property
    def reading(self) -> str:
        """What whoever waits for it is told."""
        if self.live:
            return "reading the account"
        file = self.preview or self.state or self.terraform
        return f"previewing stack {self.stack}" if self.stack else f"reading {file}"


def source_options(command: Command) -> Command:
    """The five options, for every command that judges one network."""
    for option in reversed(
        [
            click.option("--preview", metavar="FILE", help="Output of `pulumi preview --json --show-sames`."),
            click.option("--state", metavar="FILE", help="Output of `pulumi stack export`, or a checkpoint."),
            click.option(
                "--terraform", metavar="FILE", help="Output of `terraform show -json`, plan or state, or a state file."
            ),
            click.option("--stack", metavar="NAME", help="Run the preview of this stack here and now."),
            click.option("--live", is_flag=True, help="Read the account and region that the environment names."),
        ]
    ):
        command = option(command)
    return command


@contextmanager
def refusals() -> Iterator[None]:
    """Turn whatever yett refuses into one line on standard error and exit code 2."""
    with uncollected():
        try:
            yield
        except YettError as error:
            click.echo(f"yett: {' '.join(str(error).split())}", err=True)
            sys.exit(2)
        except MemoryError:
            click.echo(
                "yett: the document does not fit into memory; give this process more, or a smaller stack", err=True
            )
            sys.exit(2)


def preview_of(stack: str) -> str:
    """Run the preview of a stack; raises EngineError with the engine's own last words."""
    import subprocess  # noqa: PLC0415 - the other sources start faster without it

    command = [*PREVIEW, "--stack", stack]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and a stack name, no shell
            command, capture_output=True, text=True, check=False, timeout=PREVIEW_SECONDS, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise EngineError("stack: no `pulumi` on PATH; install the engine or give --preview FILE") from None
    except subprocess.TimeoutExpired:
        raise EngineError(
            f"stack {stack}: the preview took more than {PREVIEW_SECONDS} s; give --preview FILE"
        ) from None
    if done.returncode and not done.stdout.lstrip().startswith("{"):
        said = (done.stderr or done.stdout).strip().splitlines()
        raise EngineError(f"stack {stack}: the preview failed ({said[-1] if said else 'no message'}); mend it first")
    return done.stdout


def bytes_of(path: str) -> bytes:
    """A file's or standard input's content; raises SnapshotError."""
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise SnapshotError(
            f"{path}: cannot be read ({error.strerror}); give a file, or - for standard input"
        ) from None


def parsed(text: bytes | str, where: str) -> Any:
    """A JSON document; raises SnapshotError that says where it breaks off."""
    return held(json_of(text, where))


def network_from(source: Source) -> Network:
    """The network that the user pointed at; raises YettError."""
    with step(source.reading):
        return live_network() if source.live else network_of(document_from(source), held)


def document_from(source: Source) -> Any:
    """The parsed document of a source that is not the live account; raises YettError."""
    if source.stack:
        where = f"stack {source.stack}"
        return checked(parsed(preview_of(source.stack), where), where, "preview")
    kind, path = next((kind, path) for kind in KEYS if (path := getattr(source, kind)))
    return checked(parsed(bytes_of(path), path), path, kind)


def live_network() -> Network:
    """The account and region of the environment, read by reading calls only; raises SnapshotError."""
    from yett_policies.snapshot.cloud_api import CloudApi  # noqa: PLC0415 - the client takes a second to import
    from yett_policies.snapshot.live import read_live  # noqa: PLC0415

    return read_live(CloudApi.from_environment())


def network_in(document: Any, where: str, kind: str | None = None) -> Network:
    """The network in a parsed document, of the kind that the user says it is (any when None); raises SnapshotError."""
    return network_of(checked(document, where, kind))


def checked(document: Any, where: str, kind: str | None = None) -> Any:
    """The document itself when it is of that kind; raises SnapshotError."""
    found = kind_of(document)
    if kind and found and found != kind:
        raise SnapshotError(f"{where}: holds a {found}, got as --{kind}; give it as --{found}")
    if kind and not found:
        raise SnapshotError(f"{where}: is no {kind}; make it with {MADE_BY[kind]}")
    return document


def kind_of(document: Any) -> str:
    """Which option a document belongs to, by its keys; "" when none."""
    keys = set(document) if isinstance(document, dict) else set()
    return next((kind for kind, own in KEYS.items() if keys & own), "")
