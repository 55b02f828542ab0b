"""What the page on openings shows is what runs."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.components.recorder import record
from tests.specs.sites import ROOT
from yett.port_pool import PortPool
from yett.specs.access import AccessSpec
from yett.specs.opening_file import filed

PAGES = [ROOT / "docs" / name for name in ("openings.md", "openings.zh-CN.md")]
EACH = pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


@EACH
def test_the_program_builds_its_groups(page: Path) -> None:
    (program,) = blocks(page, "python")
    made = record(lambda: exec(compile(program, str(page), "exec"), {}))
    assert "shop-database-ingress-tcp-3306-3306-web" in made.of("SecurityGroupRule")
    assert "shop-web-egress-tcp-3306-3306-database" in made.of("SecurityGroupRule")
    assert not any("6379" in rule["portRange"] for rule in made.of("SecurityGroupRule").values())


@EACH
def test_every_config_is_one(page: Path) -> None:
    read: list[Any] = []
    for text in blocks(page, "yaml"):
        data = yaml.safe_load(text)
        if "tiers" in data:
            read.append(AccessSpec.parse(data))
        elif "openings" in data:
            read += filed(data, page.name)
        else:
            read.append(PortPool.parse(data["yett:ports"]).ports()["admin"])
    assert 20443 in read
    assert len(read) >= 3
