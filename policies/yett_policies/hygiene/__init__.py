"""Hygiene of security groups: rules that do nothing, fight or hide each other; the fewest rules that do the same."""

from .anomalies import anomalies, pooled_anomalies
from .anomaly import Anomaly, Kind, to_rows

__all__ = ["Anomaly", "Kind", "anomalies", "pooled_anomalies", "to_rows"]
