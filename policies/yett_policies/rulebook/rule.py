"""One rule as packs, profiles, catalogues and reports see it, read from its module: `read_rule(module)`."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from types import ModuleType
from typing import Any

from yett_policies.frozen import frozen
from yett_policies.resources import Resource

from .finding import Finding
from .mending import changes
from .options import read_options, schema_of
from .stack import Stack

HEADINGS = ("What it does", "Why it matters", "Example", "Instead", "References")
SEVERITIES = ("low", "medium", "high", "critical")
LEVELS = ("mandatory", "advisory", "disabled")
"""What a rule may be by itself, hardest first."""
GIVEN = ("remediate", *LEVELS)
"""What somebody may set it to: nothing is rewritten unless a person says so."""


@frozen
class RuleInfo:
    """A rule's id is its file's name in kebab-case; the texts are its docstring's."""

    id: str
    title: str
    sections: Mapping[str, str]
    """The docstring by HEADINGS."""
    severity: str
    ask: Callable[..., Iterator[Finding]]
    options: type | None = None
    """A frozen dataclass of `option` fields."""
    level: str = "mandatory"
    """How hard a pack enforces it unless told otherwise: mandatory, advisory or disabled."""
    title_zh: str = ""
    fix_zh: str = ""
    clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Framework id -> the clauses for which the rule gives evidence."""
    waivable: bool = True
    """Whether a waiver may excuse its findings; what is open to everybody in full may never be."""
    mend: Callable[..., Mapping[str, Any]] | None = None
    """What to write into one resource so that the rule holds of it, in the provider's words; nothing for others.

    A mapping adds its keys to the one that is there. None: the rule cannot be mended on one resource.
    """

    @property
    def word(self) -> str:
        """The id as a Python name."""
        return self.id.replace("-", "_")

    @property
    def text(self) -> str:
        """The docstring without its title, headings included."""
        return "\n".join(f"{heading}: {self.sections[heading]}" for heading in HEADINGS if heading in self.sections)

    @property
    def fix(self) -> str:
        """What to write instead."""
        return self.sections["Instead"]

    def schema(self, values: Any = None) -> dict[str, Any]:
        """JSON schema of the options; empty when there are none."""
        return schema_of(self.options, values) if self.options else {}

    def read(self, given: Mapping[str, Any], base: Any = None) -> Any:
        """Options from what a user wrote, None when the rule has none; raises SpecError."""
        return read_options(self.options or NoOptions, given, self.id, base)

    def findings(self, stack: Stack, options: Any = None) -> Iterator[Finding]:
        """What the rule finds, with its id and severity; `options` default to the rule's own."""
        for finding in self.ask(stack, *self._chosen(options)):
            yield replace(finding, rule=self.id, severity=self.severity)

    def changes(self, resource: Resource, options: Any = None) -> dict[str, Any]:
        """What `mend` would change in this resource; what is not known, or is so already, is left alone."""
        if self.mend is None:
            return {}
        return changes(resource, self.mend(resource, *self._chosen(options)))

    def _chosen(self, options: Any) -> tuple[Any, ...]:
        """What a function of the rule is handed besides its subject."""
        return () if self.options is None else (self.options() if options is None else options,)


@frozen
class NoOptions:
    """A rule with nothing to set."""


def read_rule(module: ModuleType) -> RuleInfo:
    """The rule that a module is; raises ValueError that says what the module lacks."""
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    title, sections = read_page(module.__doc__ or "")
    options = getattr(module, "Options", None)
    taken = 1 if options is None else 2
    rule = RuleInfo(
        name,
        title,
        sections,
        _one_of(name, "SEVERITY", getattr(module, "SEVERITY", ""), SEVERITIES),
        module.findings,
        options,
        _one_of(name, "LEVEL", getattr(module, "LEVEL", "mandatory"), LEVELS),
        module.TITLE_ZH,
        module.FIX_ZH,
        getattr(module, "CLAUSES", {}),
        getattr(module, "WAIVABLE", True),
        getattr(module, "mend", None),
    )
    for asked, what in ((rule.ask, "findings takes (stack"), (rule.mend, "mend takes (resource")):
        if asked is not None and len(inspect.signature(asked).parameters) != taken:
            raise ValueError(f"{name}: {what}), and one more, options, when the module has Options")
    return rule


def _one_of(rule: str, what: str, got: str, allowed: tuple[str, ...]) -> str:
    if got not in allowed:
        raise ValueError(f'{rule}: {what} is "{got}", allowed is {", ".join(allowed)}')
    return got


def read_page(docstring: str) -> tuple[str, dict[str, str]]:
    """(title, text by heading) of a rule's docstring.

    >>> read_page('''Logs off.
    ...
    ... What it does: reports logs
    ... that are off.
    ... Instead: on.
    ... ''')
    ('Logs off', {'What it does': 'reports logs that are off.', 'Instead': 'on.'})
    """
    title, _, body = docstring.strip().partition("\n\n")
    sections: dict[str, str] = {}
    last = ""
    for line in body.splitlines():
        heading, colon, rest = line.partition(":")
        if colon and heading in HEADINGS:
            last, sections[heading] = heading, rest.strip()
        elif last:
            sections[last] = _joined(sections[last], line)
    return title.rstrip("."), {heading: text.strip() for heading, text in sections.items()}


def _joined(text: str, line: str) -> str:
    """Prose runs on; an indented line is code and keeps its own."""
    return f"{text}\n{line}" if line.startswith("    ") or not line or "\n" in text else f"{text} {line}"
