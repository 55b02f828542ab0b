"""An image that is looked up when a machine is made, in place of an id."""

import re
from enum import Enum
from typing import Optional

from pydantic import field_validator

from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.problems import ProblemError


class ImageOwner(str, Enum):
    """Whose image it is."""

    SYSTEM = "system"
    SELF = "self"
    OTHERS = "others"
    MARKETPLACE = "marketplace"


class ImageQuery(Spec):
    """The newest image that matches; machines that are there keep theirs when a newer one is published."""

    name_regex: str
    """A regular expression that the image's name has to match, such as ^aliyun_3_x64_20G."""
    owner: Optional[ImageOwner] = ImageOwner.SYSTEM
    """system (the cloud's own), self, others (shared with the account) or marketplace; default: system."""

    @field_validator("name_regex")
    @classmethod
    def _compiles(cls, text: str) -> str:
        try:
            re.compile(said(text) or "")
        except re.error as error:
            raise ProblemError(got=text, allowed=f"a regular expression ({error})") from None
        return text
