"""Loads the provider's SDK once: its import warns of types that nobody here uses; every later warning is an error."""

import warnings

from tests.emulator.ecs.fixtures import account, place

__all__ = ["account", "place"]

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import yett.plugin  # noqa: F401
