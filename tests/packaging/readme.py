"""The README as data: its program, its commands, its links."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")


def text(name: str = "README.md") -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(language: str, name: str = "README.md") -> list[str]:
    """The fenced blocks of a language; of none for ""."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(name), re.DOTALL | re.MULTILINE)


def program() -> str:
    """The one Python program."""
    (found,) = blocks("python")
    return found
