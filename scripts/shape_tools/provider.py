"""What the real provider may send, by reading its Go source and that of the old Go SDK: generous on purpose.

Every name that a function mentions beside an action counts for that action, because a parameter that the provider
can send must never be refused.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FUNCTION = re.compile(r"^func .*?^}", re.M | re.S)
ACTION = re.compile(r'\baction\s*:?=\s*"([A-Z]\w+)"|NewCommonRequest\([^)]*?"([A-Z]\w+)"\s*,\s*"[A-Z]\w+"\)')
TYPED = re.compile(r"\b(?:ecs|vpc|slb)\.Create([A-Z]\w+?)Request\(\)")
CALLED = re.compile(r'"([A-Z]\w*[a-z]\w*)"')
NAME = re.compile(r'\["([A-Za-z][\w.]*)"\]|"([A-Z][A-Za-z0-9.]*)"\s*:')
FORMATTED = re.compile(r'Sprintf\("([A-Z][\w.%]*)"')
STRUCT = re.compile(r'name:"([^"]+)"')
API = re.compile(r'InitWithApiInfo\("(\w+)", "[\d-]+", "(\w+)"')


def sent_by_provider(folder: Path) -> dict[str, set[str]]:
    """Action -> words that requests of it may be made of, of any product."""
    words: dict[str, set[str]] = defaultdict(set)
    for file in sorted(folder.glob("*.go")):
        if not file.name.endswith("_test.go"):
            for function in FUNCTION.findall(file.read_text()):
                mentioned = set(words_of(function))
                for action in actions_of(function):
                    words[action] |= mentioned
    return words


def actions_of(function: str) -> set[str]:
    found = {name for pair in ACTION.findall(function) for name in pair if name}
    named = {name for name in CALLED.findall(function) if re.match(r"[A-Z][a-z]+[A-Z]", name)}
    return found | set(TYPED.findall(function)) | named


def words_of(function: str) -> Iterator[str]:
    for pair in NAME.findall(function):
        yield from split("".join(pair))
    for name in FORMATTED.findall(function):
        yield from split(name)


def split(name: str) -> list[str]:
    """`Tag.%d.Key` -> Tag, Key: only words that can be part of a parameter's name."""
    return [part for part in name.split(".") if re.fullmatch(r"[A-Z]\w*", part)]


def known_to_go_sdk(services: Path, product: str) -> dict[str, set[str]]:
    """Action -> words of its request in the Go SDK that the provider uses for some calls."""
    words: dict[str, set[str]] = {}
    for file in sorted((services / product).glob("*.go")):
        text = file.read_text()
        if api := API.search(text):
            words[api.group(2)] = {part for name in STRUCT.findall(text) for part in split(name)}
    return words
