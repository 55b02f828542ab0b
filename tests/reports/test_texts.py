"""Markdown, HTML and JSON: complete, escaped, and the same bytes each time."""

import json
import re
from html.parser import HTMLParser
from io import StringIO

import pytest

from tests.reports.documents import HOSTILE, document, random_document, row
from yett_cli.table import print_table
from yett_policies.network import Network
from yett_policies.reports.as_json import json_parts
from yett_policies.reports.document import Document, Hop, short_name, stations, status, summary, traffic
from yett_policies.reports.html import html
from yett_policies.reports.markdown import markdown


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_cannot_start_markup_in_html(name: str) -> None:
    page = Tags(html(document(row("web", name=name), unmodelled=(name,)), Network()))
    assert not page.found & {"script", "img", "iframe", "link", "object"}
    assert not {a for a in page.attributes if a.startswith("on") or a in ("src", "href")}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_cannot_leave_its_cell_in_markdown(name: str) -> None:
    lines = markdown(document(row("web", name=name))).splitlines()
    head, _, body = [line for line in lines if line.startswith("|")]
    assert body.replace("\\|", "").count("|") == head.count("|")
    assert "<" not in body


@pytest.mark.parametrize("seed", range(20))
def test_json_holds_the_document_and_nothing_else(seed: int) -> None:
    made, _ = random_document(seed)
    assert json.loads("".join(json_parts(made))) == made


def test_json_of_nothing_is_json() -> None:
    assert json.loads("".join(json_parts(document()))) == document()


def test_html_is_one_file_that_fetches_nothing() -> None:
    text = html(document(row("web")), Network())
    assert "default-src &#x27;none&#x27;" in text
    assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "url(" not in text


def test_markdown_says_what_is_not_modelled() -> None:
    assert "a CDN domain publishes its origin" in markdown(document(unmodelled=("cdn",)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "excess"),
        ({"declared": True}, "declared"),
        ({"verdict": "indeterminate"}, "indeterminate"),
        ({"verdict": "indeterminate", "declared": True}, "declared"),
    ],
)
def test_status_is_the_worst_that_is_known(changes: dict[str, object], expected: str) -> None:
    assert status(row("web", **changes)) == expected


def test_the_arrow_shows_only_where_ports_differ() -> None:
    assert traffic(row("web")) == "tcp 22"
    assert traffic(row("web", ports=["10022"])) == "tcp 10022 -> 22"
    assert traffic(row("web", protocol="icmp", ports=[], target_ports=[])) == "icmp"


def test_the_summary_counts_what_is_not_modelled() -> None:
    assert summary(document(row("web"), unmodelled=("cdn",))) == (
        "1 path: 1 excess, 0 indeterminate, 0 declared; 1 not modelled"
    )


def test_a_terraform_address_is_its_own_short_name() -> None:
    assert short_name("module.a.alicloud_instance.web[0]") == "module.a.alicloud_instance.web[0]"


def many(count: int) -> Document:
    """Declared paths, and one behind them all that exceeds; each let in by a hundred rules, from a hundred places."""
    path = [{"kind": "rule", "urn": f"r{n}", "detail": f"accept {n}"} for n in range(100)]
    said = {"path": path, "sources": [f"10.0.{n}.0/24" for n in range(100)]}
    declared = [row(f"web{n}", declared=True, **said) for n in range(count - 1)]
    return document(*declared, row("forgotten", **said))


@pytest.mark.parametrize(("form", "most", "text"), [("table", 200, 90_000), ("md", 200, 80_000), ("html", 1000, 3e6)])
def test_forms_for_people_stay_short_and_begin_with_what_exceeds(form: str, most: int, text: int) -> None:
    made, out = many(most + 7), StringIO()
    if form == "table":
        print_table(made, out)
    else:
        out.write(markdown(made) if form == "md" else html(made, Network()))
    shown = out.getvalue()
    assert "forgotten" in shown
    assert re.search(r"\b[Aa]nd 7 more: see ", shown)
    assert f"{most + 7} paths: 1 excess, 0 indeterminate, {most + 6} declared" in shown
    assert len(shown) < text


def test_a_path_says_how_many_more_rules_let_some_of_it_in() -> None:
    path = many(1)["exposures"][0]["path"]
    assert stations([hop("eip"), *path], 2) == [
        "eip eip",
        "rule r0: accept 0",
        "rule r1: accept 1",
        "and 98 more rules",
    ]
    assert stations(path[:2], 1) == ["rule r0: accept 0", "and 1 more rule"]
    assert stations(path[:2], 2) == ["rule r0: accept 0", "rule r1: accept 1"]


def hop(kind: str) -> Hop:
    """A hop that has no words of its own."""
    return {"kind": kind, "urn": kind, "detail": ""}
