"""Hygiene of security groups: rules that do nothing, fight or hide each other; the fewest rules that do the same.

anomalies     inside each group, and across the groups on one interface: causes, and removals that are safe
plan          compaction: rules in the cloud's own words, proven equal on every interface of the group
"""

from .anomalies import anomalies, pooled_anomalies
from .anomaly import Anomaly, Kind, to_rows
from .plan import QUOTA, Plan, Planner, plans
from .planned import PlannedRule

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
