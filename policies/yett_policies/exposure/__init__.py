"""From a network to its exposures: exact, with paths, in three states, so that `excess = exposed - declared`."""

from .analysis import Analysis, analyse
from .diff import Change, diff
from .document import VERSION, exceeds, to_document
from .excess import Intent, Split, excess
from .explain import Step, Trace, explain, sender_in
from .explain_inside import explain_inside
from .exposure import Exposure
from .inside import vpc_zone
from .judge import Judge
from .origin import Origin, origins
from .rows import Row, rows
from .rule_hop import rule_text
from .tiers import Flow, Tier, flows, tiers
from .way import Hop, Way
from .zone import INTERNET_ZONE, Zone, office, private_zone

__all__ = [
    "INTERNET_ZONE",
    "VERSION",
    "Analysis",
    "Change",
    "Exposure",
    "Flow",
    "Hop",
    "Intent",
    "Judge",
    "Origin",
    "Row",
    "Split",
    "Step",
    "Tier",
    "Trace",
    "Way",
    "Zone",
    "analyse",
    "diff",
    "exceeds",
    "excess",
    "explain",
    "explain_inside",
    "flows",
    "office",
    "origins",
    "private_zone",
    "rows",
    "rule_text",
    "sender_in",
    "tiers",
    "to_document",
    "vpc_zone",
]
