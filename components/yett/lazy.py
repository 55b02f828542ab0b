"""Names that a package loads when they are first used: `__getattr__ = on_first_use(__name__, homes)` (PEP 562).

Whoever previews one scenario does not wait for the specs of the others.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from yett.collector import paused


def on_first_use(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """A module's `__getattr__` that knows which module (`homes`: module -> names) each name comes from."""
    home_of = {name: module for module, names in homes.items() for name in names}

    def found(name: str) -> object:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        with paused():
            return getattr(import_module(home_of[name]), name)

    return found
