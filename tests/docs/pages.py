"""Every page of the repository as data: its commands, its links, its headings."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def names() -> list[str]:
    """Every Markdown file that a clean clone has."""
    words = ["git", "ls-files", "-co", "--exclude-standard", "*.md"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(name for name in listed.stdout.splitlines() if (ROOT / name).is_file())


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code(name: str) -> list[str]:
    """Lines of fenced blocks, and what stands between backticks in the text."""
    blocks = FENCED.findall(text(name))
    inline = re.findall(r"`([^`\n]+)`", FENCED.sub("", text(name)))
    return [line for block in blocks for line in block.splitlines()[1:-1]] + inline


def commands(name: str, program: str) -> list[tuple[str, str]]:
    """(subcommand, the rest of the line) for every `program subcommand ...`; comments are part of the line."""
    call = re.compile(rf"(?:^|\$\(|&& |\| |bin/){program} ([a-z][a-z0-9-]*)(.*)")
    return [(found[1], found[2]) for line in code(name) if (found := call.search(line))]


def links(name: str) -> list[str]:
    """Targets of the links and pictures, those to the web left out."""
    found = re.findall(r"\]\(([^)\s]+)\)", FENCED.sub("", text(name)))
    return [target for target in found if not target.startswith(("http://", "https://"))]


def anchors(path: Path) -> set[str]:
    """What a link may name in a page: its headings as GitHub writes them."""
    headings = re.findall(r"^#+ (.*)$", FENCED.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def paths(name: str) -> list[str]:
    """Files and folders of the checkout that the text names between backticks."""
    tops = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    inline = re.findall(r"`([\w.-]+/[\w./-]*)`", FENCED.sub("", text(name)))
    return [found for found in inline if found.split("/")[0] in tops]
