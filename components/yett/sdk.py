"""The provider's SDK, a file at a time: `alicloud.vpc.Network` loads the file of that class, not those of all others.

A package of the SDK imports all of its resources when the first one is touched: for a web site 300 files, a fifth of
the processor time of its preview. A name that no file of its own explains loads the package as it always would.
"""

import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Optional

import pulumi_alicloud as alicloud

__all__ = ["alicloud"]

PACKAGES = ("ecs", "slb", "vpc")
"""The packages that our components are made of."""
INPUTS, OUTPUTS = "_inputs", "outputs"
"""The files of a package that its resources share."""


class Package(ModuleType):
    """A package of the SDK whose `__init__` has not run yet."""

    def __getattr__(self, name: str) -> Any:
        if name in (INPUTS, OUTPUTS):
            return import_module(f"{self.__name__}.{name}")
        module = home_of(self, name)
        if module is None:
            self._load()
        else:  # what `from .network import *` in the package's `__init__` does
            vars(self).update({one: getattr(module, one) for one in module.__all__})
        return getattr(self, name)

    def __dir__(self) -> list[str]:
        self._load()
        return dir(self)

    def _load(self) -> None:
        """Run the package's `__init__`: from here on it is what the SDK makes of it."""
        module: ModuleType = self
        module.__class__ = ModuleType
        if self.__spec__ is not None and self.__spec__.loader is not None:
            self.__spec__.loader.exec_module(self)


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


for _name in PACKAGES:
    thin(sys.modules[f"{alicloud.__name__}.{_name}"])
