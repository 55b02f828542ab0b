"""The web scenario with the other generation of the SDK that we allow: up, unchanged, down."""

import re

import pytest

from tests.e2e.checkout import Checkout
from tests.packaging.installed import ROOT, Installed, build_wheel
from tests.support.cached_venv import site_packages

pytestmark = pytest.mark.engine

VERSION = "4.0.0"


def requirements() -> list[str]:
    """requirements.txt with the other SDK in it, so that pip judges whether the two go together."""
    lines = [line.split("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines()]
    pins = [line for line in lines if line and not line.startswith("-e")]
    return [f"pulumi-alicloud=={VERSION}" if line.startswith("pulumi-alicloud==") else line for line in pins]


@pytest.fixture
def other(checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout whose Python has the other SDK, and yett from its wheel."""
    folder = tmp_path_factory.mktemp("sdk4")
    made = Installed.make(folder / "venv", build_wheel(folder / "dist"), str(site_packages(requirements())))
    assert made.program("import importlib.metadata as m; print(m.version('pulumi-alicloud'))").output.strip() == VERSION
    link = checkout.path / ".venv"
    link.unlink()
    link.symlink_to(made.folder)
    return checkout


def test_web_comes_up_stays_and_goes_with_the_other_sdk(other: Checkout) -> None:
    assert re.search(r"\+ \d+ created", other.stack("up", "web-dev").ok().output)
    other.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", config=True).ok()
    assert versions(other) == {VERSION}
    assert re.search(r"- \d+ deleted", other.stack("down", "web-dev").ok().output)
    assert other.kinds() == {}


def versions(checkout: Checkout) -> set[str]:
    """The provider versions that the state names."""
    providers = [found for found in checkout.resources("web-dev") if found["type"] == "pulumi:providers:alicloud"]
    return {str(found["inputs"]["version"]) for found in providers}
