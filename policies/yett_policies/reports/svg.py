"""SVG in three shapes and one kind of text; everything that comes from a user is escaped and cut to its place."""

from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

CHARACTER = 6.6
"""Advance of one narrow character at 11 px, in px; wide (Chinese) ones take two."""


def text_width(text: str) -> float:
    """Width in px at 11 px, rounded up to the widest common font."""
    return sum(2 * CHARACTER if east_asian_width(c) in "WF" else CHARACTER for c in text)


def fitted(text: str, width: float) -> str:
    """The text, cut with an ellipsis where it would be wider than `width` px."""
    clean = "".join(c if c.isprintable() else " " for c in text)
    if text_width(clean) <= width:
        return clean
    while clean and text_width(clean) > width - CHARACTER:
        clean = clean[:-1]
    return clean + "…"


def label(x: float, y: float, text: str, style: str, width: float) -> str:
    """One line of text that stays within `width` px."""
    return f'<text x="{x:g}" y="{y:g}" class="{style}">{escape(fitted(text, width))}</text>'


def box(x: float, y: float, width: float, height: float, style: str) -> str:
    """A rounded rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6" class="{style}"/>'


def curve(start: tuple[float, float], end: tuple[float, float], style: str) -> str:
    """An edge that leaves and arrives level."""
    (x1, y1), (x2, y2) = start, end
    bend = (x2 - x1) / 2
    return f'<path d="M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}" class="{style}"/>'


def group(parts: list[str], tip: str = "") -> str:
    """Parts that belong together, with a tool tip that holds the full text."""
    title = f"<title>{escape(''.join(c if c.isprintable() else ' ' for c in tip))}</title>" if tip else ""
    return f"<g>{title}{''.join(parts)}</g>"


def page(width: float, height: float, title: str, style: str, parts: list[str]) -> str:
    """The whole picture; the background is painted, so that it reads on a page of any colour."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-label={quoteattr(title)}>'
    )
    back = f'<rect width="{width:g}" height="{height:g}" class="page"/>'
    return "\n".join([head, f"<title>{escape(title)}</title>", f"<style>{style}</style>", back, *parts, "</svg>", ""])
