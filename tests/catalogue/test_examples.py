"""The programs of the component pages, all of them in one stack, on the real engine and provider."""

import re
from pathlib import Path

import pytest

from tests.catalogue.examples import page_of, program_of
from tests.catalogue.options import CATALOGUE
from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

NAMES = [component.__name__ for component in CATALOGUE]


def test_the_examples_of_all_component_pages_come_up_stay_and_go(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    folder = write_project(tmp_path / "pages", "\n".join(map(wrapped, NAMES)))
    pages = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env).init()
    pages.up().ok()
    built = {found["type"].rsplit(":", 1)[1] for found in pages.resources() if found["type"].startswith("yett:")}
    assert set(NAMES) <= built
    pages.preview("--expect-no-changes").ok()
    pages.refresh("--expect-no-changes").ok()
    pages.destroy().ok()
    assert alicloud_emulator.state()["kinds"] == {}


def wrapped(component: str) -> str:
    """A page's program as a function, so that the names it binds are its own; exports get the page's name."""
    text = re.sub(r'pulumi\.export\("', f'pulumi.export("{component}-', program_of(page_of(component)))
    body = "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())
    return f"def page_of_{component}():\n{body}\n\npage_of_{component}()\n"
