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
    for name in flat:
        if name and name not in EVERYWHERE and not is_known(service.product, action, pattern(name)):
            raise CloudError("UnsupportedParameter", f'The parameter "{name}" is not supported by {action}.')


@cache
def is_known(product: str, action: str, name: str) -> bool:
    """Whether the SDK has the parameter, or the provider may send it: then it is made of words that are known."""
    shape = shapes(product)[action]
    if name in shape["parameters"]:
        return True
    words = set(name.split(".")) - {"N"}
    extra = set(shape["extra"])
    return bool(words & extra) and words <= extra | {part for known in shape["parameters"] for part in known.split(".")}


def pattern(name: str) -> str:
    """`Tag.1.Key` -> `Tag.N.Key`."""
    return re.sub(r"\.\d+(?=\.|$)", ".N", name)
