"""The addresses of a plan's resources, found by what a configuration calls them: without keys, module by module."""

import re
from collections.abc import Iterable
from functools import cached_property

from .terraform_modules import Path

_INDEX = re.compile(r'\["[^"]*"\]|\[[^\]"]*\]')
_PART = re.compile(r'([^.\[]+)((?:\["[^"]*"\]|\[[^\]"]*\])?)\.?')


class Addresses:
    """The instances of resources; what has no key and lies in no module is its own name and needs no index."""

    def __init__(self, present: Iterable[str]) -> None:
        self._present = frozenset(present)
        self._by_config: dict[str, list[str]] = {}
        self._by_module: dict[str, list[str]] = {}
        for address in sorted(one for one in self._present if "[" in one or one.startswith("module.")):
            self._index(address)

    def _index(self, address: str) -> None:
        """Notes an address both for all instances of the modules it lies in and for its own."""
        path = path_of(address)
        every = prefix(keyless(path))
        for start in {every, prefix(path)} if path else ("",):
            self._by_module.setdefault(start, []).append(address)
            self._by_config.setdefault(start + plain(address)[len(every) :], []).append(address)

    def instances(self, path: Path, name: str, key: str) -> list[str]:
        """The instances of one resource: the one with the key if there is one, in the module instances of the path."""
        found = self._named(prefix(path) + name) or [
            one for one in self._named(prefix(keyless(path)) + name) if _is_in(one, path)
        ]
        return [a for a in found if key and a.endswith(key)] or found

    def _named(self, name: str) -> list[str]:
        found = self._by_config.get(name, [])
        return [name, *found] if name in self._present and name not in found else found

    def inside(self, path: Path) -> list[str]:
        """The resources that stand in a module itself."""
        if not path:
            return self._at_root
        if found := self._by_module.get(prefix(path)):
            return found
        return [one for one in self._by_module.get(prefix(keyless(path)), ()) if _is_in(one, path)]

    @cached_property
    def _at_root(self) -> list[str]:
        return sorted(one for one in self._present if not one.startswith("module."))


def plain(address: str) -> str:
    """An address without instance keys."""
    return _INDEX.sub("", address) if "[" in address else address


def path_of(address: str) -> Path:
    """The module calls that an address lies in.

    >>> path_of('module.a["x"].module.b.alicloud_vpc.main[0]')
    (('a', '["x"]'), ('b', ''))
    """
    if not address.startswith("module."):
        return ()
    parts = _PART.findall(address)
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    return tuple((name, key) for (word, _), (name, key) in pairs if word == "module")


def keyless(path: Path) -> Path:
    """The same calls, whatever the instance."""
    return tuple((name, "") for name, _ in path) if path else path


def prefix(path: Path) -> str:
    """How the addresses in a module begin; the plain ones where the path has no instance keys."""
    return "".join(f"module.{module}{key}." for module, key in path)


def _is_in(address: str, path: Path) -> bool:
    """Whether an address lies in these module instances; a call without a key stands for each of its instances."""
    own = path_of(address)
    return len(own) == len(path) and all(not key or key == mine for (_, mine), (_, key) in zip(own, path, strict=True))
