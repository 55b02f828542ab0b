"""One judged fact: which rule, which resource to change, what passes, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Sorted by (urn, rule, traffic), so that the same input gives the same bytes.

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
    """What to do."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.problem}; {self.fix}"
