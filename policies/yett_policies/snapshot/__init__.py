"""Read a network out of a plan, a state or a policy run, so that one analysis serves every source."""

from yett_policies.resources import UNKNOWN, Resource

from .build import build_network
from .read import load, network_of, read_network, resources_of

__all__ = ["UNKNOWN", "Resource", "build_network", "load", "network_of", "read_network", "resources_of"]
