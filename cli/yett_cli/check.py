"""`yett check`: the gate of a pull request; exit 1 when a finding stops the change."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yett.errors import SpecError
from yett_policies import profiles
from yett_policies.gate import SEVERITIES, Baseline, Judgement, baseline_of, judge
from yett_policies.rulebook import Stack
from yett_policies.rulebook.profile import Profile
from yett_policies.stacks import stack_from, stack_of
from yett_policies.waivers import Waivers, waivers_in_config

from .output import opened
from .progress import step
from .sources import Source, bytes_of, checked, document_from, parsed, refusals, source_options

if TYPE_CHECKING:
    from typing import TextIO

FORMATS = ("table", "json", "sarif", "junit", "html", "md")


@click.command("check")
@source_options
@click.option("--profile", default="", metavar="NAME", help="A profile, or a .yaml file of one; default: own levels.")
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default="low", show_default=True, help="The least that fails."
)
@click.option(
    "--baseline", metavar="FILE", help="An earlier --json report, preview, state or plan: only new findings fail."
)
@click.option("--waivers", "waiver_files", multiple=True, metavar="FILE", help="Waivers; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Short for --format json: the published, versioned document.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the report."
)
@click.option("--output", "-o", metavar="FILE", help="Write the report to a file instead of standard output.")
@click.option("--also", multiple=True, metavar="FORM=FILE", help="Write another form too; may be given several times.")
def check(**options: Any) -> None:
    """Judge one stack by the rules of a profile.

    Waivers of a preview's stack config are honoured too. Exits 0 when nothing stops the change, 1 when something does,
    2 on error.
    """
    with refusals():
        source, others = Source.of(options), [form_and_file(text) for text in options["also"]]
        found = judged(source, options)
        for form, path in [*others, ("json" if options["as_json"] else options["form"], options["output"])]:
            with opened(path) as stream:
                write(stream, found, form, pinned(source))
        sys.exit(1 if found.fails else 0)


def form_and_file(text: str) -> tuple[str, str]:
    """What `--also` says; raises SpecError."""
    form, _, path = text.partition("=")
    if form not in FORMATS or not path:
        raise SpecError("also", got=text, allowed=f"FORM=FILE with a form of {', '.join(FORMATS)}")
    return form, path


def judged(source: Source, options: dict[str, Any]) -> Judgement:
    """The whole answer; raises YettError."""
    today = datetime.now(UTC).date()
    profile = profiles.given(options["profile"])
    with step(source.reading):
        stack, waivers = given(source, today)
    if options["waiver_files"]:
        from yett_policies.waivers.file import waivers_of  # noqa: PLC0415 - needs a YAML reader

        waivers += waivers_of(options["waiver_files"], today)
    with step("judging by the rules"):
        return judge(stack, profile, waivers, options["fail_on"], baseline(options["baseline"], profile))


def given(source: Source, today: date) -> tuple[Stack, Waivers]:
    """The stack, and what its own config waives."""
    if source.live:
        from yett_policies.snapshot import live  # noqa: PLC0415 - the client takes a second to import
        from yett_policies.snapshot.cloud_api import CloudApi  # noqa: PLC0415

        return stack_from(live.resources_of(CloudApi.from_environment()), today, live.KINDS), Waivers()
    document = document_from(source)
    config = document.get("config") if isinstance(document, dict) else None
    return stack_of(document, today), waivers_in_config(
        config if isinstance(config, dict) else {}, "stack config", today
    )


def baseline(path: str | None, profile: Profile) -> Baseline | None:
    """The earlier report or stack."""
    return None if path is None else baseline_of(checked(parsed(bytes_of(path), path), path), profile)


def pinned(source: Source) -> str:
    """The file that results are pinned to; the project's own where none was given."""
    path = source.preview or source.state or source.terraform or ""
    return "Pulumi.yaml" if path in ("", "-") or Path(path).is_absolute() else Path(path).as_posix()


def write(stream: "TextIO", found: Judgement, form: str, source: str) -> None:
    """Write one form of the report."""
    if form == "table":
        from .findings_table import print_findings  # noqa: PLC0415 - each form imports what it needs

        print_findings(found, stream)
    elif form == "json":
        from yett_policies.gate.document import parts  # noqa: PLC0415

        stream.writelines(parts(found))
    else:
        stream.write(text_of(found, form, source))


def text_of(found: Judgement, form: str, source: str) -> str:
    """One form as text."""
    from yett_policies.gate import comment, junit, page, sarif  # noqa: PLC0415

    if form == "sarif":
        return sarif.sarif(found, source)
    forms = {"junit": junit.junit, "html": page.page, "md": comment.comment}
    return forms[form](found)
