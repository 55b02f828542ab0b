"""What a listener can be told, per protocol: one row a field, with the words of the request, default and bounds.

Source: the request parameters of CreateLoadBalancer{TCP,UDP,HTTP,HTTPS}Listener and SetLoadBalancer...Attribute
(API reference of Classic Load Balancer) and their defaults in the provider (resource_alicloud_slb_listener.go).
"""

from dataclasses import dataclass

from yett_emulator.call import Call
from yett_emulator.slb import refusals
from yett_emulator.store import Record

ON_OFF = ("on", "off")
CODES = ("http_2xx", "http_3xx", "http_4xx", "http_5xx")
TLS_POLICIES = (
    "tls_cipher_policy_1_0",
    "tls_cipher_policy_1_1",
    "tls_cipher_policy_1_2",
    "tls_cipher_policy_1_2_strict",
    "tls_cipher_policy_1_2_strict_with_1_3",
)


@dataclass(frozen=True, slots=True)
class Number:
    """An integer within low..high, inclusive, or one of `also`; a JSON number in answers."""

    name: str
    low: int
    high: int
    default: int | None = None
    also: tuple[int, ...] = ()
    asked_as: tuple[str, ...] = ()

    def read(self, text: str) -> int:
        value = int(text) if text.lstrip("-").isdigit() else None
        if value is None or not (self.low <= value <= self.high or value in self.also):
            raise self.refusal(text)
        return value

    def refusal(self, text: str) -> Exception:
        if self.name == "Bandwidth":
            return refusals.BANDWIDTH_INVALID()
        return refusals.bad(f"The specified {self.name} {text} is not valid; allowed: {self.low}..{self.high}.")


