"""Lists that a person reads to their end: a few, and how many more there are."""

from collections.abc import Sequence


def few(texts: Sequence[str], most: int = 6, between: str = ", ") -> str:
    """The first ones, and how many more.

    >>> few(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = len(texts) - most
    return between.join(texts[:most]) + (f" and {more} more" if more > 0 else "")
