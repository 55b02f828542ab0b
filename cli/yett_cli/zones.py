"""`--zone` read: the internet, or a named set of addresses."""

from yett.errors import SpecError
from yett_policies.exposure import INTERNET_ZONE, Zone, office


def zone_of(text: str) -> Zone:
    """`internet`, `office=198.51.100.0/24,203.0.113.7` or a bare list of CIDRs, which is its own name.

    >>> zone_of("office=198.51.100.0/24").name
    'office'

    Raises SpecError.
    """
    if text == "internet":
        return INTERNET_ZONE
    name, _, blocks = text.rpartition("=")
    try:
        return office(name or text, *(block.strip() for block in blocks.split(",")))
    except ValueError:
        raise SpecError(
            "zone", got=text, allowed="internet, or NAME=CIDR,CIDR such as office=198.51.100.0/24"
        ) from None
