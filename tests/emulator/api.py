"""A client of the emulator that speaks plain RPC style and signs: `Api(handle, VPC)("CreateVpc", CidrBlock=...)`."""

import base64
import hashlib
import hmac
import http.client
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from yett_emulator.handle import EmulatorHandle

VPC, ECS, SLB, PEER, STS = "2016-04-28", "2014-05-26", "2014-05-15", "2022-01-01", "2015-04-01"
LOCATION, BSS, RESOURCE_MANAGER = "2015-06-12", "2017-12-14", "2020-03-31"


class RefusedError(Exception):
    """An answer that is no 200."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status, self.code, self.message, self.body = status, body["Code"], body["Message"], body
        super().__init__(f"{status} {self.code}: {self.message}")


@dataclass(frozen=True)
class Api:
    """One product's version on one emulator."""

    handle: EmulatorHandle
    version: str

    def __call__(self, action: str, **params: Any) -> dict[str, Any]:
        """Call an action; nested parameters are given as they are meant: `Tag=[{"Key": "a"}]`."""
        region = {"RegionId": params.pop("RegionId", "cn-hangzhou")}
        status, body = self.send({"Action": action, "Version": self.version, **region, **flat("", params)})
        if status != 200:
            raise RefusedError(status, body)
        return body

    def refused(self, action: str, **params: Any) -> RefusedError:
        """The refusal of a call that must be refused."""
        try:
            answer = self(action, **params)
        except RefusedError as refusal:
            return refusal
        raise AssertionError(f"{action} was not refused: {answer}")

    def code(self, action: str, **params: Any) -> str:
        return str(self.refused(action, **params).code)

    def send(self, params: dict[str, str], method: str = "POST") -> tuple[int, dict[str, Any]]:
        settings = self.handle.settings
        complete = signed({**common(settings.access_key), **params}, settings.secret_key, method)
        return post(self.handle, method, urlencode(complete))


def post(handle: EmulatorHandle, method: str, form: str) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection(handle.settings.host, handle.settings.port, timeout=30)
    try:
        if method == "POST":
            connection.request("POST", "/", form, {"content-type": "application/x-www-form-urlencoded"})
        else:
            connection.request(method, f"/?{form}")
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def common(key: str) -> dict[str, str]:
    return {
        "Format": "JSON",
        "AccessKeyId": key,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": str(uuid.uuid4()),
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def signed(params: dict[str, str], secret: str, method: str = "POST") -> dict[str, str]:
    query = "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted(params.items()))
    text = f"{method}&%2F&{quote(query, safe='~')}"
    digest = hmac.new(f"{secret}&".encode(), text.encode(), hashlib.sha1).digest()
    return {**params, "Signature": base64.b64encode(digest).decode()}


def flat(path: str, value: Any) -> dict[str, str]:
    """`{"Tag": [{"Key": "a"}]}` -> `{"Tag.1.Key": "a"}`."""
    if isinstance(value, dict):
        parts = [flat(f"{path}.{name}" if path else name, item) for name, item in value.items()]
    elif isinstance(value, list):
        parts = [flat(f"{path}.{number}", item) for number, item in enumerate(value, 1)]
    else:
        return {} if value is None else {path: str(value).lower() if isinstance(value, bool) else str(value)}
    return {name: item for part in parts for name, item in part.items()}
