"""One judged fact: which rule, which resource to change, what passes, and how to mend it."""

from collections.abc import Iterable
from dataclasses import field, fields
from operator import attrgetter
from typing import Protocol

from yett_policies.exposure import Hop
from yett_policies.frozen import frozen

from .packets import Packets

VIOLATED, INDETERMINATE = "violated", "indeterminate"


@frozen
class Finding:
    """`ordered` by (urn, rule, traffic), so that the same input gives the same bytes.

    Made by `violated` and `indeterminate`; the registry fills in `rule` and `severity`.

    >>> print(Finding("urn:x", "ssh-from-internet", "tcp/22", "tcp/22 is open to 0.0.0.0/0", "name a peer"))
    ssh-from-internet: tcp/22 is open to 0.0.0.0/0; name a peer
    """

    urn: str
    """The resource to change."""
    rule: str
    """The rule's id: its file's name in kebab-case."""
    traffic: str
    """What passes, as minimal ports and CIDRs; empty when the finding is not about packets."""
    problem: str
    """What is wrong, in the user's terms."""
    fix: str
    """What to do; of an indeterminate finding, what would decide it."""
    verdict: str = VIOLATED
    """ "violated" or "indeterminate"."""
    severity: str = ""
    """low, medium, high or critical: the rule's."""
    name: str = field(default="", compare=False)
    """The name of the resource, or of the workload that is reached."""
    path: tuple[Hop, ...] = field(default=(), compare=False)
    """The way to a workload, where the finding is about one."""
    packets: Packets | None = field(default=None, compare=False, repr=False)
    """The same as `traffic`, exactly; None when the finding is not about packets."""

    @property
    def place(self) -> tuple[str, ...]:
        """What findings are sorted by: (urn, rule, traffic), then whatever else tells them apart."""
        return _PLACE(self)

    @property
    def is_certain(self) -> bool:
        """Whether the rule is violated whatever the unknown values turn out to be."""
        return self.verdict == VIOLATED

    def __str__(self) -> str:
        return f"{self.rule}: {self.problem}; {self.fix}"


_PLACE = attrgetter(*(each.name for each in fields(Finding) if each.compare))


def ordered(found: Iterable[Finding]) -> list[Finding]:
    """Sorted, each once."""
    return sorted(set(found), key=_PLACE)


class Subject(Protocol):
    """Anything with a URN: a raw resource or a noun of the network."""

    @property
    def urn(self) -> str: ...


def violated(
    subject: Subject | str, problem: str, fix: str, *, traffic: str = "", name: str = "", path: Iterable[Hop] = ()
) -> Finding:
    """The rule is violated for certain; `subject` is the resource to change, or its URN.

    >>> str(violated("urn:x", "the log is off", "turn it on"))
    ': the log is off; turn it on'
    """
    urn, called = _named(subject)
    return Finding(urn, "", traffic, problem, fix, name=name or called, path=tuple(path))


def indeterminate(
    subject: Subject | str,
    problem: str,
    needs: Iterable[str],
    *,
    traffic: str = "",
    name: str = "",
    path: Iterable[Hop] = (),
) -> Finding:
    """The rule cannot be judged: `problem` is the question ("whether ..."), `needs` what would decide it.

    >>> str(indeterminate("urn:x", "whether the log is on", ['status of flow log "a"']))
    ': unknown: whether the log is on; it depends on: status of flow log "a"'
    """
    urn, called = _named(subject)
    said = "; ".join(dict.fromkeys(needs)) or "what decides it is not documented"
    return Finding(
        urn,
        "",
        traffic,
        f"unknown: {problem}",
        f"it depends on: {said}",
        INDETERMINATE,
        name=name or called,
        path=tuple(path),
    )


def _named(subject: Subject | str) -> tuple[str, str]:
    if isinstance(subject, str):
        return subject, short(subject)
    return subject.urn, str(getattr(subject, "name", "")) or short(subject.urn)


def short(urn: str) -> str:
    """The name at the end of a URN or an address.

    >>> short("urn:pulumi:dev::web::alicloud:ecs/securityGroupRule:SecurityGroupRule::web-ssh")
    'web-ssh'
    >>> short("live:alicloud_slb_listener:lb-bp1:http:80")
    'lb-bp1:http:80'
    """
    # of a live account: the type, then the cloud's id
    return urn.split(":", 2)[-1] if urn.startswith("live:") else urn.rpartition("::")[2]
