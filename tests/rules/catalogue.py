"""Write the catalogue anew, and what the pack tells the engine: `python -m tests.rules.catalogue`."""

import json
from pathlib import Path

from yett_policies import profiles, told
from yett_policies.as_policies import configured, policies
from yett_policies.reports.catalogue import catalogue, catalogue_zh
from yett_policies.reports.profiles_page import CHINESE, profiles_page
from yett_policies.rulebook.registry import all_rules

TOLD = Path(told.__file__).with_name(told.FILE)
DOCS = Path(__file__).parents[2] / "docs"


def told_to_the_engine() -> str:
    """The file that a pack without settings reads instead of the rules."""
    rows = [told.row(one) for one in policies(configured("", "", {}))]
    return f"{json.dumps(rows, indent=1)}\n"


def pages() -> dict[Path, str]:
    """Every page and what it should say."""
    held = [profiles.load(name) for name in profiles.names()]
    return {
        TOLD: told_to_the_engine(),
        DOCS / "rules.md": catalogue(all_rules()),
        DOCS / "rules.zh-CN.md": catalogue_zh(all_rules()),
        DOCS / "profiles.md": profiles_page(held),
        DOCS / "profiles.zh-CN.md": profiles_page(held, CHINESE),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
