"""Which Terraform type is which SDK type: the pair whose properties and names are most alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from token_table.provider import TerraformType
from token_table.shapes import SdkType

LEAST_COMMON = 0.5
"""Pairs that share fewer of their properties are no candidates."""

PROPERTY_WEIGHT = 2.0
"""Properties tell more than names: many types bear the name of another module's."""


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A pair and how much it is alike; sorts by likeness, then by name for the same result every time."""

    score: float
    terraform: str
    token: str


def matched(
    terraform: Mapping[str, TerraformType], sdk: Mapping[str, SdkType], known: Mapping[str, str]
) -> dict[str, str]:
    """Terraform name -> token: what is known first, then the best pair whose two sides are both still free."""
    result = {name: token for name, token in known.items() if name in terraform and token in sdk}
    taken = set(result.values())
    for candidate in sorted(_candidates(terraform, sdk), reverse=True):
        if candidate.terraform not in result and candidate.token not in taken:
            result[candidate.terraform] = candidate.token
            taken.add(candidate.token)
    return dict(sorted(result.items()))


def _candidates(terraform: Mapping[str, TerraformType], sdk: Mapping[str, SdkType]) -> Iterator[Candidate]:
    ours = {name: _features(p.name for p in t.properties.values() if not p.is_removed) for name, t in terraform.items()}
    theirs = {token: _features(t.outputs) for token, t in sdk.items()}
    for name, properties in ours.items():
        for token, others in theirs.items():
            common = len(properties & others) / len(properties | others)
            if common >= LEAST_COMMON:
                yield Candidate(PROPERTY_WEIGHT * common + name_likeness(name, token), name, token)


def _features(names: "Mapping[str, object] | Iterator[str]") -> frozenset[str]:
    """Property names without case and plural, and without the id that every type has."""
    return frozenset(name.lower().rstrip("s") for name in names if name != "id") | {"id"}


def name_likeness(terraform: str, token: str) -> float:
    """How alike two names are, 0..1; the module may or may not be part of the Terraform name.

    >>> name_likeness("alicloud_slb_listener", "alicloud:slb/listener:Listener")
    1.0
    """
    _, module, member = token.split(":")
    bare = terraform.removeprefix("alicloud_").replace("_", "")
    member = member.lower().removeprefix("get")
    names = (module.partition("/")[0].lower() + member, member)
    return max(SequenceMatcher(None, bare, name).ratio() for name in names)
