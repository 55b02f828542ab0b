"""The raw resources in one language, so that a rule may ask for what the network does not model."""

from .graph import OUTSIDE, Graph
from .resource import UNKNOWN, Hidden, OpenLinks, Resource, Unresolved

__all__ = ["OUTSIDE", "UNKNOWN", "Graph", "Hidden", "OpenLinks", "Resource", "Unresolved"]
