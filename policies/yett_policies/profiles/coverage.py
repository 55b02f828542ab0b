"""What a framework's profile judges, clause by clause, and what no code can show: `coverage(load("pci-dss-4"))`."""

from yett.errors import SpecError
from yett_policies.frozen import frozen
from yett_policies.rulebook.profile import Profile

FIELDS = {"title", "title_zh", "rules", "not_judged", "not_judged_zh"}


@frozen
class Clause:
    """One clause: judged by `rules`, or not from code for the reason in `not_judged`."""

    number: str
    title: str
    title_zh: str
    rules: tuple[str, ...]
    """Ids of the rules that give evidence for it, sorted; those that the profile disables are left out."""
    not_judged: str = ""
    not_judged_zh: str = ""

    @property
    def is_judged(self) -> bool:
        """Whether any rule gives evidence for the clause."""
        return bool(self.rules)


def coverage(profile: Profile) -> tuple[Clause, ...]:
    """The clauses of the profile's framework in the file's order; nothing for a profile that is no framework's.

    A clause is judged by the rules that its row lists and by those that name it in their own `CLAUSES`. Raises
    SpecError for a row that names no title, or an unknown rule or word.
    """
    return tuple(_clause(profile, number, row) for number, row in profile.about.get("clauses", {}).items())


def _clause(profile: Profile, number: str, row: dict[str, object]) -> Clause:
    where = f'profile {profile.name}.clauses."{number}"'
    if unknown := sorted(row.keys() - FIELDS):
        raise SpecError(f"{where}.{unknown[0]}", "no such word", allowed=", ".join(sorted(FIELDS)))
    words = {word: str(row.get(word, "")) for word in sorted(FIELDS - {"rules"})}
    if not words["title"] or not words["title_zh"]:
        raise SpecError(where, "has no title", allowed="title and title_zh")
    return Clause(number, rules=_rules(profile, number, row, where), **words)


def _rules(profile: Profile, number: str, row: dict[str, object], where: str) -> tuple[str, ...]:
    listed = row.get("rules", [])
    known = {one.rule.id: one for one in profile.settings}
    if not isinstance(listed, list) or set(listed) - known.keys():
        raise SpecError(f"{where}.rules", got=listed, allowed="a list of rule ids, see docs/rules.md")
    saying = {name for name, one in known.items() if number in one.rule.clauses.get(profile.name, ())}
    return tuple(name for name in sorted({*listed, *saying}) if known[name].level != "disabled")
