"""Noise by the megabyte: files that are no JSON, JSON that is no snapshot, and snapshots that hold nothing but junk."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from yett_policies.snapshot.touching import TOUCHING, why_it_touches
from yett_policies.snapshot.types import MODELLED

JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "junk",
    "\x00",
    "0.0.0.0/0",
    "70000/1",
    [],
    {},
    [[]],
    {"a": [1]},
)
WORDS = (
    "cidr_block",
    "cidr_ip",
    "type",
    "policy",
    "port_range",
    "priority",
    "security_group_id",
    "security_groups",
    "id",
    "instance_id",
    "allocation_id",
    "internet_max_bandwidth_out",
    "network_interfaces",
    "servers",
    "acl_ids",
    "listener_port",
    "load_balancer_id",
    "ingress_acl_entries",
    "resources",
    "entry_list",
    "vpc_id",
    "vswitch_id",
    "ip_address",
    "spec",
)
STRANGE = [name for name in (kind.rstrip("_") + "_x" for kind in TOUCHING) if why_it_touches(name)]
"""Types that touch exposure and are not modelled."""


def filled(path: Path, size: int, head: str, parts: Iterator[str], tail: str, between: str = "") -> Path:
    """A file of at least `size` bytes: a head, as many parts as it takes, and a tail."""
    with path.open("w", encoding="utf-8") as stream:
        written = stream.write(head)
        while written < size:
            written += stream.write((between if written > len(head) else "") + next(parts))
        stream.write(tail)
    return path


def random_bytes(path: Path, size: int) -> Path:
    path.write_bytes(Random(1).randbytes(size))
    return path


def nested(path: Path, size: int) -> Path:
    """Brackets within brackets."""
    return filled(path, size, "", cycle(['{"a":[' * 1000]), "")


def one_text(path: Path, size: int) -> Path:
    """One string without an end in sight."""
    return filled(path, size, '{"deployment": "', cycle(["x" * 4096]), '"}')


def other_json(path: Path, size: int) -> Path:
    """Well-formed, and none of the formats."""
    return filled(path, size, "[", cycle(["0"]), "]", ",")


def cut(path: Path, size: int) -> Path:
    """A state that breaks off in the middle."""
    return filled(path, size, '{"deployment": {"resources": [', map(json.dumps, junk(2)), "", ",")


def state_of_junk(path: Path, size: int) -> Path:
    """A state in which every resource has a type that exists and not one value that fits."""
    head = '{"format_version": "1.0", "values": {"root_module": {"resources": ['
    return filled(path, size, head, map(json.dumps, junk(3)), "]}}}", ",")


def state_of_strangers(path: Path, size: int) -> Path:
    """A state of types that touch exposure and that nobody models, each with much in it."""
    head = '{"format_version": "1.0", "values": {"root_module": {"resources": ['
    return filled(path, size, head, map(json.dumps, strangers()), "]}}}", ",")


def junk(seed: int) -> Iterator[dict[str, Any]]:
    chance, kinds = Random(seed), sorted(MODELLED)
    for number in range(1 << 60):
        kind = chance.choice(kinds)
        values = {word: chance.choice(JUNK) for word in chance.sample(WORDS, 12)} | {"id": f"id-{number}"}
        yield entry(kind, number, values | {"pad": "x" * 400})


def strangers() -> Iterator[dict[str, Any]]:
    for number, kind in enumerate(cycle(STRANGE)):
        yield entry(kind, number, {"id": f"id-{number}", "deep": [{"pad": "x" * 100}] * 40})


def entry(kind: str, number: int, values: dict[str, Any]) -> dict[str, Any]:
    address = f"{kind}.r{number}"
    return {"address": address, "mode": "managed", "type": kind, "name": f"r{number}", "values": values}


Noise = Callable[[Path, int], Path]
REFUSED: tuple[Noise, ...] = (random_bytes, nested, one_text, other_json, cut)
READ: tuple[Noise, ...] = (state_of_junk, state_of_strangers)
