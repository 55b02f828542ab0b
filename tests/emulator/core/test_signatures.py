"""Who may call: each style's signature, right and wrong."""

import base64
import hashlib
import hmac
import http.client
import json
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest

from tests.emulator.api import VPC, common, post, signed
from yett_emulator.handle import EmulatorHandle

CALL = {"Action": "DescribeVpcs", "Version": VPC, "RegionId": "cn-hangzhou"}
SIGN = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}


def rpc(emulator: EmulatorHandle, **changes: str) -> tuple[int, str]:
    """Status and code of a call whose parameters are changed before it is signed."""
    params = {**common(emulator.settings.access_key), **CALL, **changes}
    return answered(emulator, signed(params, emulator.settings.secret_key))


def answered(emulator: EmulatorHandle, params: dict[str, str]) -> tuple[int, str]:
    status, body = post(emulator, "POST", urlencode(params))
    return status, body.get("Code", "")


def test_a_signed_call_is_served(emulator: EmulatorHandle) -> None:
    assert rpc(emulator) == (200, "")


def test_hmac_sha256_is_served(emulator: EmulatorHandle) -> None:
    params = {**common(emulator.settings.access_key), **CALL, "SignatureMethod": "HMAC-SHA256"}
    query = "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted(params.items()))
    text = f"POST&%2F&{quote(query, safe='~')}"
    digest = hmac.new(f"{emulator.settings.secret_key}&".encode(), text.encode(), hashlib.sha256).digest()
    assert answered(emulator, {**params, "Signature": base64.b64encode(digest).decode()}) == (200, "")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"AccessKeyId": "somebody"}, 404, "InvalidAccessKeyId.NotFound"),
        ({"AccessKeyId": ""}, 400, "MissingAccessKeyId"),
        ({"SignatureMethod": "HMAC-SM3"}, 400, "UnsupportedSignatureMethod"),
        ({"Timestamp": "yesterday"}, 400, "InvalidTimeStamp.Format"),
        ({"Timestamp": "2020-01-01T00:00:00Z"}, 400, "InvalidTimeStamp.Expired"),
    ],
)
def test_a_call_that_nobody_of_ours_made_is_refused(
    emulator: EmulatorHandle, changes: dict[str, str], status: int, code: str
) -> None:
    assert rpc(emulator, **changes) == (status, code)


def test_a_clock_a_quarter_of_an_hour_off_is_too_far(emulator: EmulatorHandle) -> None:
    for minutes, code in ((-14, ""), (14, ""), (-16, "InvalidTimeStamp.Expired"), (16, "InvalidTimeStamp.Expired")):
        stamp = (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert rpc(emulator, Timestamp=stamp)[1] == code


def test_another_secret_does_not_match(emulator: EmulatorHandle) -> None:
    params = signed({**common(emulator.settings.access_key), **CALL}, "not-the-secret")
    assert answered(emulator, params) == (400, "SignatureDoesNotMatch")


def test_a_parameter_changed_on_the_way_does_not_match(emulator: EmulatorHandle) -> None:
    params = signed({**common(emulator.settings.access_key), **CALL}, emulator.settings.secret_key)
    assert answered(emulator, {**params, "RegionId": "cn-beijing"}) == (400, "SignatureDoesNotMatch")
    assert answered(emulator, {**params, "VpcId": "vpc-x"}) == (400, "SignatureDoesNotMatch")
    del params["Signature"]
    assert answered(emulator, params) == (400, "MissingParameter.Signature")


def test_a_request_may_be_sent_again_as_it_is(emulator: EmulatorHandle) -> None:
    params = signed({**common(emulator.settings.access_key), **CALL}, emulator.settings.secret_key)
    assert [answered(emulator, params) for _ in range(2)] == [(200, ""), (200, "")]


def acs3(emulator: EmulatorHandle, **changes: str) -> tuple[int, str]:
    """Status and code of a header-style call; `secret`, `key`, `algorithm`, `body` and headers can be changed."""
    body = changes.pop("body", "")
    names = ("host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version")
    headers = {
        "host": emulator.endpoint,
        "x-acs-action": "DescribeVpcs",
        "x-acs-version": VPC,
        "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": str(uuid.uuid4()),
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
    }
    headers |= {name: value for name, value in changes.items() if name in names}
    lines = "".join(f"{name}:{headers[name]}\n" for name in names)
    joined, query = ";".join(names), "RegionId=cn-hangzhou"
    canonical = f"POST\n/\n{query}\n{lines}\n{joined}\n{headers['x-acs-content-sha256']}"
    text = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    secret = changes.get("secret", emulator.settings.secret_key)
    signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    algorithm, key = changes.get("algorithm", "ACS3-HMAC-SHA256"), changes.get("key", emulator.settings.access_key)
    head = f"{algorithm} Credential={key},SignedHeaders={joined},Signature={signature}"
    return sent(emulator, query, body, {**headers, "authorization": changes.get("authorization", head)})


def sent(emulator: EmulatorHandle, query: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
    connection = http.client.HTTPConnection(emulator.settings.host, emulator.settings.port)
    connection.request("POST", f"/?{query}", body, headers)
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, answer.get("Code", "")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({}, 200, ""),
        ({"key": "somebody"}, 404, "InvalidAccessKeyId.NotFound"),
        ({"secret": "not-the-secret"}, 400, "SignatureDoesNotMatch"),
        ({"algorithm": "ACS3-HMAC-SM3"}, 400, "UnsupportedSignatureMethod"),
        ({"authorization": "Basic abc"}, 400, "IncompleteSignature"),
        ({"body": "VpcId=vpc-x"}, 400, "SignatureDoesNotMatch"),
        ({"x-acs-date": "2020-01-01T00:00:00Z"}, 400, "InvalidTimeStamp.Expired"),
        ({"x-acs-action": "Nonsense"}, 404, "InvalidAction.NotFound"),
    ],
)
def test_the_header_style_is_checked_as_well(
    emulator: EmulatorHandle, changes: dict[str, str], status: int, code: str
) -> None:
    assert acs3(emulator, **changes) == (status, code)
