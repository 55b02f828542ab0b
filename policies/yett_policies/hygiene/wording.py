"""What a report says about an anomaly: one clause of fact, one of what to do."""

from yett_policies.network import GroupPeer, PrefixListPeer

from .anomaly import Kind
from .entry import Entry

TWICE = (
    "the same rule is declared more than once and the cloud keeps one: deleting any declaration deletes the rule; "
    "take the others out of the state instead (`pulumi state delete`, `terraform state rm`)"
)
OTHERS = "keep it: a rule of another group on the same interface, or one that is not known yet, may decide instead"
CHAIN = "keep it while the other removable rules go: it decides for one of them"
ELSEWHERE = "keep it: on another interface, or with groups that are not known, it may decide"
MEMBERS = "true while group members and prefix lists stay as they are"
CUT = "and more, left out here"


def idle(kind: Kind, accept: bool, causes: list[Entry]) -> str:
    """A rule that never decides."""
    mine, other = ("accepts", "drops") if accept else ("drops", "accepts")
    if kind is Kind.CONTRADICTING:
        return "never decides: a drop of the same packets and priority wins the tie"
    if kind is Kind.SHADOWED:
        return f"never decides: {_rules(causes, 'stronger')} all it {mine}, and some of that meets a rule that {other}"
    return f"never decides: {_rules(causes, 'stronger or equal')} all it {mine}, with the same outcome"


def spare(accept: bool, causes: list[Entry], to_no_rule: bool) -> str:
    """A rule that decides, and whose removal changes nothing."""
    mine = "accepts" if accept else "drops"
    named = f"{_rules(causes, 'weaker or equal')} what it {mine}, with the same outcome" if causes else ""
    bare = "what no rule accepts is dropped anyway" if to_no_rule else ""
    return "without it " + " and ".join(part for part in (named, bare) if part)


def disagreement(kind: Kind, accept: bool, count: int, is_cut: bool) -> str:
    """A rule whose effect hangs on the order."""
    mine, other = ("accept", "drop") if accept else ("drop", "accept")
    many = f"{count} stronger rule{'s' if count > 1 else ''}"
    if kind is Kind.GENERALISING:
        said = f"{mine}s more than what {many} {other}{'' if count > 1 else 's'} out of it"
    else:
        said = f"{mine}s packets of which {many} {other}{'' if count > 1 else 's'} a part: the order decides"
    return said + (f", {CUT}" if is_cut else "")


def hangs_on_members(entries: list[Entry]) -> bool:
    """Whether any of the rules speaks of addresses that may change without a rule being changed."""
    return any(isinstance(entry.rule.peer, GroupPeer | PrefixListPeer) for entry in entries)


def sentence(direction: str, *parts: str) -> str:
    """The clauses in one line."""
    return f"{direction}: " + "; ".join(part for part in parts if part)


def _rules(causes: list[Entry], how: str) -> str:
    return f"a {how} rule decides" if len(causes) == 1 else f"{len(causes)} {how} rules decide"
