"""The two languages of the generated pages: the table heads, and the Chinese of every docstring that is shown."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CHINESE = Path(__file__).parent / "chinese.yaml"
"""English docstring -> Chinese; one that changes is shown in English until it is translated again."""


@dataclass(frozen=True, slots=True)
class Language:
    """What differs between the pages of two languages."""

    suffix: str
    arguments: str
    outputs: str
    option: str
    kind: str
    default: str
    meaning: str
    without: str
    anchor: str
    options: str
    why: str


ENGLISH = Language(
    "",
    "Arguments",
    "Outputs",
    "option",
    "type",
    "default",
    "meaning",
    "What the anchors have and we do not",
    "anchor",
    "its options",
    "why",
)
SIMPLIFIED = Language(
    ".zh-CN", "参数", "输出", "选项", "类型", "默认值", "含义", "对照项目有而我们没有的", "对照项目", "其选项", "原因"
)
LANGUAGES = (ENGLISH, SIMPLIFIED)

KINDS = {"text": "文本", "number": "数字", "true or false": "真或假", "list of": "列表：", "map of": "映射："}
DEFAULTS = {"required": "必填", "none": "无"}


@cache
def chinese() -> dict[str, str]:
    return dict(yaml.safe_load(CHINESE.read_text(encoding="utf-8")))


def said(text: str, language: Language) -> str:
    """A docstring in a language; English where it has no translation yet."""
    return text if language is ENGLISH else chinese().get(text, text)


def kind_said(text: str, language: Language) -> str:
    """A type in a language.

    >>> kind_said("list of text", SIMPLIFIED)
    '列表：文本'
    """
    if language is ENGLISH:
        return text
    for english, other in KINDS.items():
        if text == english:
            return other
        if text.startswith(f"{english} "):
            return other + kind_said(text.removeprefix(f"{english} "), language)
    return text


def default_said(text: str, language: Language) -> str:
    return text if language is ENGLISH else DEFAULTS.get(text, text)
