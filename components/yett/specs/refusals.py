"""Pydantic's refusals in the house form, so that a user never reads `Input should be ... [type=...]`."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeGuard, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from yett.errors import PLAIN, SpecError
from yett.specs.meaning import meaning
from yett.specs.path import config_path
from yett.specs.problems import ProblemError, ProblemsError, Step, together

_KINDS = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "string_type": "a text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}
WRITTEN_DOWN = "a spec is plain data, known before the first resource; what the program makes goes into args"


def spec_error(model: type, error: ValidationError, raw: object, where: str) -> SpecError:
    """All that pydantic refused, as one SpecError."""
    found = [
        problem.error(config_path((*detail["loc"], *problem.at), raw, where))
        for detail in error.errors()
        for problem in _problems(model, detail)
    ]
    return together(found)


def _problems(model: type, detail: ErrorDetails) -> list[ProblemError]:
    raised = detail.get("ctx", {}).get("error")
    if isinstance(raised, ProblemsError):
        return raised.found
    if isinstance(raised, ProblemError):
        return [raised]
    return [_translated(model, detail)]


def _translated(model: type, detail: ErrorDetails) -> ProblemError:
    kind, loc, got = detail["type"], detail["loc"], detail["input"]
    if kind == "missing":
        return ProblemError("is missing", allowed=_meaning(model, loc))
    if kind == "extra_forbidden":
        return _unknown_key(model, loc)
    if kind == "enum":
        return ProblemError(got=got, allowed=str(detail["ctx"]["expected"]).replace("'", ""))
    allowed = _KINDS.get(kind) or detail["msg"].lower()
    if got is not None and not isinstance(got, (str, *PLAIN)):
        return ProblemError(got=got, allowed=allowed, fix=WRITTEN_DOWN)
    if isinstance(got, dict | list):  # a whole table does not belong in a message
        return ProblemError("got a list" if isinstance(got, list) else "got a mapping", allowed=allowed)
    return ProblemError(got=got, allowed=allowed)


def _unknown_key(model: type, loc: tuple[Step, ...]) -> ProblemError:
    parent = _model_at(model, loc[:-1])
    known = sorted(parent.model_fields) if parent else []
    close = get_close_matches(str(loc[-1]), known, 1)
    return ProblemError("unknown key", allowed=", ".join(known), fix=f'did you mean "{close[0]}"?' if close else "")


def _meaning(model: type, loc: tuple[Step, ...]) -> str:
    """What belongs at a place of the model."""
    parent = _model_at(model, loc[:-1])
    return meaning(parent, str(loc[-1])) if parent else ""


def _model_at(model: type, loc: tuple[Step, ...]) -> type[BaseModel] | None:
    """The model that the steps lead to, through lists, mappings and Optional."""
    found = model if _is_model(model) else None
    for step in loc:
        field = found.model_fields.get(str(step)) if found else None
        found = next(_models(field.annotation), None) if field else found
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if _is_model(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _is_model(found: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(found, type) and issubclass(found, BaseModel)
