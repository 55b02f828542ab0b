"""The openings that components were given, so that a rule about one is a question and a sentence."""

from collections.abc import Callable, Iterable, Iterator

from yett.packets import INTERNET
from yett.packets.services import RISKS, of_risk
from yett_policies.network import Record
from yett_policies.tokens import COMPONENT

from .finding import Finding, indeterminate, violated
from .options import option
from .stack import Stack

DANGEROUS = ("remote-login", "admin", "database", "file-sharing", "messaging", "big-data")
"""The risk classes of services that nobody means for visitors."""


def risks_option(doc: str) -> tuple[str, ...]:
    """An option that takes risk classes."""
    found: tuple[str, ...] = option(DANGEROUS, doc, choices=tuple(RISKS))
    return found


def judged(stack: Stack, fix: str, lacks: Callable[[Record], str]) -> Iterator[Finding]:
    """A finding for each opening of which `lacks` says something, and one for each spec that cannot be read."""
    for record in stack.network.records:
        if problem := lacks(record):
            yield violated(record.urn, f"{called(record)} {problem}", fix)
    yield from unread_specs(stack)


def unread_specs(stack: Stack) -> Iterator[Finding]:
    """Components whose openings nobody knows."""
    for one in stack.network.unmodelled:
        if one.type.startswith(COMPONENT):
            yield indeterminate(one.urn, "whether an opening of this component has what it needs", [one.why])


def called(record: Record) -> str:
    """An opening as a sentence names it."""
    return f'opening {record.where} of "{record.name}" ("{record.reason}", owner {record.owner})'


def is_live(record: Record) -> bool:
    """Whether it is open, or will be."""
    return record.state in ("open", "pending")


def is_public(record: Record) -> bool:
    """Whether internet addresses are among the peers; of a group or a prefix list nobody can tell here: they may be."""
    return record.direction == "ingress" and (record.sources is None or bool(record.sources & INTERNET))


def carries(record: Record, risks: Iterable[str]) -> bool:
    """Whether a service of one of these risk classes would be met on its ports."""
    return bool(record.transport & of_risk(*risks))
