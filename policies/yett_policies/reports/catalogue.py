"""The catalogue of rules, so that a person reads what a gate asks before it says no: one page in each language."""

from collections.abc import Iterable, Iterator
from typing import Any

from yett_policies.rulebook import RuleInfo

SEVERITY_ZH = {"critical": "严重", "high": "高", "medium": "中", "low": "低"}
LEVEL_ZH = {"mandatory": "强制", "advisory": "建议", "disabled": "关闭"}


def catalogue(rules: Iterable[RuleInfo]) -> str:
    """Every rule: a table, then one chapter each with what it does, why, an example, what to write instead, options."""
    found = sorted(rules, key=lambda rule: rule.id)
    rows = [f"| [{r.id}](#{r.id}) | {r.title} | {r.severity} | {r.level} |" for r in found]
    head = [
        "# Rules",
        "",
        f"{len(found)} rules. Generated from their docstrings by `python -m tests.rules.catalogue`; do not edit.",
        "A rule that meets a value nobody knows before apply gives an *indeterminate* finding, never a pass.",
        "",
        "| Rule | Title | Severity | Level |",
        "|---|---|---|---|",
        *rows,
    ]
    return "\n".join([*head, *(line for rule in found for line in chapter(rule))]) + "\n"


def chapter(rule: RuleInfo) -> Iterator[str]:
    """One rule in full."""
    mends = " Level remediate mends it." if rule.mend else ""
    grade = f"Severity {rule.severity}, {rule.level} by default.{mends}"
    yield from ("", f"## {rule.id}", "", f"**{rule.title}.** {grade}")
    for heading, text in rule.sections.items():
        yield from ("", f"*{heading}*: {as_markdown(text)}")
    if rule.clauses:
        yield from ("", f"*Clauses*: {clauses(rule)}")
    yield from options(rule, ("Option", "Type", "Default", "Meaning"))


def catalogue_zh(rules: Iterable[RuleInfo]) -> str:
    """The same in Chinese: title, what to do, the code to write, options."""
    found = sorted(rules, key=lambda rule: rule.id)
    rows = [f"| [{r.id}](#{r.id}) | {r.title_zh} | {SEVERITY_ZH[r.severity]} | {LEVEL_ZH[r.level]} |" for r in found]
    head = [
        "# 规则",
        "",
        f"共 {len(found)} 条。由 `python -m tests.rules.catalogue` 生成，请勿手工修改。",
        "规则遇到部署前未知的值时给出“无法判定”（indeterminate）的结论，绝不当作通过。",
        "",
        "| 规则 | 标题 | 严重程度 | 级别 |",
        "|---|---|---|---|",
        *rows,
    ]
    return "\n".join([*head, *(line for rule in found for line in chapter_zh(rule))]) + "\n"


def chapter_zh(rule: RuleInfo) -> Iterator[str]:
    """One rule in Chinese."""
    mends = "可设为 remediate 自动修正。" if rule.mend else ""
    grade = f"严重程度：{SEVERITY_ZH[rule.severity]}；默认级别：{LEVEL_ZH[rule.level]}。{mends}"
    yield from ("", f"## {rule.id}", "", f"**{rule.title_zh}。** {grade}", "", f"*整改*：{rule.fix_zh}。")
    if code := "\n".join(line for line in rule.fix.splitlines() if line.startswith("    ")):
        yield from ("", fenced(code))
    yield from ("", f"*参考*：{rule.sections['References']}")
    if rule.clauses:
        yield from ("", f"*条款*：{clauses(rule)}")
    yield from options(rule, ("选项", "类型", "默认值", "含义"))


def clauses(rule: RuleInfo) -> str:
    """Framework by framework."""
    return "; ".join(f"{name} {', '.join(found)}" for name, found in sorted(rule.clauses.items()))


def options(rule: RuleInfo, titles: tuple[str, str, str, str]) -> Iterator[str]:
    """The table of what may be set."""
    if schema := rule.schema():
        yield from ("", f"| {' | '.join(titles)} |", "|---|---|---|---|")
        yield from (
            f"| `{name}` | {kind(one)} | {shown(one['default'])} | {one['description']} |"
            for name, one in schema.items()
        )


def kind(schema: dict[str, Any]) -> str:
    """A schema's type in short.

    >>> kind({"type": "integer", "minimum": 0, "maximum": 9}), kind({"type": "array", "items": {"type": "string"}})
    ('integer 0..9', 'list of string')
    """
    if schema["type"] == "array":
        return f"list of {kind(schema['items'])}"
    if "enum" in schema:
        return ", ".join(schema["enum"])
    low, high = schema.get("minimum"), schema.get("maximum")
    bounds = "" if low is None and high is None else f" {'' if low is None else low}..{'' if high is None else high}"
    return f"{schema['type']}{bounds}"


def shown(value: Any) -> str:
    """A default in short.

    >>> shown([22, 3389]), shown([]), shown(True)
    ('22, 3389', 'none', 'true')
    """
    if isinstance(value, list):
        return ", ".join(map(shown, value)) or "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_markdown(text: str) -> str:
    """Prose with its indented code in a fence."""
    prose = [line for line in text.splitlines() if not line.startswith("    ")]
    code = [line for line in text.splitlines() if line.startswith("    ")]
    said = " ".join(line for line in prose if line)
    return f"{said}\n\n{fenced(chr(10).join(code))}" if code else said


def fenced(code: str) -> str:
    """A block of code, dedented; YAML where it looks like it."""
    language = "python" if "(" in code.splitlines()[0] else "yaml"
    return "\n".join([f"```{language}", *(line[4:] for line in code.splitlines()), "```"])
