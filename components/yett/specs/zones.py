"""The zones of a VPC, by name or by number, so that `zones: 2` and `zones: [cn-hangzhou-h, cn-hangzhou-i]` both say."""

from collections.abc import Mapping, Sequence
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import within
from yett.specs.problems import ProblemError

_ALLOWED = "a number of zones such as 2, or a list of names such as cn-hangzhou-h"


class Zones(Spec):
    """Either `names` or `count`; in YAML and Python also a list of names, or a number."""

    names: Optional[list[str]] = None
    """The zones by name, each once; one more at the end moves nothing."""
    count: Optional[int] = None
    """How many of the region's zones, the first ones by name, 1..16; names are steadier, as regions get new zones."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: object) -> object:
        if isinstance(data, Mapping | Zones):
            return data
        if isinstance(data, Sequence) and not isinstance(data, str):
            return {"names": list(data)}
        if isinstance(data, int | float) and not isinstance(data, bool):
            return {"count": data}
        raise ProblemError(got=data, allowed=_ALLOWED)

    @field_validator("count")
    @classmethod
    def _few(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 16, " zones")

    @field_validator("names")
    @classmethod
    def _each_once(cls, names: Optional[list[str]]) -> Optional[list[str]]:
        for number, name in enumerate(names or []):
            if name in (names or [])[:number]:
                raise ProblemError("stands here twice", got=name, at=(number,))
        return names

    @model_validator(mode="after")
    def _one(self) -> "Zones":
        if bool(self.names) == bool(self.count):
            raise ProblemError(f"{'both' if self.count else 'none'} of names and count", allowed=_ALLOWED)
        return self

    def slots(self) -> list[str]:
        """The names; where only their number is known, "zone 1", "zone 2", ..."""
        return self.names or [f"zone {number}" for number in range(1, (self.count or 0) + 1)]
