"""What a request may carry: `check_names(service, action, flat)` refuses parameters that the action does not have.

The tables in `shapes/*.json` are made by `scripts/update-shapes` from the official SDK's models, and from what the
real provider sends beyond them.
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from yett_emulator.errors import CloudError
from yett_emulator.service import Service

EVERYWHERE = frozenset(
    [
        "Action",
        "Version",
        "Format",
        "AccessKeyId",
        "Signature",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureVersion",
        "SignatureType",
        "Timestamp",
        "SecurityToken",
        "BearerToken",
        "RegionId",
        "ClientToken",
        "DryRun",
        "OwnerId",
        "OwnerAccount",
        "ResourceOwnerId",
        "ResourceOwnerAccount",
        "SourceIp",
        "SecureTransport",
        "AcceptLanguage",
    ]
)
"""Parameters of every action: the gateway's own, and those the provider adds to any request."""


@cache
def shapes(product: str) -> dict[str, Any]:
    """Action -> shape of a product; empty for a product that has no table."""
    source = files("yett_emulator").joinpath("shapes", f"{product.lower()}.json")
    return dict(json.loads(source.read_text())["actions"]) if source.is_file() else {}


def check_names(service: Service, action: str, flat: dict[str, str]) -> None:
    shape = shapes(service.product).get(action)
    if shape is None:
        return
    known = allowed(service.product, action)
    for name in flat:
        if name and name not in EVERYWHERE and pattern(name) not in known:
            raise CloudError("UnsupportedParameter", f'The parameter "{name}" is not supported by {action}.')


@cache
def allowed(product: str, action: str) -> frozenset[str]:
    shape = shapes(product)[action]
    return frozenset(shape["parameters"]) | frozenset(shape.get("extra", ()))


def pattern(name: str) -> str:
    """`Tag.1.Key` -> `Tag.N.Key`."""
    return re.sub(r"\.\d+(?=\.|$)", ".N", name)
