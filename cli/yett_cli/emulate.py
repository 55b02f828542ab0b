"""`yett emulate`: the Alibaba Cloud API on loopback, so that no account is needed.

`yett emulate --detach && eval "$(yett emulate --env)" && pulumi up` runs any program on it, unchanged.
"""

import json
import os
import shlex
import sys
from pathlib import Path

import click

from yett_cli.emulator_place import MEMORY, Place, PlaceError, Running

DEFAULT = Path(".yett") / "emulator" / "state.db"


@click.command("emulate")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; default: the last one here, else a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback address: 127.0.0.1, ::1 or localhost.")
@click.option("--state", default=str(DEFAULT), show_default=True, help="State file, or :memory: to keep nothing.")
@click.option("--reset", is_flag=True, help="Begin with an empty account.")
@click.option("--region", default="cn-hangzhou", show_default=True, help="The account's region.")
@click.option("--latency", type=float, default=0.2, show_default=True, help="Seconds that a pending state lasts.")
@click.option("--detach", "verb", flag_value="detach", help="Start in the background; return when it is healthy.")
@click.option("--stop", "verb", flag_value="stop", help="End the emulator of this state file.")
@click.option("--env", "verb", flag_value="env", help="Print what any client needs, as export lines.")
@click.option("--if-empty", is_flag=True, help="With --stop: only when the account holds nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --env or --detach: print JSON.")
def emulate(
    port: int | None,
    host: str,
    state: str,
    reset: bool,
    region: str,
    latency: float,
    verb: str | None,
    if_empty: bool,
    as_json: bool,
) -> None:
    """Run the Alibaba Cloud emulator on loopback, in the foreground unless told otherwise."""
    place = Place((DEFAULT if state == MEMORY else Path(state)).absolute())
    try:
        if verb == "stop":
            end(place, if_empty)
        elif verb == "env":
            show_environment(place, as_json)
        elif verb == "detach":
            refuse_memory(state)
            start(place, arguments(place, host, chosen(place, port), region, latency, reset), reset, as_json)
        else:
            in_foreground(place, host, chosen(place, port), region, latency, reset, state)
    except PlaceError as error:
        click.echo(f"yett: {error}", err=True)
        sys.exit(2)


def chosen(place: Place, port: int | None) -> int:
    """The port that was asked for, else the one that clients of this state know, while it is free."""
    from yett_emulator.server import PortTakenError, listen  # noqa: PLC0415 - `--env` must stay fast

    last = place.last()
    if port is not None or last is None:
        return port or 0
    try:
        listen(last.host, last.port).close()
    except PortTakenError:
        return 0
    return last.port


def arguments(place: Place, host: str, port: int, region: str, latency: float, reset: bool) -> list[str]:
    """The command line of the emulator in the background."""
    words = ["--state", str(place.state), "--host", host, "--port", str(port), "--region", region]
    return [*words, "--latency", str(latency), *(["--reset"] if reset else [])]


def refuse_memory(state: str) -> None:
    if state == MEMORY:
        raise PlaceError("--detach: an emulator in the background needs a state file; leave --state away or name one")


def in_foreground(place: Place, host: str, port: int, region: str, latency: float, reset: bool, state: str) -> None:
    from yett_cli.emulator_process import serve  # noqa: PLC0415 - `--env` must stay fast
    from yett_emulator.call import Settings  # noqa: PLC0415

    settings = Settings(host=host, port=port, region=region, latency=latency)
    serve(place, settings, reset, state if state == MEMORY else str(place.state))


def start(place: Place, words: list[str], reset: bool, as_json: bool) -> None:
    from yett_cli.emulator_process import detach  # noqa: PLC0415 - `--env` must stay fast

    if reset and place.is_locked():
        raise PlaceError("--reset: an emulator runs here already; stop it first with `yett emulate --stop`")
    found = detach(place, words)
    if as_json:
        click.echo(json.dumps({"endpoint": found.endpoint, "pid": found.pid, "state": str(place.state)}))
    else:
        click.echo(f"yett: emulator on https://{found.endpoint}, pid {found.pid}, state {place.state}")


def end(place: Place, if_empty: bool) -> None:
    from yett_cli.emulator_process import stop  # noqa: PLC0415 - `--env` must stay fast

    found = place.running()
    if found and if_empty and (held := found.ask("/_yett/state")["kinds"]):
        listed = ", ".join(f"{count} {kind}" for kind, count in held.items())
        click.echo(f"yett: the emulator goes on: it holds {listed}")
        return
    stopped = stop(place)
    click.echo(f"yett: emulator stopped (pid {stopped.pid})" if stopped else "yett: no emulator runs here")


def show_environment(place: Place, as_json: bool) -> None:
    variables = environment_of(must_run(place), place)
    if as_json:
        click.echo(json.dumps(variables, indent=2))
    else:
        for name, value in variables.items():
            click.echo(f"export {name}={shlex.quote(value)}")


def environment_of(found: Running, place: Place) -> dict[str, str]:
    from yett_emulator.environment import environment  # noqa: PLC0415 - only here

    already = os.environ.get("NO_PROXY", "") or os.environ.get("no_proxy", "")
    return environment(found.settings, place.folder / "bundle.pem", already)


def must_run(place: Place) -> Running:
    found = place.running()
    if found is None:
        raise PlaceError(f"no emulator runs on {place.state}; start one with `yett emulate --detach`")
    if not found.is_healthy():
        raise PlaceError(f"the emulator (pid {found.pid}) does not answer on {found.endpoint}; see {place.log}")
    return found
