"""What touches exposure and is not followed, in the same words after every answer."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yett_policies.reports.document import short_name


def unmodelled_lines(found: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One line for each, as the document has them."""
    for one in found:
        yield f"not modelled: {short_name(one['urn'])} ({one['type']}): {one['why']}"
