"""Hygiene of security groups: rules that do nothing, fight or hide each other; the fewest rules that do the same.

anomalies     inside each group, and across the groups on one interface: causes, and removals that are safe
plan          compaction: rules in the cloud's own words, proven equal on every interface of the group
"""

from typing import TYPE_CHECKING

from yett.lazy import on_first_use

from .anomalies import anomalies, pooled_anomalies
from .anomaly import Anomaly, Kind, to_rows

if TYPE_CHECKING:
    from .plan import QUOTA as QUOTA
    from .plan import Plan as Plan
    from .plan import Planner as Planner
    from .plan import plans as plans
    from .planned import PlannedRule as PlannedRule
else:
    # who only looks for anomalies does not wait for compaction
    __getattr__ = on_first_use(
        __name__, {f"{__name__}.plan": ("QUOTA", "Plan", "Planner", "plans"), f"{__name__}.planned": ("PlannedRule",)}
    )

__all__ = [
    "QUOTA",
    "Anomaly",
    "Kind",
    "Plan",
    "PlannedRule",
    "Planner",
    "anomalies",
    "plans",
    "pooled_anomalies",
    "to_rows",
]
