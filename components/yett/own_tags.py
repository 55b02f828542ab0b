"""Tags of the whole stack: `yett:tags: {team: shop}` in the config stands on everything that can have tags."""

import json
from typing import Optional

from yett.errors import SpecError

TAGS = "yett:tags"
MOST = 18
"""A resource has at most 20 tags, of which two are ours (alibabacloud_vpc20160428, TagResources)."""
LONGEST_KEY, LONGEST_VALUE = 64, 128
KEPT = ("aliyun", "acs:", "http://", "https://", "yett:")
"""Keys do not begin with these: the cloud keeps the first four, and ours is how leftovers are found."""


def own_tags(text: Optional[str]) -> dict[str, str]:
    """The tags that the text of the config says; without it none.

    Raises SpecError.
    """
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        found = text
    if not isinstance(found, dict):
        raise SpecError(TAGS, got=found, allowed="a mapping of tags, such as {team: shop}")
    if len(found) > MOST:
        raise SpecError(TAGS, "too many tags", got=len(found), allowed=f"at most {MOST}")
    for key, value in found.items():
        _check(key, value)
    return found


def _check(key: str, value: object) -> None:
    if not 1 <= len(key) <= LONGEST_KEY or key.lower().startswith(KEPT):
        allowed = f"1..{LONGEST_KEY} characters that do not begin with {', '.join(KEPT)}"
        raise SpecError(TAGS, "no key for a tag", got=key, allowed=allowed)
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise SpecError(f"{TAGS}.{key}", got=value, allowed=f"a text of up to {LONGEST_VALUE} characters")
