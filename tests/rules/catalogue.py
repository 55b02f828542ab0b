"""Write the catalogue anew: `python -m tests.rules.catalogue`."""

from pathlib import Path

from yett_policies import profiles
from yett_policies.reports.catalogue import catalogue, catalogue_zh
from yett_policies.reports.profiles_page import CHINESE, profiles_page
from yett_policies.rulebook.registry import all_rules

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> dict[Path, str]:
    """Every page and what it should say."""
    held = [profiles.load(name) for name in profiles.names()]
    return {
        DOCS / "rules.md": catalogue(all_rules()),
        DOCS / "rules.zh-CN.md": catalogue_zh(all_rules()),
        DOCS / "profiles.md": profiles_page(held),
        DOCS / "profiles.zh-CN.md": profiles_page(held, CHINESE),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
