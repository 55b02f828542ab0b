"""Identifiers and times in the cloud's own form: `new_id("vpc")` -> `vpc-bp1k3...`, 17 characters after the prefix."""

import secrets
import string
import uuid
from datetime import UTC, datetime

ALPHABET = string.ascii_lowercase + string.digits


def new_id(prefix: str) -> str:
    """`prefix`-bp1 and 17 random characters, as Hangzhou's resources are called."""
    return f"{prefix}-bp1" + "".join(secrets.choice(ALPHABET) for _ in range(17))


def request_id() -> str:
    return str(uuid.uuid4()).upper()


def timestamp(seconds: float) -> str:
    """`2026-01-02T03:04:05Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def minute(seconds: float) -> str:
    """`2026-01-02T03:04Z`, the form of ECS instance times."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%MZ")
