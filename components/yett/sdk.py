"""The provider's SDK, a file at a time: `alicloud.vpc.Network` loads the file of that class, not those of all others.

A package of the SDK imports all of its resources when the first one is touched: for a web site 300 files, a fifth of
the processor time of its preview. Its root has some too, which no component of ours is made of. A name that no file of
its own explains loads the package as it always would.
"""

import re
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Optional

__all__ = ["alicloud"]

SDK = "pulumi_alicloud"
PACKAGES = ("ecs", "slb", "vpc")
"""The packages that our components are made of."""
INPUTS, OUTPUTS = "_inputs", "outputs"
"""The files of a package that its resources share."""
UTILITIES = "_utilities"
"""The file of the root that everything else stands on."""
LATER = "__later__"
"""Where a root keeps which of its files it has not loaded."""


class Package(ModuleType):
    """A package of the SDK whose `__init__` has not run yet."""

    def __getattr__(self, name: str) -> Any:
        if name in (INPUTS, OUTPUTS):
            return import_module(f"{self.__name__}.{name}")
        if name.startswith("__") and name != "__all__":  # whoever looks at any object asks for such names
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if home_of(self, name) is None:
            self._load()
        return getattr(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Here the import system hands over a file; what is in it comes along, as with `from .network import *`."""
        super().__setattr__(name, value)
        if isinstance(value, ModuleType) and name != OUTPUTS:
            vars(self).update({one: getattr(value, one) for one in vars(value).get("__all__", ())})

    def __dir__(self) -> list[str]:
        self._load()
        return dir(self)

    def _load(self) -> None:
        """Run the package's `__init__`: from here on it is what the SDK makes of it."""
        module: ModuleType = self
        module.__class__ = ModuleType
        if self.__spec__ is not None and self.__spec__.loader is not None:
            self.__spec__.loader.exec_module(self)


class Root(Package):
    """The root of the SDK, whose `__init__` has run without the files of its own resources."""

    def _load(self) -> None:
        """Load those files, too; to run `__init__` once more would register everything twice."""
        for file in vars(self)[LATER]:
            import_module(f"{self.__name__}.{file}")
        del vars(self)[LATER]
        module: ModuleType = self
        module.__class__ = ModuleType


class Empty(MetaPathFinder, Loader):
    """Finds the files of the root empty, and remembers which."""

    def __init__(self) -> None:
        self.files: list[str] = []

    def find_spec(
        self, fullname: str, path: Optional[Sequence[str]], target: Optional[ModuleType] = None
    ) -> Optional[ModuleSpec]:
        package, _, file = fullname.rpartition(".")
        if package != SDK or file == UTILITIES or not any((Path(one) / f"{file}.py").is_file() for one in path or ()):
            return None
        self.files.append(file)
        return ModuleSpec(fullname, self)

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__all__"] = []


def root() -> ModuleType:
    """The SDK; without the files of its own resources, unless somebody has loaded them already."""
    if SDK in sys.modules:
        return sys.modules[SDK]
    empty = Empty()
    sys.meta_path.insert(0, empty)
    try:
        found = import_module(SDK)
    finally:
        sys.meta_path.remove(empty)
        for file in empty.files:
            del sys.modules[f"{SDK}.{file}"]
    for file in empty.files:
        delattr(found, file)
    vars(found)[LATER] = empty.files
    found.__class__ = Root
    return found


def home_of(package: ModuleType, name: str) -> Optional[ModuleType]:
    """The module that gives a package this name, found by the file's name; None where that does not tell."""
    for file in (_file_of(name), INPUTS):
        if (Path(package.__path__[0]) / f"{file}.py").is_file():
            module = import_module(f"{package.__name__}.{file}")
            if name in getattr(module, "__all__", ()):
                return module
    return None


def _file_of(name: str) -> str:
    """EipAddress and EipAddressArgs are in eip_address.py, get_images_output is in get_images.py."""
    words = name.removesuffix("Args").removesuffix("_output")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", words).lower()


def thin(package: ModuleType) -> None:
    """Let a package that nobody has touched yet load its files one by one."""
    if type(package) is not ModuleType:  # the SDK makes packages lazy by a class of their own
        package.__class__ = Package


if TYPE_CHECKING:
    import pulumi_alicloud as alicloud
else:
    alicloud = root()
for _name in PACKAGES:
    thin(sys.modules[f"{SDK}.{_name}"])
