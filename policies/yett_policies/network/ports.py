"""Runs of ports as the cloud writes them, so that "-1/-1", "22/22" and "any" are read in one place."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class PortRange:
    """Ports first..last, both inclusive, 0..65535."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last <= 65535:
            raise ValueError(f"port range {self.first}/{self.last}, allowed is 0..65535, first <= last")

    @staticmethod
    def parse(text: str) -> "PortRange":
        """Read "22", "22/22", "1/65535", "-1/-1" or "any"; the last two mean every port.

        >>> PortRange.parse("8000/8100"), PortRange.parse("-1/-1") == ALL_PORTS
        (PortRange(first=8000, last=8100), True)

        Raises ValueError.
        """
        return _parse(text)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


# rules name the same few ports again and again
@lru_cache(maxsize=1 << 12)
def _parse(text: str) -> PortRange:
    text = text.strip().lower()
    if text in _EVERY:
        return ALL_PORTS
    first, slash, last = text.partition("/")
    return PortRange(int(first), int(last if slash else first))


ALL_PORTS = PortRange(0, 65535)
_EVERY = {"-1/-1", "-1", "any", "all", "0/0"}
