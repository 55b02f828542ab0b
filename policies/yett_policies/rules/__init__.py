"""Rules: one question to the network each, so that a gate says what is open and how to close it."""

from .finding import Finding
from .registry import RULES, RuleInfo, judge

__all__ = ["RULES", "Finding", "RuleInfo", "judge"]
