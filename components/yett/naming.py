"""What things are called in the cloud, so that an account tells whose they are: `{project}-{stack}-{name}`, two tags.

Pulumi names (identity, from content) and cloud names (shown to people) are two values; both come from one call.
"""

import hashlib
import re

import pulumi

from yett.own_tags import own_tags
from yett.specs.bounds import ADDRESSES

PROJECT_TAG, STACK_TAG = "yett:project", "yett:stack"
"""Keys of the tags; the cloud refuses keys that begin with aliyun or acs: and nothing else of these letters."""
LONGEST, LONGEST_DESCRIPTION = 80, 256
"""Characters of a name, the shortest bound among our resources (CLB), and of a description."""


def display_name(name: str, dots: str = ".") -> str:
    """The name in the cloud: at most 80 characters that every product takes."""
    return cloud_name(f"{pulumi.get_project()}-{pulumi.get_stack()}-{name}", dots)


def undotted_name(name: str) -> str:
    """The name in the cloud of what takes no dots: IPv6 gateways and peer connections (their provider docs)."""
    return display_name(name, dots="")


def description(said: str | None, name: str) -> str:
    """What the spec says, or else the component's name where the cloud takes it as a description.

    A spec's own text was checked with the spec; a name has no bounds, and the cloud asks for 2..256 characters.
    """
    if said is not None:
        return said
    if len(name) < 2 or name.lower().startswith(ADDRESSES):
        return display_name(name)
    return fitted(name, LONGEST_DESCRIPTION)


def cloud_name(text: str, dots: str = ".") -> str:
    """A text as a name: a letter first, then letters, digits, _, - and dots; what was changed gets its digest.

    The narrowest of what our resources take (provider docs: EIP, CLB, ECS); two texts never become one name.

    >>> cloud_name("shop-test-web"), cloud_name("1shop test"), cloud_name("shop.web", dots="")
    ('shop-test-web', 'n-1shop-test-3e5e37', 'shop-web-106942')
    """
    plain = re.sub(rf"[^A-Za-z0-9_{dots}-]+", "-", text).rstrip("-.")
    plain = plain if plain[:1].isalpha() else f"n-{plain.lstrip('-._')}"
    return plain if plain == text and len(text) <= LONGEST else _digested(plain, text, LONGEST)


def fitted(text: str, longest: int) -> str:
    """The text, or its beginning with a digest of the whole.

    >>> fitted("abcdefghijkl", 10)
    'abc-d682ed'
    """
    return text if len(text) <= longest else _digested(text, text, longest)


def _digested(start: str, whole: str, longest: int) -> str:
    return f"{start[: longest - 7]}-{hashlib.sha256(whole.encode()).hexdigest()[:6]}"


def tags() -> dict[str, str]:
    """The tags of every resource that can have some: ours, by which `yett orphans` finds what was created and never
    recorded, and those of the stack config (yett:tags).
    """
    own = own_tags(pulumi.Config("yett").get("tags"))
    return {**own, PROJECT_TAG: pulumi.get_project(), STACK_TAG: pulumi.get_stack()}
