"""`yett COMMAND`: finds the command's module and runs it; nothing else is imported, so that start-up is fast."""

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any

import click

from yett_cli.uncollected import as_program, uncollected

COMMANDS: Mapping[str, tuple[str, str]] = {
    "certificate": ("yett_cli.certificate", "Make a self-signed certificate for a try-out."),
    "check": ("yett_cli.check", "Judge a stack by a profile: the gate of a pull request."),
    "diff": ("yett_cli.diff", "Say which packets a change lets in or shuts out."),
    "emulate": ("yett_cli.emulate", "Run the Alibaba Cloud emulator on loopback."),
    "explain": ("yett_cli.explain", "Follow one packet: why it passes, or where it dies."),
    "exposure": ("yett_cli.exposure", "Show which packets get in, over which path."),
    "orphans": ("yett_cli.orphans", "Name what the account holds and the state does not know."),
    "ports": ("yett_cli.ports", "Show the ports of a pool, and write them down."),
    "tidy": ("yett_cli.tidy", "Name rules that could go, and the fewest that do the same."),
    "waivers": ("yett_cli.waivers", "List and lint the findings that somebody accepts until a day."),
}
"""Command -> module that holds a click command of the same name, and its line in `yett --help`."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        with uncollected():
            module = import_module(COMMANDS[cmd_name][0])
        command = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)  # noqa: S101 - a wrong row in the table above
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table's own lines: help must not import every command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yett")
def main(**_: Any) -> None:
    """Least-exposure networking for Alibaba Cloud, on Pulumi."""


def program() -> None:
    """The shell's `yett`; who runs a command inside of another program calls `main`."""
    as_program(partial(main, prog_name="yett"))


if __name__ == "__main__":
    program()
