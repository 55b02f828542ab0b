"""Names of instances that are made together: `in_turn("web[1,3]-x", 2, False)` -> `web003-x`.

Source: help.aliyun.com, ECS, specify sequential instance names or hostnames (document 196048).
"""

import re

from yett_emulator.errors import CloudError

ORDERED = re.compile(r"(?P<prefix>[^\[\]]*)\[(?P<begin>\d*),(?P<bits>\d*)\](?P<suffix>[^\[\]]*)$")


def in_turn(pattern: str, index: int, unique: bool) -> str:
    """The name of instance number `index` (from 0) of its batch.

    >>> in_turn("web[7,3]-a", 1, False), in_turn("web", 0, True), in_turn("web", 5, False)
    ('web008-a', 'web001', 'web')
    """
    ordered = ORDERED.match(pattern)
    if ordered:
        width = int(ordered["bits"] or 6)
        number = f"{int(ordered['begin'] or 0) + index:0{width}d}"
        tail = f"{index + 1:03d}" if unique and ordered["suffix"] else ""
        return f"{ordered['prefix']}{number}{ordered['suffix']}{tail}"
    return f"{pattern}{index + 1:03d}" if unique and pattern else pattern


def checked_instance_name(name: str) -> str:
    """2..128 characters that start with a letter, no URL; none is fine."""
    if name and (not 2 <= len(name) <= 128 or not name[0].isalpha() or name.startswith(("http://", "https://"))):
        raise CloudError(
            "InvalidInstanceName.Malformed", f'The specified parameter "InstanceName" {name!r} is not valid.'
        )
    return name


def checked_host_name(name: str) -> str:
    """Letters, digits and hyphens between dots; 2..64 characters."""
    if name and (not 2 <= len(name) <= 64 or not re.fullmatch(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*", name)):
        raise CloudError("InvalidHostName.Malformed", f'The specified parameter "HostName" {name!r} is not valid.')
    return name
