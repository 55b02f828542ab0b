"""The gRPC stubs of Pulumi's SDK without the SDK: the host speaks its services and runs none of it.

`import pulumi` loads all of the SDK, which is most of the host's start.
"""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType


def only_stubs() -> None:
    """Let `pulumi.runtime.proto` be imported and nothing else of `pulumi` be run; for a process of the host's own."""
    spec = find_spec("pulumi")
    places = [] if spec is None else list(spec.submodule_search_locations or [])
    for name, below in (("pulumi", ""), ("pulumi.runtime", "runtime"), ("pulumi.runtime.proto", "runtime/proto")):
        package = ModuleType(name, __doc__)
        package.__path__ = [str(Path(place) / below) for place in places]
        sys.modules[name] = package
