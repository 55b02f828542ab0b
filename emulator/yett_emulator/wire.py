"""An HTTP request as the cloud's gateway reads it: `Request(...).flat` is query and form merged, lists still flat.

Three dialects are understood: Action in query or form (SDK v1, tea-rpc), Action in the `x-acs-action` header
(darabonba), and a JSON body in place of a form.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from yett_emulator.errors import CloudError


@dataclass(frozen=True)
class Request:
    """Method, path, headers with lower-case names, raw query string and raw body."""

    method: str
    path: str
    headers: Mapping[str, str]
    query_string: str
    body: bytes

    @cached_property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.query_string, keep_blank_values=True))

    @cached_property
    def form(self) -> dict[str, str]:
        if not self.body:
            return {}
        text = decoded(self.body)
        if "json" in self.headers.get("content-type", ""):
            return dict(flattened("", parsed_json(text)))
        return dict(parse_qsl(text, keep_blank_values=True))

    @cached_property
    def flat(self) -> dict[str, str]:
        return self.query | self.form

    @property
    def action(self) -> str:
        return self.headers.get("x-acs-action") or self.flat.get("Action", "")

    @property
    def version(self) -> str:
        return self.headers.get("x-acs-version") or self.flat.get("Version", "")

    @property
    def host(self) -> str:
        return self.headers.get("host", "")


def decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise CloudError("InvalidParameter", "The request body is not valid UTF-8.") from None


def parsed_json(text: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        raise CloudError("InvalidParameter", "The request body is not valid JSON.") from None
    if not isinstance(value, dict):
        raise CloudError("InvalidParameter", "The request body is not a JSON object.")
    return value


def flattened(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """`{"Tag": [{"Key": "a"}]}` -> `("Tag.1.Key", "a")`: JSON put in the form of the RPC style."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from flattened(f"{path}.{name}" if path else name, item)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from flattened(f"{path}.{number}", item)
    elif value is not None:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)
