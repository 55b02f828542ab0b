"""Requests as data: `of(VpcId="$vpc")` is a request of constants and of what earlier steps kept."""

from typing import Any

from tests.emulator.conformance import Kept

REGION = "cn-hangzhou"
TAG = [{"Key": "stack", "Value": "dev"}]


def of(**wanted: Any) -> Any:
    """A request of constants and of `"$name"` references to what was kept."""

    def request(kept: Kept) -> dict[str, Any]:
        return {"RegionId": REGION, **filled(wanted, kept)}

    return request


def filled(value: Any, kept: Kept) -> Any:
    if isinstance(value, dict):
        return {name: filled(item, kept) for name, item in value.items()}
    if isinstance(value, list):
        return [filled(item, kept) for item in value]
    return kept[value[1:]] if isinstance(value, str) and value.startswith("$") else value
