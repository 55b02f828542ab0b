"""From a network to its exposures: exact, with paths, in three states, so that `excess = exposed - declared`."""

from .analysis import Analysis, analyse, office
from .exposure import Exposure
from .judge import Judge
from .way import Hop, Way
from .zone import INTERNET_ZONE, Zone

__all__ = ["INTERNET_ZONE", "Analysis", "Exposure", "Hop", "Judge", "Way", "Zone", "analyse", "office"]
