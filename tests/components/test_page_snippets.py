"""What the pages of the network components show as YAML is a spec of that component, the same in both languages."""

import re

import pytest
import yaml

from tests.specs.sites import ROOT
from yett.specs.base import Spec
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.security_group import SecurityGroupSpec
from yett.specs.vpc import VpcSpec

PAGES: dict[str, type[Spec]] = {
    "vpc": VpcSpec,
    "nat-gateway": NatGatewaySpec,
    "security-group": SecurityGroupSpec,
}


def snippets(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / "components" / f"{page}{language}.md").read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_every_snippet_of_a_page_is_a_spec(page: str) -> None:
    found = snippets(page, "")
    assert found
    for text in found:
        PAGES[page].parse(yaml.safe_load(text), page)
    assert found == snippets(page, ".zh-CN")
