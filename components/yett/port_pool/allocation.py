"""Names to ports: every name walks the range in an order of its own, and every port keeps the name it ranks highest.

The outcome is the one stable matching that suits the names best (Gale and Shapley, 1962), so it depends on the set of
names and on nothing else: not on their order, the machine or the day. A name that comes or goes moves another one only
if the two want the same port: with 50 names in 10,000 ports, about one arrival in 300 moves one.

Names that are held (`PortPool.keeping`) never move. No rule without memory can promise that: it would need a port for
each name that there could ever be.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from math import gcd


def allocate(names: Iterable[str], first: int, last: int, taken: Collection[int] = ()) -> dict[str, int]:
    """A port in first..last, inclusive, for every name, none of them in `taken`; sorted by name.

    Linear in the names while the range is mostly free. Raises ValueError when there are fewer free ports than names.

    >>> allocate(["api", "admin"], 20000, 20009) == allocate(["admin", "api"], 20000, 20009)
    True
    """
    waiting = sorted(set(names))
    refused = set(taken)
    free = (last - first + 1) - sum(1 for port in refused if first <= port <= last)
    if len(waiting) > free:
        raise ValueError(f"{len(waiting)} names and {free} free ports in {first}..{last}")
    walks = {name: (port for port in walk(name, first, last) if port not in refused) for name in waiting}
    holders: dict[int, str] = {}
    while waiting:
        name = waiting.pop()
        port = next(walks[name])
        keeper = max(name, holders.get(port, name), key=lambda other: (rank(port, other), other))
        if keeper != name or (port in holders and holders[port] != name):
            waiting.append(name if keeper != name else holders[port])
        holders[port] = keeper
    return dict(sorted((name, port) for port, name in holders.items()))


def walk(name: str, first: int, last: int) -> Iterator[int]:
    """Every port of first..last once, in the order in which a name wants them."""
    size = last - first + 1
    start, wish = _numbers(f"walk {name}")
    # a step that shares no factor with the size passes every port before it comes back
    step = next(step for step in count(wish % size or 1) if gcd(step, size) == 1)
    return (first + (start + turn * step) % size for turn in range(size))


def rank(port: int, name: str) -> int:
    """How highly a port ranks a name."""
    return _numbers(f"rank {port} {name}")[0]


def _numbers(text: str) -> tuple[int, int]:
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:16], "big")
