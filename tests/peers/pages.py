"""Write the table of the same cases against other tools anew: `python -m tests.peers.pages`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.peers.cases import Case, load
from tests.peers.ours import stopped_by
from tests.peers.tools import kept

DOCS = Path(__file__).parents[2] / "docs"
OURS = "yett"
NAMES = {"checkov": "Checkov", "kics": "KICS", "infraguard": "InfraGuard"}
Answers = dict[str, tuple[str, ...]]
"""Case -> the checks that stop it."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language of the page."""

    page: str
    title: str
    intro: str
    after: str
    head: tuple[str, ...]
    verdicts: tuple[str, str]
    marks: tuple[str, str]
    counts: tuple[str, ...]
    why: str


ENGLISH = Words(
    "peers.md",
    "# The same cases beside other tools",
    """Every case is a few lines of Terraform in `tests/peers/cases`, with its plan by Terraform and the real provider
in `tests/peers/plans`. "Bad" means that the internet reaches what it must not, or that the way there is weaker than it
has to be; the reason stands in the row, so that everybody can judge. Ours is `yett check --terraform PLAN --profile
tests/peers/profile.yaml`: the rules' own levels, less the two that ask for openings, which a bare module cannot
declare, and the one about two rules that say the opposite of each other, which is untidy and opens nothing. Every other
tool was given the module and the plan (InfraGuard the module, as it reads no plans), and counts as having said "bad"
when any of its checks of what the internet reaches says so of either; not asked were InfraGuard's checks that want no
public address, no public peer or no listener without TLS at all. The cases are ours: they show what a rule-by-rule
view cannot see, not how often it happens.""",
    """Checkov {checkov} came from its package registry, KICS {kics} was built from its Go module, InfraGuard
{infraguard} from its repository (6d3cbef, its ROS client at an older version, as the Go module proxy refuses the
newest).

Anew: `python -m tests.peers.plans`, `python -m tests.peers.tools` (needs the tools), `python -m tests.peers.pages`.""",
    ("case", "truth"),
    ("bad", "fine"),
    ("stopped", "passed"),
    ("tool", "right", "wrong", "missed", "false alarms"),
    "wrong",
)
CHINESE = Words(
    "peers.zh-CN.md",
    "# 同样的用例，与其他工具对照",
    """每个用例是 `tests/peers/cases` 里的几行 Terraform，计划由 Terraform 和真实的 Provider 生成，放在
`tests/peers/plans`。“有问题”指公网够到了不该够到的东西，或通路比要求的更弱；
理由写在每一行，人人可以自己判断。我们的结论来自 `yett check --terraform PLAN --profile tests/peers/profile.yaml`：
规则各用自己的级别，只去掉两条要求开放记录的规则（裸的 Terraform 模块没有地方写开放记录），
以及一条关于两条规则互相矛盾的规则（那是不整洁，并不开放什么）。其他工具同时得到模块和计划
（InfraGuard 不读计划，只得到模块），只要它任何一条与公网可达有关的检查对其中之一报错，就算它说了“有问题”；
InfraGuard 中一概不许公网地址、公网来源或不加密监听的检查没有问。
用例是我们选的：它们说明逐条规则的检查看不到什么，不说明这些情形有多常见。""",
    """Checkov {checkov} 来自软件包仓库，KICS {kics} 由它的 Go 模块编译而成，InfraGuard {infraguard} 由它的仓库编译而成
（6d3cbef；其中 ROS 客户端用了较旧的版本，因为 Go 模块代理拒绝提供最新的）。

重新生成：`python -m tests.peers.plans`、`python -m tests.peers.tools`（需要这些工具）、
`python -m tests.peers.pages`。""",
    ("用例", "事实"),
    ("有问题", "没问题"),
    ("拦下", "放行"),
    ("工具", "对", "错", "漏报", "误报"),
    "错",
)


def pages() -> dict[Path, str]:
    """Both pages and what they should say."""
    cases, others = load(), kept()
    said = {OURS: {case.name: stopped_by(case.plan) for case in cases}} | {
        NAMES[tool]: {name: tuple(checks) for name, checks in others[tool]["said"].items()} for tool in NAMES
    }
    versions = {tool: str(others[tool]["version"]) for tool in NAMES}
    return {DOCS / words.page: "\n".join(page(words, cases, said, versions)) + "\n" for words in (ENGLISH, CHINESE)}


def page(words: Words, cases: list[Case], said: dict[str, Answers], versions: dict[str, str]) -> Iterator[str]:
    yield from (words.title, "", words.intro, "")
    yield from table(words.counts, (counts(tool, cases, answers) for tool, answers in said.items()))
    yield ""
    yield from table((*words.head, *said), (line(words, case, said) for case in cases))
    yield from ("", words.after.format(**versions))


def table(head: Iterable[str], lines: Iterable[Iterable[str]]) -> Iterator[str]:
    first = list(head)
    yield f"| {' | '.join(first)} |"
    yield f"| {' | '.join('---' for _ in first)} |"
    yield from (f"| {' | '.join(one)} |" for one in lines)


def counts(tool: str, cases: list[Case], answers: Answers) -> list[str]:
    missed = sum(case.is_bad and not answers[case.name] for case in cases)
    alarms = sum(not case.is_bad and bool(answers[case.name]) for case in cases)
    return [tool, *map(str, (len(cases) - missed - alarms, missed + alarms, missed, alarms))]


def line(words: Words, case: Case, said: dict[str, Answers]) -> list[str]:
    truth = f"{words.verdicts[not case.is_bad]}: {case.why if words is ENGLISH else case.why_zh}"
    link = f"[{case.name}](../tests/peers/cases/{case.name}.tf)"
    return [link, truth, *(cell(words, case, tool, answers[case.name]) for tool, answers in said.items())]


def cell(words: Words, case: Case, tool: str, checks: tuple[str, ...]) -> str:
    """What the tool did, and another tool by which of its checks; bold where it is wrong."""
    by = f" ({', '.join(checks)})" if checks and tool != OURS else ""
    shown = words.marks[not checks] + by
    return shown if bool(checks) == case.is_bad else f"**{words.why}**: {shown}"


def main() -> None:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
