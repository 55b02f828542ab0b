"""One wheel and one environment for all tests of this room."""

import pytest

from tests.packaging.installed import Installed, build_wheel


@pytest.fixture(scope="package")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    return Installed.make(folder / "venv", build_wheel(folder / "dist"))
