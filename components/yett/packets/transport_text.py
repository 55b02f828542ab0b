"""Transport text to points: the words that `str(TransportSet)` prints are the words that `parse` reads."""

from yett.packets.interval import IntervalSet
from yett.packets.protocol import ALL_POINTS, BASES, NUMBERS, PORT_FIRST, PORT_LAST, SPANS, Protocol

FORMS = '"all", "nothing", "tcp/22,8000-8100", "udp", "icmp/8", "icmp/3:4", "icmpv6", "gre", "other", "protocol/50"'


def parsed(text: str) -> IntervalSet:
    """The points that space-separated words name.

    Raises ValueError that names the word and every form that is allowed.
    """
    return IntervalSet.union([_word(word) for word in text.split()])


def _word(word: str) -> IntervalSet:
    if word in ("all", "nothing"):
        return ALL_POINTS if word == "all" else IntervalSet.empty()
    name, slash, rest = word.partition("/")
    try:
        if name == "protocol":
            return IntervalSet.union(_protocols(item) for item in rest.split(","))
        protocol = Protocol(name)
        return IntervalSet.union(_item(protocol, item) for item in rest.split(",")) if slash else SPANS[protocol]
    except ValueError as wrong:
        raise ValueError(f'transport: got "{word}", allowed is {FORMS}') from wrong


def _protocols(item: str) -> IntervalSet:
    first, last = _run(item, 0, 255)
    return IntervalSet.union(
        SPANS[NUMBERS[number]] if number in NUMBERS else IntervalSet.of(number) for number in range(first, last + 1)
    )


def _item(protocol: Protocol, item: str) -> IntervalSet:
    base = BASES.get(protocol)
    if base is None:
        raise ValueError(f"{protocol} has no ports")
    if protocol in (Protocol.TCP, Protocol.UDP):
        return IntervalSet.of(_run(item, PORT_FIRST, PORT_LAST)).shifted(base)
    kinds, colon, codes = item.partition(":")
    first, last = _run(kinds, 0, 255)
    if not colon:
        return IntervalSet.of((256 * first, 256 * last + 255)).shifted(base)
    return IntervalSet.of(*(_run(code, 0, 255) for code in codes.split("+"))).shifted(base + 256 * first)


def _run(text: str, least: int, most: int) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    run = _number(first), _number(last if dash else first)
    if not least <= run[0] <= run[1] <= most:
        raise ValueError(f"{text} is not within {least}..{most}")
    return run


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f'"{text}" is not a number')
    return int(text)
