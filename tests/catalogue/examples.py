"""The example programs of the component pages: read from the page, run on mocks."""

import re
from pathlib import Path
from typing import Any

from tests.catalogue.options import page_name
from tests.components.recorder import Recorded, record
from tests.specs.sites import ROOT

FOLDER = ROOT / "docs" / "components"


def page_of(component: str, language: str = "") -> Path:
    return FOLDER / f"{page_name(component)}{language}.md"


def program_of(page: Path) -> str:
    """The one Python program of a page."""
    (found,) = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def recorded(component: str) -> Recorded:
    """What the English page's program registers."""
    page = page_of(component)
    return record(lambda: exec(compile(program_of(page), str(page), "exec"), {}))


def built(component: str) -> tuple[str, list[tuple[str, str]]]:
    """The name of the example's own component, and (kind, name) of all that stands below it.

    What depends on nothing comes first, then what depends on that: the order of requests is the machine's own.
    """
    made = recorded(component)
    ((token, name), *_) = [key for key in made.inputs if key[0] == f"yett:index:{component}"]
    tree = {request_urn(key): request for key, request in made.requests.items()}
    own = request_urn((token, name))
    found = [key for key in made.inputs if key[0].startswith("alicloud:") and _below(request_urn(key), own, tree)]
    steps = {key: _steps(request_urn(key), tree) for key in found}
    return name, [(typ.rsplit(":", 1)[1], child) for typ, child in sorted(found, key=lambda key: (steps[key], key))]


def request_urn(key: tuple[str, str]) -> str:
    """A resource's place in the tree, without its parents' types."""
    return f"{key[0]}::{key[1]}"


def _below(urn: str, ancestor: str, tree: dict[str, Any]) -> bool:
    while urn in tree:
        urn = _short(tree[urn].parent)
        if urn == ancestor:
            return True
    return False


def _steps(urn: str, tree: dict[str, Any]) -> int:
    """How many resources are made before this one, one after the other."""
    before = [_steps(_short(other), tree) for other in tree[urn].dependencies if _short(other) in tree]
    return 1 + max(before, default=0)


def _short(urn: str) -> str:
    """The last type and the name of an engine's URN."""
    place, _, name = urn.rpartition("::")
    return f"{place.rsplit('::', 1)[-1].rsplit('$', 1)[-1]}::{name}"
