"""Secrets never reach a log or the state file: `redacted({"Password": "x"})` keeps the name and hides the value."""

import re
from typing import Any

SECRET = re.compile(
    r"PrivateKey|Password|Passwd|Secret|^Signature$|UserData|CommandContent|^Parameters$|SecurityToken|BearerToken|Credential",
    re.I,
)
HIDDEN = "***"


def redacted(params: dict[str, str]) -> dict[str, str]:
    """`Key` by itself is a certificate's private key; a tag's is `Tag.1.Key`."""
    return {name: HIDDEN if SECRET.search(name) or name == "Key" else value for name, value in params.items()}


def holds_secret(value: Any) -> bool:
    """Whether an answer carries something secret, a key pair's private half for example."""
    if isinstance(value, dict):
        return any(SECRET.search(name) or holds_secret(item) for name, item in value.items())
    return isinstance(value, list) and any(holds_secret(item) for item in value)
