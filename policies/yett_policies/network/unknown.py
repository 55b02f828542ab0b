"""Values that nobody knows yet, so that "not known before apply" is an answer and never a pass."""

from yett_policies.frozen import frozen


@frozen
class Unknown:
    """A value that the snapshot does not hold; `what` says which one, in the user's terms.

    >>> Unknown('the security group of rule "web"')
    Unknown(what='the security group of rule "web"')
    """

    what: str


Ref = str | Unknown
"""The URN of a noun, or what is not known about which one it is."""
