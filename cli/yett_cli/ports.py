"""`yett ports FILE`: which port each service of a pool has, and the same written down so that none ever moves."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from yett.errors import SpecError, YettError
from yett.port_pool.document import PoolDocument
from yett.port_pool.pool import PooledService

from .terminal import add_row, new_table, show

VERSION = 1
"""Of the JSON document; raised when a reader of an older one would misread a newer one."""


@click.command("ports")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--write", is_flag=True, help="Write `port:` beside every service that has none yet.")
@click.option("--check", is_flag=True, help="Exit 1 when a service has no port written down.")
def ports(file: Path, as_json: bool, write: bool, check: bool) -> None:
    """Show the ports of a pool: FILE is a stack file with yett:ports, or a pool itself.

    Exits 0, with --check 1 when a port is not written down, 2 on error: two claims to one port are one.
    """
    try:
        document = read(file)
        document.check()
        if write:
            document = written(file, document)
    except YettError as error:
        click.echo(f"yett: {' '.join(str(error).split())}", err=True)
        sys.exit(2)
    report(document, as_json)
    sys.exit(1 if check and chosen(document) else 0)


def read(file: Path) -> PoolDocument:
    """The document; raises SpecError."""
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise SpecError(str(file), "cannot be read", allowed="a YAML file with a pool of ports") from None
    return PoolDocument.parse(str(file), text)


def written(file: Path, document: PoolDocument) -> PoolDocument:
    """The document as it stands in the file afterwards; a file that holds every port stays as it is."""
    if not chosen(document):
        return document
    text = document.held()
    temporary = file.with_name(f"{file.name}.new")
    try:
        temporary.write_bytes(text.encode("utf-8"))
        temporary.chmod(file.stat().st_mode)
        os.replace(temporary, file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise SpecError(str(file), f"cannot be written: {error.strerror}") from None
    return PoolDocument.parse(str(file), text)


def chosen(document: PoolDocument) -> list[str]:
    """The services whose port is not written down."""
    return sorted(document.pool.services.keys() - document.pool.held().keys())


def report(document: PoolDocument, as_json: bool) -> None:
    """Print one row a service, sorted by name."""
    services, used = document.pool.services, document.used_at()
    rows = [row(name, services[name], port, used[name]) for name, port in document.pool.ports().items()]
    if as_json:
        found = {"version": VERSION, "range": str(document.pool.range), "ports": rows}
        click.echo(json.dumps(found, indent=2))
        return
    table = new_table("service", "protocol", "port", "", "host", "used at")
    for one in rows:
        state, places = "held" if one["held"] else "chosen", ", ".join(one["used_at"])
        add_row(table, one["service"], one["protocol"], str(one["port"]), state, one["host"] or "", places)
    show(table)
    click.echo(summary(document))


def row(name: str, service: PooledService, port: int, used_at: list[str]) -> dict[str, Any]:
    """One service as JSON has it."""
    return {
        "service": name,
        "protocol": service.protocol.value if service.protocol else "tcp",
        "port": port,
        "held": service.port is not None,
        "host": service.host,
        "used_at": used_at,
    }


def summary(document: PoolDocument) -> str:
    """What it comes to, and what to do."""
    count, free = len(document.pool.services), chosen(document)
    said = f"{count} services in {document.pool.range}"
    if not free:
        return f"{said}, every port is written down"
    return f"{said}, {len(free)} of them chosen: write them down with --write"
