"""Opening files read and merged: `merged_spec(WebSpec, config, "yett:web", ["openings/web-prod"])`.

What is merged is what was written, so an error in a merged opening names the file and the line's place in it.
"""

import copy
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Optional, TypeVar

import yaml

from yett.errors import SpecError
from yett.port_pool.config import with_ports
from yett.specs.base import Spec
from yett.specs.opening_file import Filed, filed

Found = TypeVar("Found", bound=Spec)


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice: YAML readers keep the last one, and openings would vanish without a word."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            raise yaml.constructor.ConstructorError(None, None, f'the key "{key}" stands twice', node.start_mark)
    found: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def merged_spec(
    kind: type[Found],
    data: Mapping[str, Any],
    where: str,
    paths: Iterable[str],
    ports: Optional[Mapping[str, int]] = None,
) -> Found:
    """The spec of a config together with the openings of files and of every *.yaml of folders.

    `ports` are those of a pool, which config and files name as pool:<service>.
    Raises SpecError; what is wrong with an opening of a file is said with the file's name.
    """
    whole, origins = copy.deepcopy(with_ports(dict(data), ports or {}, where)), {}
    for one in load(paths, ports):
        target = _list_at(whole, one)
        origins[f"{where}.{one.place}[{len(target)}]"] = one.origin
        target.append(dict(one.data))
    try:
        return kind.parse(whole, where)
    except SpecError as error:
        raise _at_origin(error, origins) from None


def load(paths: Iterable[str], ports: Optional[Mapping[str, int]] = None) -> list[Filed]:
    """Every opening of the files and folders, in the order given, a folder's files by name.

    Raises SpecError.
    """
    found = [(str(file), _document(file)) for path in paths for file in _files(path)]
    return [one for name, document in found for one in filed(with_ports(document, ports or {}, name), name)]


def _files(path: str) -> list[Path]:
    found = Path(path)
    if not found.is_dir():
        return [found]
    files = sorted([*found.glob("*.yaml"), *found.glob("*.yml")])
    if not files:
        raise SpecError(path, "the folder holds no opening file", allowed="*.yaml, one file a team")
    return files


def _document(file: Path) -> object:
    try:
        return yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError):
        raise SpecError(str(file), "cannot be read", allowed="a YAML file of openings, or a folder of them") from None
    except yaml.YAMLError as error:
        raise SpecError(str(file), " ".join(str(error).split()), allowed="YAML") from None


def _list_at(data: dict[str, Any], one: Filed) -> list[Any]:
    """The list that an opening belongs to, made where the config has none yet."""
    *way, last = one.place.split(".")
    node: Any = data
    for number, step in enumerate(way):
        node = node.get(step) if isinstance(node, dict) else None
        if not isinstance(node, dict):
            missing = ".".join(way[: number + 1])
            raise SpecError(one.origin, f"the config has no {missing}", fix=f"add {missing} to the stack's config")
    if node.get(last) is None:
        node[last] = []
    if not isinstance(node[last], list):
        raise SpecError(one.origin, f"{one.place} of the config is no list", allowed="a list of openings")
    target: list[Any] = node[last]
    return target


def _at_origin(error: SpecError, origins: Mapping[str, str]) -> SpecError:
    """The same error with the places of merged openings as their files have them."""
    lines = [_told(line, origins) for line in str(error).splitlines()]
    found = SpecError(_told(error.where, origins), fix=error.fix)
    found.args = ("\n".join(lines),)
    return found


def _told(line: str, origins: Mapping[str, str]) -> str:
    for place, origin in origins.items():
        if line.startswith((f"{place}.", f"{place}:")) or line == place:
            return origin + line[len(place) :]
    return line
