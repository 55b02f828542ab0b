"""The picture: well-formed whatever things are called, nothing over anything else, the same bytes each time."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from tests.reports.documents import HOSTILE, document, random_document, row
from yett_policies.network import Interface, Network
from yett_policies.reports.picture import WIDTH, picture
from yett_policies.reports.svg import fitted, text_width

SVG = "{http://www.w3.org/2000/svg}"
FRAMES = ("page", "frame", "inner")
SEEDS = range(60)


def drawn(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def boxes(picture: ElementTree.Element, *, frames: bool) -> list[tuple[float, float, float, float]]:
    found = [r for r in picture.iter(f"{SVG}rect") if (r.get("class") in FRAMES) == frames]
    return [tuple(float(r.get(k, 0)) for k in ("x", "y", "width", "height")) for r in found]  # type: ignore[misc]


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_box_covers_another_and_all_stay_on_the_page(seed: int) -> None:
    page = drawn(picture(*random_document(seed)))
    found = boxes(page, frames=False)
    assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
    height = float(page.get("height", 0))
    assert all(x >= 0 and x + w <= WIDTH and y >= 0 and y + h <= height for x, y, w, h in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_box_of_a_workload_lies_inside_one_frame_of_a_vpc(seed: int) -> None:
    page = drawn(picture(*random_document(seed)))
    outer = [f for f in boxes(page, frames=True) if f[0] == 752]
    for x, y, w, h in (b for b in boxes(page, frames=False) if b[0] > 752):
        assert [f for f in outer if f[0] <= x and x + w <= f[0] + f[2] and f[1] <= y and y + h <= f[1] + f[3]]


@pytest.mark.parametrize("seed", SEEDS)
def test_text_stays_inside_the_box_it_is_in(seed: int) -> None:
    page = drawn(picture(*random_document(seed)))
    for group in page.iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        for text in group.findall(f"{SVG}text"):
            right = float(text.get("x", 0)) + text_width(text.text or "")
            assert right <= float(rect.get("x", 0)) + float(rect.get("width", 0))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_cannot_leave_its_text(name: str) -> None:
    text = picture(document(row("web", name=name)), Network(interfaces={"web": Interface("web", name, None, ())}))
    tags = {element.tag.removeprefix(SVG) for element in drawn(text).iter()}
    assert tags <= {"svg", "title", "style", "rect", "text", "path", "g"}
    assert not [key for element in drawn(text).iter() for key in element.attrib if key.startswith("on")]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert picture(*random_document(7)) == picture(*random_document(7))


def test_status_is_said_in_words_and_not_by_colour_alone() -> None:
    text = picture(document(row("web"), row("db", verdict="indeterminate")), Network())
    assert "excess: tcp 22" in text
    assert "indeterminate: tcp 22" in text


def test_what_nothing_reaches_is_drawn_too() -> None:
    network = Network(interfaces={"db": Interface("db", "db", None, ())})
    assert "db (instance): nothing reaches it" in picture(document(), network)


def test_a_text_is_cut_to_its_width_with_an_ellipsis() -> None:
    assert fitted("abcdef", 6.6 * 4) == "abc…"
    assert fitted("网关服务器", 6.6 * 5) == "网关…"
