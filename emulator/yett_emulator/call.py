"""One API call as an operation sees it: `call.required("VpcId")`, `call.items("Tag")`, never HTTP.

An operation is a plain function `Call -> Answer`; it raises `CloudError` to refuse. The server has already merged
query and form, checked the signature and the parameter names, and opened the store's transaction.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yett_emulator.errors import CloudError, invalid, missing
from yett_emulator.store import Record, Store

Answer = dict[str, Any]
Operation = Callable[["Call"], Answer]


@dataclass(frozen=True, slots=True)
class Settings:
    """What one emulated account looks like to its clients."""

    account_id: str = "1234567890123456"
    access_key: str = "yett-emulator"
    secret_key: str = "yett-emulator-secret"  # noqa: S105 - a loopback account that guards nothing
    region: str = "cn-hangzhou"
    host: str = "127.0.0.1"
    port: int = 0
    latency: float = 0.0
    """Seconds that a pending state lasts."""
    quotas: dict[str, int] = field(default_factory=dict)
    """Limits that differ from the defaults in `quotas.py`, by name."""

    @property
    def endpoint(self) -> str:
        """`host:port`, as clients write it; an IPv6 address stands in brackets."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Call:
    """Action, its parameters (flattened lists and maps unfolded again) and the account it acts on."""

    product: str
    version: str
    action: str
    params: Record
    store: Store
    settings: Settings

    @property
    def now(self) -> float:
        """Seconds since the epoch, by the store's clock."""
        return self.store.clock()

    def later(self, kind: str, key: str, change: Record | None) -> None:
        """The record takes the change, or is gone when it is None, after the settings' latency."""
        self.store.schedule(kind, key, self.settings.latency, change)

    @property
    def region(self) -> str:
        return self.text("RegionId") or self.settings.region

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text; the default when it is absent, empty or the provider's `<nil>`."""
        value = self.params.get(name)
        return default if value in (None, "", "<nil>") else str(value)

    def required(self, name: str) -> str:
        if not (value := self.text(name)):
            raise missing(name)
        return value

    def listed(self, name: str) -> list[Any]:
        """`items` of a list that is mandatory."""
        if not (found := self.items(name)):
            raise missing(name)
        return found

    def has(self, name: str) -> bool:
        return name in self.params

    def number(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """An integer within low..high, inclusive."""
        text = self.text(name)
        if not text:
            return default
        if not re.fullmatch(r"-?\d+", text) or not within(int(text), low, high):
            raise invalid(
                name, text, f"an integer {low if low is not None else ''}..{high if high is not None else ''}"
            )
        return int(text)

    def flag(self, name: str, default: bool = False) -> bool:
        """`true` and `false` in any case."""
        text = self.text(name).lower()
        if text not in ("", "true", "false"):
            raise invalid(name, text, "true, false")
        return default if not text else text == "true"

    def choice(self, name: str, allowed: tuple[str, ...], default: str = "") -> str:
        value = self.text(name, default)
        if value and value not in allowed:
            raise invalid(name, value, ", ".join(allowed))
        return value

    def items(self, name: str) -> list[Any]:
        """A flattened list (`Tag.1.Key`), or one value as a list of one, or nothing."""
        value = self.params.get(name)
        if value in (None, ""):
            return []
        return value if isinstance(value, list) else [value]

    def objects(self, name: str) -> list[Record]:
        """A flattened list of objects (`Resource.1.ResourceId`); anything else in it is refused."""
        found = self.items(name)
        for one in found:
            if not isinstance(one, dict):
                raise invalid(name, one, f"objects, flattened as {name}.1.…")
        return found

    def texts(self, name: str) -> list[str]:
        return [str(item) for item in self.items(name)]

    def listed_names(self, name: str) -> list[str]:
        """`names` of a list that is mandatory."""
        if not (found := self.names(name)):
            raise missing(name)
        return found

    def parsed(self, name: str) -> Any:
        """JSON inside a string; also the provider's single-quoted lists (slb_backend_server, DeleteRules)."""
        return parse_loose_json(name, self.text(name))

    def names(self, name: str) -> list[str]:
        """Ids however they come: flattened, a JSON list in a string, or comma-separated."""
        values = self.texts(name)
        if len(values) != 1:
            return values
        text = values[0].strip()
        listed = parse_loose_json(name, text) if text.startswith("[") else text.split(",")
        return [str(item).strip() for item in listed if str(item).strip()]


def parse_loose_json(name: str, text: str) -> Any:
    if not text:
        return []
    for candidate in (text, text.replace("'", '"')):
        try:
            return json.loads(candidate)
        except ValueError:
            continue
    raise CloudError(f"InvalidParameter.{name}", f"The specified {name} is not valid JSON.")


def within(value: int, low: int | None, high: int | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def unfold(flat: dict[str, str]) -> Record:
    """`{"Tag.1.Key": "a"}` -> `{"Tag": [{"Key": "a"}]}`; all-digit levels become lists in numeric order.

    >>> unfold({"Tag.1.Key": "a", "Tag.1.Value": "b", "Id.2": "y", "Id.1": "x", "SystemDisk.Size": "40"})
    {'Tag': [{'Key': 'a', 'Value': 'b'}], 'Id': ['x', 'y'], 'SystemDisk': {'Size': '40'}}
    """
    root: Record = {}
    for path, value in flat.items():
        *parents, leaf = path.split(".")
        level = root
        for part in parents:
            below = level.setdefault(part, {})
            level = below if isinstance(below, dict) else {}
        level[leaf] = value
    return {name: as_lists(value) for name, value in root.items()}


def as_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: as_lists(item) for name, item in value.items()}
    if inner and all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
