"""What things are called in the cloud, so that an account tells whose they are: `{project}-{stack}-{name}`, two tags.

Pulumi names (identity, from content) and cloud names (shown to people) are two values; both come from one call.
"""

import hashlib

import pulumi

from yett.own_tags import own_tags

PROJECT_TAG, STACK_TAG = "yett:project", "yett:stack"
"""Keys of the tags; the cloud refuses keys that begin with aliyun or acs: and nothing else of these letters."""
LONGEST = 80
"""Characters of a name: the shortest bound among our resources (CLB)."""


def display_name(name: str) -> str:
    """The name in the cloud, at most 80 characters; a longer one is cut and stays unique by its digest."""
    return fitted(f"{pulumi.get_project()}-{pulumi.get_stack()}-{name}", LONGEST)


def fitted(text: str, longest: int) -> str:
    """The text, or its beginning with a digest of the whole.

    >>> fitted("abcdefghijkl", 10)
    'abc-d682ed'
    """
    if len(text) <= longest:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:6]
    return f"{text[: longest - 7]}-{digest}"


def tags() -> dict[str, str]:
    """The tags of every resource that can have some: ours, by which `yett orphans` finds what was created and never
    recorded, and those of the stack config (yett:tags).
    """
    own = own_tags(pulumi.Config("yett").get("tags"))
    return {**own, PROJECT_TAG: pulumi.get_project(), STACK_TAG: pulumi.get_stack()}
