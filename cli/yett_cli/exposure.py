"""`yett exposure`: which packets from the internet reach what, over which path; exit 1 when more than is declared."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from yett_policies.exposure import analyse, exceeds, to_document
from yett_policies.network import Network

from .output import opened
from .progress import step
from .sources import Source, network_from, refusals, source_options
from .zones import zone_of

if TYPE_CHECKING:
    from yett_policies.reports.document import Document

FORMATS = ("table", "json", "md", "html", "svg")
MANY = 2_000
"""Rules from which on a second process is worth its start."""


@click.command("exposure")
@source_options
@click.option(
    "--zone",
    default="internet",
    show_default=True,
    help="Where packets come from: internet, vpc:NAME, or NAME=CIDR,CIDR.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json: the published, versioned document.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the report."
)
@click.option("--output", "-o", metavar="FILE", help="Write the report to a file instead of standard output.")
def exposure(zone: str, as_json: bool, form: str, output: str | None, **options: Any) -> None:
    """Show every packet that gets in, with the path that lets it.

    Exits 0 when nothing exceeds what is declared, 1 when something does or may, 2 on error.
    """
    with refusals():
        form = "json" if as_json else form
        network = network_from(Source.of(options))
        with step("deciding what is exposed"):
            origin, hygiene = zone_of(zone, network), begun(network, form)
            analysis = analyse(network, origin)
            document = {**to_document(analysis), "anomalies": hygiene()}
        with opened(output) as stream:
            write(cast("Document", document), network, form, stream)
        sys.exit(1 if exceeds(analysis) else 0)


def begun(network: Network, form: str) -> Callable[[], Sequence[Any]]:
    """Begin to look for anomalies; what is returned waits for what the document holds of them."""
    if form != "json" or sum(len(group.rules) for group in network.groups.values()) < MANY:
        return lambda: anomaly_rows(network)
    from yett_policies.reports.as_json import Encoded, json_value  # noqa: PLC0415

    from .aside import aside  # noqa: PLC0415 - small networks do without

    text = aside(lambda: json_value(anomaly_rows(network)))
    return lambda: Encoded(text())


def anomaly_rows(network: Network) -> list[dict[str, Any]]:
    """The anomalies as the document holds them."""
    from yett_policies.hygiene import anomalies, to_rows  # noqa: PLC0415 - where a copy looks, this process does not

    return to_rows(anomalies(network))


def write(document: "Document", network: Network, form: str, stream: TextIO) -> None:
    """Write one form of the document."""
    if form == "table":
        from .table import print_table  # noqa: PLC0415 - each form imports what it needs

        print_table(document, stream)
    elif form == "json":
        from yett_policies.reports.as_json import json_parts  # noqa: PLC0415

        stream.writelines(json_parts(document))
    else:
        stream.write(text_of(document, network, form))


def text_of(document: "Document", network: Network, form: str) -> str:
    """One form as text."""
    if form in ("html", "svg"):
        from yett_policies.reports.html import html  # noqa: PLC0415
        from yett_policies.reports.picture import picture  # noqa: PLC0415

        return (html if form == "html" else picture)(document, network)
    from yett_policies.reports.markdown import markdown  # noqa: PLC0415

    return markdown(document)
