"""Write the catalogue anew: `python -m tests.rules.catalogue`."""

from pathlib import Path

from yett_policies.reports.catalogue import catalogue, catalogue_zh
from yett_policies.rulebook.registry import all_rules

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> dict[Path, str]:
    """Every page and what it should say."""
    return {DOCS / "rules.md": catalogue(all_rules()), DOCS / "rules.zh-CN.md": catalogue_zh(all_rules())}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
