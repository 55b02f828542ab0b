"""The raw resources in one language, so that a rule may ask for what the network does not model."""

from .graph import OUTSIDE, Graph
from .lookups import Lookup, can_name
from .resource import UNKNOWN, Hidden, OpenLinks, Resource, Unresolved

__all__ = ["OUTSIDE", "UNKNOWN", "Graph", "Hidden", "Lookup", "OpenLinks", "Resource", "Unresolved", "can_name"]
