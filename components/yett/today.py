"""The day that decides which openings are open, and what the user hears about the others.

The program passes it in, so that a build is a function of its inputs; left out, it is the current day in UTC.
"""

from datetime import UTC, date, datetime
from typing import Optional

import pulumi

from yett.specs.opening import Opening, iso_day
from yett.specs.openings import notices
from yett.specs.problems import ProblemError


def day(text: Optional[str], where: str = "today") -> date:
    """The day as YYYY-MM-DD says it, or the current one in UTC.

    Raises SpecError.
    """
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(iso_day(text))
    except ProblemError as found:
        raise found.error(where) from None


def tell(component: pulumi.Resource, field: str, openings: Optional[list[Opening]], today: date) -> None:
    """Warn about openings that expired (nothing is built for them) and reviews that are late."""
    for notice in notices(field, openings, today):
        pulumi.log.warn(notice, component)
