"""Parameters as what they are: `given(call, TEXTS, NUMBERS, FLAGS)` is what a call says of them, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any

from yett_emulator.call import Call
from yett_emulator.ecs.values import decimal, truth, whole
from yett_emulator.store import Record

Bounds = Mapping[str, tuple[int, int]]


def given(call: Call, texts: Iterable[str] = (), numbers: Bounds | None = None, flags: Iterable[str] = ()) -> Record:
    """What is said, by name: a text may be said to be empty, a number keeps within its bounds."""
    bounds = numbers or {}
    return {
        **{name: call.text(name) for name in texts if call.has(name)},
        **{name: call.number(name, 0, *bounds[name]) for name in bounds if call.text(name)},
        **{name: call.flag(name) for name in flags if call.text(name)},
    }


def shaped(said: Mapping[str, Any], numbers: Iterable[str] = (), flags: Iterable[str] = ()) -> Record:
    """An object inside a request, with its numbers and flags as such.

    >>> shaped({"Size": "40", "Encrypted": "true", "Category": "cloud"}, ("Size",), ("Encrypted",))
    {'Size': 40, 'Encrypted': True, 'Category': 'cloud'}
    """
    return {
        **said,
        **{name: whole(said, name) for name in numbers if said.get(name) not in (None, "")},
        **{name: truth(said, name) for name in flags if said.get(name) not in (None, "")},
    }


def measured(said: Mapping[str, Any], names: Iterable[str]) -> Record:
    """An object with its decimals as such."""
    return {**said, **{name: decimal(said, name) for name in names if said.get(name) not in (None, "")}}
