"""The document as one self-contained HTML file: the picture, the table, every path; no script, nothing fetched."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TypeVar

from yett_policies.few import few
from yett_policies.network import Network

from .document import Document, ExposureRow, removable_first, stations, status, summary, traffic, worst_first
from .picture import picture

Row = TypeVar("Row")

STYLE = """
:root{color-scheme:light dark;--page:#fff;--text:#1f2328;--quiet:#59636e;--line:#d1d9e0;--head:#f6f8fa;
--excess:#c21b28;--indeterminate:#8a5a00;--declared:#0b62b8}
@media(prefers-color-scheme:dark){:root{--page:#0d1117;--text:#f0f6fc;--quiet:#a7b0ba;--line:#3d444d;--head:#151b23;
--excess:#ff7b72;--indeterminate:#e3b341;--declared:#6cb6ff}}
body{background:var(--page);color:var(--text);font:14px/1.5 system-ui,'Noto Sans CJK SC',sans-serif;margin:2rem auto;
max-width:1206px;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}p{color:var(--quiet)}
.wide{overflow-x:auto}svg{max-width:100%;height:auto}
table{border-collapse:collapse;width:100%}th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;
vertical-align:top;overflow-wrap:anywhere}th{background:var(--head)}td ol{margin:0;padding-left:1.2rem}
.excess{color:var(--excess);font-weight:600}.indeterminate{color:var(--indeterminate);font-weight:600}
.declared{color:var(--declared)}
""".strip()
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""No browser may load or run anything from the file, whatever a resource is called."""
MOST = 1000
"""Rows of a table on a page that a browser still opens at once, the worst first."""
MOST_RULES = 20
MOST_SOURCES = 50


def html(document: Document, network: Network) -> str:
    """The whole page; the same input gives the same bytes."""
    said = summary(document)
    head = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Exposed paths: {escape(said)}</title><style>{STYLE}</style></head>"
    )
    body = [f"<h1>Exposed paths</h1><p>{escape(said)}.</p>", f'<div class="wide">{picture(document, network)}</div>']
    return head + "<body>" + "\n".join([*body, *_tables(document)]) + "</body></html>\n"


def _tables(document: Document) -> Iterable[str]:
    if document["exposures"]:
        heads = ("Status", "Workload", "Dialled at", "Traffic", "Sources", "Path", "Try")
        yield table("Paths", heads, worst_first(document), _row)
    if document["unmodelled"]:
        rows = [[one["urn"], one["type"], one["why"]] for one in document["unmodelled"]]
        yield table("Not modelled", ("Resource", "Type", "Why"), rows, plain)
    if document["anomalies"]:
        rows = [[str(one.get(k, "")) for k in ("kind", "rule", "detail")] for one in removable_first(document)]
        yield table("Rules that hide, repeat or contradict each other", ("Kind", "Rule", "Why"), rows, plain)


def _row(row: ExposureRow) -> str:
    path = "".join(f"<li>{escape(text)}</li>" for text in stations(row["path"], MOST_RULES))
    witness = row.get("witness")
    tried = f"{witness['source']} → {witness['destination']}" if witness else ""
    first = f'<td class="{status(row)}">{status(row)}</td>'
    texts = [row["name"], row["address"], traffic(row), few(row["sources"], MOST_SOURCES)]
    return f"<tr>{first}{_cells(texts)}<td><ol>{path}</ol></td>{_cells([tried])}</tr>"


def plain(texts: Sequence[str]) -> str:
    """A row of a table that is nothing but text."""
    return f"<tr>{_cells(texts)}</tr>"


def _cells(texts: Sequence[str]) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def table(title: str, heads: Sequence[str], rows: Sequence[Row], row: Callable[[Row], str]) -> str:
    """A heading, the first rows, each as `row` writes it, and how many there are more."""
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(map(row, rows[:MOST]))
    left = f"<p>And {len(rows) - MOST} more: see the JSON.</p>" if len(rows) > MOST else ""
    return f'<h2>{escape(title)}</h2>\n<div class="wide"><table><tr>{head}</tr>{body}</table></div>{left}'
