"""A text as a part of a resource name, so that a CIDR names the resource that is made for it."""


def slug(text: str) -> str:
    """A text as a part of a resource name; different CIDRs have different slugs.

    >>> slug("2001:db8::/32")
    '2001_db8__-32'
    """
    return text.replace("/", "-").replace(":", "_").replace(" ", "-")
