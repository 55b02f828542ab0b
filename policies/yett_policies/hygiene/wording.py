"""What a report says about an anomaly: one clause of fact, one of what to do."""

from functools import lru_cache

from .anomaly import Kind

TWICE = (
    "the same rule is declared more than once and the cloud keeps one: deleting any declaration deletes the rule; "
    "take the others out of the state instead (`pulumi state delete`, `terraform state rm`)"
)
OTHERS = "keep it: a rule of another group on the same interface, or one that is not known yet, may decide instead"
CHAIN = "keep it while the other removable rules go: it decides for one of them"
ELSEWHERE = "keep it: on another interface, or with groups that are not known, it may decide"
MEMBERS = "true while group members and prefix lists stay as they are"
CUT = "and more, left out here"


# the same few sentences are said of thousands of rules
@lru_cache(maxsize=1 << 10)
def idle(kind: Kind, accept: bool, causes: int) -> str:
    """A rule that never decides, by the number of its causes."""
    mine, other = ("accepts", "drops") if accept else ("drops", "accepts")
    if kind is Kind.CONTRADICTING:
        return "never decides: a drop of the same packets and priority wins the tie"
    if kind is Kind.SHADOWED:
        said = f"never decides: {_rules(causes, 'stronger')} all it {mine}"
        return f"{said}, and some of that meets a rule that {other}"
    return f"never decides: {_rules(causes, 'stronger or equal')} all it {mine}, with the same outcome"


@lru_cache(maxsize=1 << 10)
def spare(accept: bool, causes: int, to_no_rule: bool) -> str:
    """A rule that decides, and whose removal changes nothing."""
    mine = "accepts" if accept else "drops"
    named = f"{_rules(causes, 'weaker or equal')} what it {mine}, with the same outcome" if causes else ""
    bare = "what no rule accepts is dropped anyway" if to_no_rule else ""
    return "without it " + " and ".join(part for part in (named, bare) if part)


@lru_cache(maxsize=1 << 10)
def disagreement(kind: Kind, accept: bool, causes: int, is_cut: bool) -> str:
    """A rule whose effect hangs on the order."""
    mine, other = ("accept", "drop") if accept else ("drop", "accept")
    many = f"{causes} stronger rule{'s' if causes > 1 else ''}"
    if kind is Kind.GENERALISING:
        said = f"{mine}s more than what {many} {other}{'' if causes > 1 else 's'} out of it"
    else:
        said = f"{mine}s packets of which {many} {other}{'' if causes > 1 else 's'} a part: the order decides"
    return said + (f", {CUT}" if is_cut else "")


@lru_cache(maxsize=1 << 10)
def sentence(direction: str, *parts: str) -> str:
    """The clauses in one line."""
    return f"{direction}: " + "; ".join(part for part in parts if part)


def _rules(count: int, how: str) -> str:
    return f"a {how} rule decides" if count == 1 else f"{count} {how} rules decide"
