"""A pool where it stands in a YAML file, so that the ports it chose can be written down beside its services.

Only the entries of services change: comments, order and everything else of the file stay as they are, or nothing is
written at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Optional

import yaml

from yett.errors import SpecError
from yett.port_pool.claims import Claim, claims_of
from yett.port_pool.config import MARK, with_ports
from yett.port_pool.pool import PortPool

KEY = "yett:ports"
"""Where a stack file has its pool."""


@dataclass(frozen=True, slots=True)
class PoolDocument:
    """A stack file with a pool, or a file that is one."""

    name: str
    text: str
    data: Any
    steps: tuple[str, ...]
    """The keys that lead to the pool; none where the file is the pool."""
    pool: PortPool

    @classmethod
    def parse(cls, name: str, text: str) -> "PoolDocument":
        """The document that a text says.

        Raises SpecError for what is no YAML, has no pool, or has one that cannot be meant.
        """
        try:
            data = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise SpecError(name, f"is no YAML: {' '.join(str(error).split())}") from None
        for steps in (("config", KEY), (KEY,), ()):
            found = _inside(data, steps)
            if isinstance(found, Mapping) and (steps or "services" in found):
                return cls(name, text, data, steps, PortPool.parse(found, KEY if steps else name))
        fix = f"write one under {KEY}, with a range and services"
        raise SpecError(name, "has no pool", allowed=f"{KEY} in a stack file, or a range with services", fix=fix)

    def check(self) -> None:
        """Refuse two claims to one port in the file, and ports of the pool's range that it did not hand out.

        Raises SpecError with a line for each.
        """
        self.pool.check(self._claims(), self.steps[-1] if self.steps else self.name)

    def used_at(self) -> dict[str, list[str]]:
        """The config paths that name each service of the pool, in the order of the file."""
        found: dict[str, list[str]] = {name: [] for name in self.pool.services}
        for path, text in _texts(self.data, ""):
            if text.startswith(MARK) and text.removeprefix(MARK) in found:
                found[text.removeprefix(MARK)].append(path)
        return found

    def held(self) -> str:
        """The text with the port of every service written down.

        Raises SpecError where that would change anything else, as with anchors.
        """
        ports = {name: port for name, port in self.pool.ports().items() if name not in self.pool.held()}
        text = self.text
        for start, end, new in sorted(_edits(_services(self.text, self.steps), self.text, ports), reverse=True):
            text = text[:start] + new + text[end:]
        self._check_written(text, ports)
        return text

    def _claims(self) -> list[Claim]:
        config = _inside(self.data, self.steps[:-1])
        parts = config.items() if isinstance(config, Mapping) and self.steps else ()
        found: list[Claim] = []
        for key, value in parts:
            if key != KEY and str(key).startswith("yett:") and isinstance(value, Mapping):
                found += claims_of(with_ports(value, self.pool.ports(), str(key)), path=str(key))
        return found

    def _check_written(self, text: str, ports: Mapping[str, int]) -> None:
        try:
            written = yaml.safe_load(text)
        except yaml.YAMLError:
            written = None
        if written != _expected(self.data, self.steps, ports):
            fix = "write `port:` beside each service by hand"
            raise SpecError(self.name, "cannot be written without changing more than the services", fix=fix)


def _inside(data: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _texts(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _texts(value, f"{path}.{key}" if path else str(key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _texts(value, f"{path}[{number}]")
    elif isinstance(node, str):
        yield path.removeprefix("config."), node


def _expected(data: Any, steps: tuple[str, ...], ports: Mapping[str, int]) -> Any:
    """The data with the ports beside the services."""
    if steps:
        return {**data, steps[0]: _expected(data[steps[0]], steps[1:], ports)}
    said = data["services"]
    services = {str(name): {} for name in said} if isinstance(said, list) else said
    if ports:
        services = {
            name: {**(value or {}), "port": ports[str(name)]} if str(name) in ports else value
            for name, value in services.items()
        }
    return {**data, "services": services if ports else said}


def _services(text: str, steps: tuple[str, ...]) -> Optional[yaml.Node]:
    """Where the services stand in the text."""
    node: Optional[yaml.Node] = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in (*steps, "services"):
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        node = next((value for key, value in pairs if key.value == step), None)
    return node


def _edits(node: Optional[yaml.Node], text: str, ports: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """(from, to, new text) for every service without a port."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield _list_item(item, bool(node.flow_style), text, ports)
        if node.flow_style and node.value:
            yield node.start_mark.index, node.start_mark.index + 1, "{"
            yield node.end_mark.index - 1, node.end_mark.index, "}"
        return
    for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
        if key.value in ports:
            yield _beside(key, value, text, f"port: {ports[key.value]}")


def _list_item(item: yaml.Node, flow: bool, text: str, ports: Mapping[str, int]) -> tuple[int, int, str]:
    """A name of a list becomes a key."""
    start, end = item.start_mark.index, item.end_mark.index
    first = start if flow else text.rindex("-", 0, start)
    return first, end, f"{item.value}: {{port: {ports.get(item.value, 0)}}}"


def _beside(key: yaml.Node, value: yaml.Node, text: str, said: str) -> tuple[int, int, str]:
    """The port beside whatever a service says already."""
    start, end = value.start_mark.index, value.end_mark.index
    if isinstance(value, yaml.MappingNode) and not value.flow_style:
        return start, start, f"{said}\n{' ' * value.start_mark.column}"
    if isinstance(value, yaml.MappingNode):
        return start + 1, start + 1, said if not value.value else f"{said}, "
    colon = "" if ":" in text[key.end_mark.index : end] else ":"
    blank = "" if text[start - 1 : start].isspace() and not colon else " "
    return start, end, f"{colon}{blank}{{{said}}}"
