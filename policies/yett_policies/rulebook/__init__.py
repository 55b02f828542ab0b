"""What a rule is and what it may ask, so that a rule is one small module: a question, and what to do instead."""

from .exposed import exposed, exposed_by, for_everyone, station, undecided, would_listen
from .facing import Fronts
from .finding import INDETERMINATE, VIOLATED, Finding, indeterminate, short, violated
from .group_opening import GroupOpening, blamed, is_crowd
from .options import option
from .rule import RuleInfo
from .stack import Stack, ports, services

__all__ = [
    "INDETERMINATE",
    "VIOLATED",
    "Finding",
    "Fronts",
    "GroupOpening",
    "RuleInfo",
    "Stack",
    "blamed",
    "exposed",
    "exposed_by",
    "for_everyone",
    "indeterminate",
    "is_crowd",
    "option",
    "ports",
    "services",
    "short",
    "station",
    "undecided",
    "violated",
    "would_listen",
]
