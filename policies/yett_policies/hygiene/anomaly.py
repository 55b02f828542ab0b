"""One rule that does nothing, or whose effect hangs on the order of the rules, with the rules that cause it."""

from collections.abc import Iterable
from enum import Enum
from operator import itemgetter
from typing import Any, NamedTuple


class Kind(str, Enum):
    """The taxonomy of Al-Shaer and Hamed (IEEE JSAC 23, 2005), made exact: several rules together count as one.

    `CONTRADICTING` is the shadowed accept beside a drop of the same packets and priority.
    """

    CONTRADICTING = "contradicting"
    SHADOWED = "shadowed"
    REDUNDANT = "redundant"
    CORRELATED = "correlated"
    GENERALISING = "generalising"

    def __str__(self) -> str:
        return self.value

    @property
    def is_idle(self) -> bool:
        """Whether the rule could go; the other kinds only say that the order of the rules matters."""
        return self not in (Kind.CORRELATED, Kind.GENERALISING)


class Anomaly(NamedTuple):
    """One fact about one rule; `removable` rules of one report can all be removed together."""

    kind: Kind
    group: str
    """URN of the rule's own group."""
    rule: str
    causes: tuple[str, ...]
    """URNs, strongest first; of a redundant rule the ones that do the same without it."""
    removable: bool
    detail: str
    pool: tuple[str, ...] = ()
    """The groups on one interface whose rules together cause it; empty when its own group alone does."""


_PLACE = itemgetter(*map(Anomaly._fields.index, ("group", "rule", "kind", "pool", "causes")))


def ordered(found: Iterable[Anomaly]) -> list[Anomaly]:
    """The same order for the same anomalies."""
    return sorted(found, key=_PLACE)


def to_rows(found: Iterable[Anomaly]) -> list[dict[str, Any]]:
    """What the published JSON holds under "anomalies", in this order; `pool` only where several groups are at work."""
    return [
        {
            "kind": one.kind._value_,  # `value` is looked up anew for each row
            "group": one.group,
            "rule": one.rule,
            "causes": list(one.causes),
            "removable": one.removable,
            "detail": one.detail,
            **({"pool": list(one.pool)} if one.pool else {}),
        }
        for one in found
    ]