@dataclass(frozen=True, slots=True)
class Text:
    """Words: one of `allowed` (each of a comma-separated list when `many`), or at most `longest` characters."""

    name: str
    default: str | None = None
    allowed: tuple[str, ...] = ()
    many: bool = False
    longest: int = 256
    asked_as: tuple[str, ...] = ()

    def read(self, text: str) -> str:
        parts = text.split(",") if self.many else [text]
        if self.allowed and not set(parts) <= set(self.allowed):
            raise refusals.bad(f"The specified {self.name} {text} is not valid; allowed: {', '.join(self.allowed)}.")
        if len(text) > self.longest:
            raise refusals.bad(f"The specified {self.name} is not valid; at most {self.longest} characters.")
        return text


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false; a JSON boolean in answers."""

    name: str
    default: bool = False
    asked_as: tuple[str, ...] = ()

    def read(self, text: str) -> bool:
        if text.lower() not in ("true", "false"):
            raise refusals.bad(f"The specified {self.name} {text} is not valid; allowed: true, false.")
        return text.lower() == "true"


Field = Number | Text | Flag

COMMON: tuple[Field, ...] = (
    Number("BackendServerPort", 1, 65535),
    Number("Bandwidth", 1, 5120, default=-1, also=(-1,)),
    Text("Description", ""),
    Text("VServerGroupId", ""),
    Text("AclStatus", "off", ON_OFF),
    Text("AclType", "", ("white", "black")),
    Text("AclId", ""),
)
CHECK: tuple[Field, ...] = (
    # -520 is the cloud's word for "the backend server's own port"
    Number("HealthCheckConnectPort", 1, 65535, also=(-520, 0)),
    Number("HealthyThreshold", 1, 10, default=3),
    Number("UnhealthyThreshold", 1, 10, default=3),
)
HTTP_CHECK: tuple[Field, ...] = (
    Text("HealthCheckDomain", "", longest=80),
    Text("HealthCheckURI", "/", longest=80),
    Text("HealthCheckHttpCode", "http_2xx", CODES, many=True),
    Text("HealthCheckMethod", "head", ("head", "get")),
)
LAYER_4: tuple[Field, ...] = (
    *COMMON,
    *CHECK,
    Text("MasterSlaveServerGroupId", ""),
    Flag("ProxyProtocolV2Enabled"),
    Text("HealthCheck", "on", ON_OFF, asked_as=("HealthCheckSwitch",)),
    Number("HealthCheckConnectTimeout", 1, 300, default=5),
)
LAYER_7: tuple[Field, ...] = (
    *COMMON,
    *CHECK,
    *HTTP_CHECK,
    Text("Scheduler", "wrr", ("wrr", "wlc", "rr")),
    Text("HealthCheck", "on", ON_OFF),
    Number("HealthCheckTimeout", 1, 300, default=5),
    Number("HealthCheckInterval", 1, 50, default=2),
    Text("StickySession", "off", ON_OFF),
    Text("StickySessionType", None, ("insert", "server")),
    Number("CookieTimeout", 1, 86400),
    Text("Cookie", None, longest=200),
    Text("Gzip", "on", ON_OFF),
    Number("IdleTimeout", 1, 60, default=15),
    Number("RequestTimeout", 1, 180, default=60),
    Text("XForwardedFor", "on", ON_OFF),
    Text("XForwardedFor_ClientSrcPort", "off", ON_OFF),
    Text("XForwardedFor_SLBID", "off", ON_OFF),
    Text("XForwardedFor_SLBIP", "off", ON_OFF),
    Text("XForwardedFor_SLBPORT", "off", ON_OFF),
    Text("XForwardedFor_proto", "off", ON_OFF),
)
FIELDS: dict[str, tuple[Field, ...]] = {
    "tcp": (
        *LAYER_4,
        *HTTP_CHECK,
        Text("Scheduler", "wrr", ("wrr", "wlc", "rr", "sch", "tch")),
        Number("HealthCheckInterval", 1, 50, default=2, asked_as=("HealthCheckInterval", "healthCheckInterval")),
        Text("HealthCheckType", "tcp", ("tcp", "http")),
        Number("EstablishedTimeout", 10, 900, default=900),
        Number("PersistenceTimeout", 0, 3600, default=0),
        Text("ConnectionDrain", "off", ON_OFF),
        Number("ConnectionDrainTimeout", 10, 900),
        Text("SynProxy", "disable", ("enable", "disable")),
    ),
    "udp": (
        *LAYER_4,
        Text("Scheduler", "wrr", ("wrr", "wlc", "rr", "sch", "tch", "qch")),
        Number("HealthCheckInterval", 1, 50, default=2, asked_as=("HealthCheckInterval", "healthCheckInterval")),
        Text("HealthCheckReq", "", longest=64, asked_as=("healthCheckReq", "HealthCheckReq")),
        Text("HealthCheckExp", "", longest=64, asked_as=("healthCheckExp", "HealthCheckExp")),
    ),
    "http": (
        *LAYER_7,
        Text("ListenerForward", "off", ON_OFF),
        Number("ForwardPort", 1, 65535),
    ),
    "https": (
        *LAYER_7,
        Text("ServerCertificateId", ""),
        Text("CACertificateId", ""),
        Text("EnableHttp2", "on", ON_OFF),
        Text("TLSCipherPolicy", "tls_cipher_policy_1_0"),
        Text("XForwardedFor_ClientCertClientVerify", "off", ON_OFF),
        Text("XForwardedFor_ClientCertFingerprint", "off", ON_OFF),
        Text("XForwardedFor_ClientCertIssuerDN", "off", ON_OFF),
        Text("XForwardedFor_ClientCertSubjectDN", "off", ON_OFF),
    ),
}
PROTOCOLS = tuple(FIELDS)


def given(call: Call, protocol: str) -> Record:
    """The fields that the call sets; empty texts set nothing, words of other protocols are ignored.

    The provider sends one request for all protocols, with IdleTimeout=0 and StickySession="" on tcp listeners.
    """
    found: Record = {}
    for field in FIELDS[protocol]:
        for name in field.asked_as or (field.name,):
            if text := call.text(name):
                found[field.name] = field.read(text)
    return found


def defaults(protocol: str) -> Record:
    return {field.name: field.default for field in FIELDS[protocol] if field.default is not None}
