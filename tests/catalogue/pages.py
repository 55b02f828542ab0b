"""The component pages and the catalogue, written by `python -m tests.catalogue.pages`: heads by hand, tables not."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pulumi

from tests.catalogue.anchors import anchors, beside, missing
from tests.catalogue.examples import FOLDER, built, page_of
from tests.catalogue.options import (
    CATALOGUE,
    SHARED,
    Option,
    args_of,
    home_of,
    options_of,
    outputs_of,
    page_name,
    parts_of,
)
from tests.catalogue.picture import picture
from tests.catalogue.words import LANGUAGES, Language, default_said, kind_said, said
from tests.specs.sites import ROOT
from yett.specs.base import Spec

MARK = "<!-- below: python -m tests.catalogue.pages -->\n"
Component = type[pulumi.ComponentResource]


def head_of(page: Path) -> str:
    """What stands above the tables, written by hand."""
    text = page.read_text(encoding="utf-8")
    assert MARK in text, f"{page} has no line {MARK}"
    return text.split(MARK)[0] + MARK


def component_page(component: Component, language: Language) -> str:
    sections = [f"\n## {language.arguments}\n", *_table(options_of(args_of(component)), language)]
    for part in parts_of(component):
        sections += [f"\n### {part.__name__}\n", *_table(options_of(part), language)]
    sections += [f"\n## {language.outputs}\n", *_table(outputs_of(component), language, with_default=False)]
    return head_of(page_of(component.__name__, language.suffix)) + "".join(sections)


def shared_page(language: Language) -> str:
    sections: list[str] = []
    for part in SHARED:
        sections += [f"\n## {part.__name__}\n", *_table(options_of(part), language)]
    return head_of(FOLDER / f"shared{language.suffix}.md") + "".join(sections)


def catalogue_page(language: Language) -> str:
    sections: list[str] = []
    for component in CATALOGUE:
        page = page_name(component.__name__)
        sections += [f"\n## {component.__name__}\n[{page}](components/{page}{language.suffix}.md)\n\n"]
        found = options_of(args_of(component)) + [one for part in parts_of(component) for one in options_of(part)]
        sections += [*_beside(found, language), *_missing(component.__name__, language)]
    found = [one for part in SHARED for one in options_of(part)]
    sections += [f"\n## {', '.join(part.__name__ for part in SHARED)}\n", *_beside(found, language)]
    return head_of(ROOT / "docs" / f"catalogue{language.suffix}.md") + "".join(sections)


def component_picture(component: Component) -> str:
    name, resources = built(component.__name__)
    given = [f"{one.name}" for one in options_of(args_of(component))]
    return picture(component.__name__, name, resources, given, [one.name for one in outputs_of(component)])


def every_page() -> Iterator[tuple[Path, str]]:
    """(file, what it holds when it is current) of all that is generated."""
    for component in CATALOGUE:
        yield FOLDER / f"{page_name(component.__name__)}.svg", component_picture(component)
    for language in LANGUAGES:
        for component in CATALOGUE:
            yield page_of(component.__name__, language.suffix), component_page(component, language)
        yield FOLDER / f"shared{language.suffix}.md", shared_page(language)
        yield ROOT / "docs" / f"catalogue{language.suffix}.md", catalogue_page(language)


def _table(found: list[Option], language: Language, with_default: bool = True) -> Iterator[str]:
    heads = [language.option, language.kind, *([language.default] if with_default else []), language.meaning]
    yield from _head(heads)
    for one in found:
        default = [default_said(one.default, language)] if with_default else []
        yield _line([f"`{one.name}`", _linked(one.kind, language), *default, said(one.meaning, language)])


def _beside(found: list[Option], language: Language) -> Iterator[str]:
    yield from _head([language.option, language.default, *(one.name for one in anchors())])
    for one in found:
        theirs = [word if word in ("-", "?") else f"`{word}`" for word in beside(one.key)]
        yield _line([f"`{one.key}`", default_said(one.default, language), *theirs])


def _missing(component: str, language: Language) -> Iterator[str]:
    rows = missing(component)
    if not rows:
        return
    yield f"\n{language.without}:\n\n"
    yield from _head([language.anchor, language.options, language.why])
    for row in rows:
        yield _line([row.anchor, f"`{row.options}`", row.why_chinese if language.suffix else row.why])


def _head(words: Iterable[str]) -> Iterator[str]:
    cells = list(words)
    yield _line(cells)
    yield _line(["---"] * len(cells))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _linked(kind: str, language: Language) -> str:
    """A type that ends with a spec of ours, linked to where that is explained."""
    last = kind.rpartition(" ")[2]
    shown, spec = kind_said(kind, language), _specs().get(last)
    if spec is None:
        return shown
    home = home_of(spec)
    target = f"{home}{language.suffix}.md#{last.lower()}" if home else f"#{last.lower()}"
    return shown.removesuffix(last) + f"[{last}]({target})"


@cache
def _specs() -> dict[str, type[Spec]]:
    """Every spec that has a table somewhere, by name."""
    parts = [one for component in CATALOGUE for one in parts_of(component)]
    return {one.__name__: one for one in (*SHARED, *parts)}


if __name__ == "__main__":
    for file, text in every_page():
        file.write_text(text, encoding="utf-8")
