"""Colours and sizes of the picture: two palettes of the same contrast, chosen by the reader's own setting."""

LIGHT = {
    "page": "#ffffff",
    "frame": "#f6f8fa",
    "inner": "#ffffff",
    "box": "#ffffff",
    "border": "#8c959f",
    "text": "#1f2328",
    "quiet": "#59636e",
    "excess": "#c21b28",
    "indeterminate": "#8a5a00",
    "declared": "#0b62b8",
}
DARK = {
    "page": "#0d1117",
    "frame": "#151b23",
    "inner": "#0d1117",
    "box": "#0d1117",
    "border": "#656c76",
    "text": "#f0f6fc",
    "quiet": "#a7b0ba",
    "excess": "#ff7b72",
    "indeterminate": "#e3b341",
    "declared": "#6cb6ff",
}
FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans CJK SC',monospace"


def style() -> str:
    """The style sheet; dashes and width repeat what colour says, for those who see or print no colour."""
    text = f"text{{font-family:{FONT};font-size:11px}}"
    return f"{text}{_colours(LIGHT)}@media(prefers-color-scheme:dark){{{_colours(DARK)}}}"


def _colours(palette: dict[str, str]) -> str:
    lines = [
        ".page{fill:%(page)s}.t{fill:%(text)s}.q{fill:%(quiet)s}.h{fill:%(text)s;font-weight:bold}",
        ".title{fill:%(text)s;font-weight:bold;font-size:15px}",
        ".frame{fill:%(frame)s;stroke:%(border)s}.inner{fill:%(inner)s;stroke:%(border)s;stroke-dasharray:2 3}",
        ".box{fill:%(box)s;stroke:%(border)s}",
    ]
    for status, extra in (("excess", "2.5"), ("indeterminate", "2;stroke-dasharray:6 4"), ("declared", "1.5")):
        stroke = f"stroke:%({status})s;stroke-width:{extra}"
        lines.append(f".b-{status}{{fill:%(box)s;{stroke}}}.e-{status}{{fill:none;{stroke}}}")
        lines.append(f".t-{status}{{fill:%({status})s;font-weight:bold}}.a-{status}{{fill:%({status})s}}")
    return "".join(lines) % palette
