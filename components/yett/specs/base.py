"""The parent of every spec: `WebSpec.parse(config, "yett:web")` is a spec or one SpecError that names every problem."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic._internal._model_construction import ModelMetaclass

from yett.specs.refusals import spec_error


class _SpecMeta(ModelMetaclass):
    """Turns pydantic's error into ours when a spec is built in Python: `Listener(port=70000)`."""

    def __call__(self, *args: Any, **values: Any) -> Any:
        try:
            return super().__call__(*args, **values)
        except ValidationError as error:
            raise spec_error(self, error, values, "") from None


class Spec(BaseModel, metaclass=_SpecMeta):
    """Plain data that is known before the first resource: unknown keys are refused, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _absent_is_default(cls, data: object) -> object:
        """A key without a value (`ticket:` in YAML, null in JSON) is as good as no key."""
        if isinstance(data, Mapping):
            return {key: value for key, value in data.items() if value is not None}
        return data

    @classmethod
    def parse(cls, data: object, where: str = "") -> Self:
        """The spec that the plain data says; a spec of this class comes back as itself.

        Raises SpecError with one line for each problem, each with its path below `where`.
        """
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise spec_error(cls, error, data, where) from None

    def plain(self) -> dict[str, Any]:
        """The spec as JSON data without the keys that were left out: what a component registers as its inputs."""
        return self.model_dump(mode="json", exclude_none=True)
