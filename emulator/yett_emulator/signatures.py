"""Who is calling: `authenticate(request, settings)` raises unless the configured key pair signed the request.

Sources: help.aliyun.com "V2 RPC request signature" (HMAC-SHA1, HMAC-SHA256) and "V3 request signature"
(ACS3-HMAC-SHA256). A nonce may come again: clients re-send a request as it is when a connection breaks.
"""

import base64
import hashlib
import hmac
import re
import time
from datetime import UTC, datetime
from urllib.parse import quote

from yett_emulator.call import Settings
from yett_emulator.errors import CloudError, missing
from yett_emulator.wire import Request

DIGESTS = {"HMAC-SHA1": hashlib.sha1, "HMAC-SHA256": hashlib.sha256}
ACS3 = "ACS3-HMAC-SHA256"
AUTHORIZATION = re.compile(r"(\S+)\s+Credential=([^,]*),\s*SignedHeaders=([^,]*),\s*Signature=(\S*)")
PATIENCE = 15 * 60
"""Seconds that a request's timestamp may be off, both ways."""


def authenticate(request: Request, settings: Settings) -> None:
    if "authorization" in request.headers:
        check_acs3(request, settings)
    else:
        check_rpc(request, settings)


def check_rpc(request: Request, settings: Settings) -> None:
    params = request.flat
    if not params.get("AccessKeyId"):
        raise CloudError("MissingAccessKeyId", "The input parameter AccessKeyId is mandatory but was not supplied.")
    check_key(params["AccessKeyId"], settings)
    if "Signature" not in params:
        raise missing("Signature")
    check_time(params.get("Timestamp", ""))
    text = rpc_text(request.method, params)
    wanted = rpc_signature(text, settings.secret_key, params.get("SignatureMethod") or "HMAC-SHA1")
    check_equal(wanted, params["Signature"], text)


def check_acs3(request: Request, settings: Settings) -> None:
    found = AUTHORIZATION.fullmatch(request.headers["authorization"].strip())
    if found is None:
        raise CloudError("IncompleteSignature", "The Authorization header is not of the ACS3 form.")
    algorithm, key, names, signature = found.groups()
    if algorithm != ACS3:
        raise CloudError("UnsupportedSignatureMethod", f"The signature algorithm {algorithm} is not {ACS3}.")
    check_key(key, settings)
    check_time(request.headers.get("x-acs-date", ""))
    check_body(request)
    text = acs3_text(request, names.split(";"))
    check_equal(hmac.new(settings.secret_key.encode(), text.encode(), hashlib.sha256).hexdigest(), signature, text)


def check_key(key: str, settings: Settings) -> None:
    if not hmac.compare_digest(key.encode(), settings.access_key.encode()):
        raise CloudError("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404)


def check_time(stamp: str) -> None:
    try:
        sent = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise CloudError(
            "InvalidTimeStamp.Format", f"Specified time stamp {stamp!r} is not of the form 2026-01-02T03:04:05Z."
        ) from None
    if abs(time.time() - sent) > PATIENCE:
        raise CloudError("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")


def check_body(request: Request) -> None:
    claimed = request.headers.get("x-acs-content-sha256", "")
    if claimed and claimed != hashlib.sha256(request.body).hexdigest():
        raise mismatch("the body's SHA-256 is not x-acs-content-sha256")


def check_equal(wanted: str, given: str, text: str) -> None:
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        raise mismatch(f"server string to sign is:{text}")


def mismatch(detail: str) -> CloudError:
    return CloudError(
        "SignatureDoesNotMatch", f"Specified signature is not matched with our calculation. {detail}", 400
    )


def rpc_text(method: str, params: dict[str, str]) -> str:
    """The string that an RPC signature signs: every parameter but the signature itself, sorted and escaped twice."""
    rest = sorted((name, value) for name, value in params.items() if name != "Signature")
    return f"{method}&%2F&{escaped('&'.join(f'{escaped(name)}={escaped(value)}' for name, value in rest))}"


def rpc_signature(text: str, secret: str, algorithm: str) -> str:
    digest = DIGESTS.get(algorithm)
    if digest is None:
        raise CloudError(
            "UnsupportedSignatureMethod", f"The signature method {algorithm} is none of {', '.join(DIGESTS)}."
        )
    return base64.b64encode(hmac.new(f"{secret}&".encode(), text.encode(), digest).digest()).decode()


def acs3_text(request: Request, names: list[str]) -> str:
    """`ACS3-HMAC-SHA256` and the hash of the canonical request."""
    headers = "".join(f"{name}:{request.headers.get(name, '').strip()}\n" for name in names)
    query = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in sorted(request.query.items()))
    payload = request.headers.get("x-acs-content-sha256") or hashlib.sha256(request.body).hexdigest()
    lines = (request.method, request.path or "/", query, headers, ";".join(names), payload)
    return f"{ACS3}\n{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"


def escaped(text: str) -> str:
    return quote(text, safe="~")
