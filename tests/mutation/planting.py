"""Puts a mutant into a process that has imported everything already, so that a mutant costs its tests and nothing else.

A function gets the mutant's code, whoever holds it. What runs on import is run again in the module, and new values
take the place of the old ones wherever they were imported to; functions and classes stay what they are.
"""

import ast
import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutation.mutant import Mutant
from tests.mutation.operators import Edit

OURS = ("yett", "tests", "test_")


class NotPlantedError(Exception):
    """The mutant's place is not in this process: a fault of the tool, or code that nothing imports."""


def plant(mutant: Mutant) -> None:
    """Makes this process run the mutant.

    Raises:
        NotPlantedError: no loaded function has this code.
        Exception: whatever the module raises when it is imported with the edit.
    """
    code = mutant.code()
    if mutant.where:
        swap(mutant, code)
    else:
        run_again(module_of(mutant.module), code)
    for cache in caches():
        cache.cache_clear()


def swap(mutant: Mutant, code: CodeType) -> None:
    """The function's code, and a default that the edit changes; its decorators stay."""
    new = next(part for part in codes(code) if part.co_qualname == mutant.where)
    held = list(functions(module_of(mutant.module), mutant.where))
    if not held:
        raise NotPlantedError(f"{mutant.module}: {mutant.where} is not a function that this process has")
    for function in held:
        function.__code__ = new
        renew_default(function, mutant.edit)


def renew_default(function: FunctionType, edit: Edit) -> None:
    """Defaults are no part of the code: they were worked out when the function was defined."""
    if not (isinstance(edit.owner, ast.arguments) and isinstance(edit.now, ast.Constant) and edit.index is not None):
        return
    if edit.field == "defaults":
        kept = function.__defaults__ or ()
        function.__defaults__ = (*kept[: edit.index], edit.now.value, *kept[edit.index + 1 :])
    else:
        name = edit.owner.kwonlyargs[edit.index].arg
        function.__kwdefaults__ = {**(function.__kwdefaults__ or {}), name: edit.now.value}


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code of every function and class in a module's code."""
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from codes(part)


def functions(module: ModuleType, where: str) -> Iterator[FunctionType]:
    """The function under a decorator, a property or nothing."""
    found: Any = module
    for name in where.split("."):
        found = vars(found).get(name)
    for inner in (found, *(getattr(found, kept, None) for kept in ("__wrapped__", "__func__", "fget", "func"))):
        if isinstance(inner, FunctionType):
            yield inner


def run_again(module: ModuleType, code: CodeType) -> None:
    before = dict(vars(module))
    exec(code, vars(module))
    for name, old in before.items():
        new = vars(module)[name]
        if isinstance(old, type) and new is not old:
            old.__init__ = new.__init__  # type: ignore[misc]
        if isinstance(old, type | FunctionType) or hasattr(old, "cache_clear"):
            setattr(module, name, old)
        elif new is not old:
            renew(name, old, new)


def renew(name: str, old: object, new: object) -> None:
    """The new value wherever the old one was imported to."""
    for module in ours():
        if vars(module).get(name) is old:
            setattr(module, name, new)


def ours() -> list[ModuleType]:
    return [module for name, module in list(sys.modules.items()) if name.startswith(OURS)]


def module_of(path: Path) -> ModuleType:
    for module in ours():
        if getattr(module, "__file__", None) == str(path):
            return module
    raise NotPlantedError(f"{path}: no module of this file is loaded")


def caches() -> list[Any]:
    """Everything of ours that remembers what was computed before."""
    found = (value for module in ours() for value in vars(module).values())
    return [value for value in found if isinstance(value, functools._lru_cache_wrapper)]
