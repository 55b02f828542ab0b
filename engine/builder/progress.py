"""Progress lines on stderr, so that stdout holds the answer only."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(message: str) -> None:
    """Print one progress line at once."""
    print(f"engine: {message}", file=sys.stderr, flush=True)


def duration(seconds: float) -> str:
    """Seconds as a person reads them.

    >>> duration(9.6), duration(75)
    ('10s', '1m15s')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}m{rest:02d}s" if minutes else f"{rest}s"


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say when something starts, and how long it took once it is done."""
    say(f"{what} ...")
    start = time.monotonic()
    yield
    say(f"{what}: done in {duration(time.monotonic() - start)}")
