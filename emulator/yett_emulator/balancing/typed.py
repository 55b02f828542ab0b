"""Parameters arrive as text; answers are typed JSON: `typed({"Weight": "7"})` -> `{"Weight": 7}`."""

from typing import Any

NUMBERS = frozenset(
    {
        "ConnectionDrainTimeout",
        "CookieTimeout",
        "Cps",
        "HealthCheckConnectPort",
        "HealthCheckConnectTimeout",
        "HealthCheckInterval",
        "HealthCheckTimeout",
        "HealthyThreshold",
        "IdleTimeout",
        "ListenerPort",
        "MaxAge",
        "Mss",
        "Order",
        "PerIpQps",
        "Port",
        "Priority",
        "QPS",
        "RequestTimeout",
        "SlowStartDuration",
        "Timeout",
        "TracingSample",
        "UnhealthyThreshold",
        "Weight",
    }
)
WORDS = frozenset({"RedirectConfig"})
"""Objects whose fields are all text: a redirect's port may be `${port}`."""


def typed(value: Any, name: str = "") -> Any:
    """Numbers and booleans by the names of the API; lists and objects throughout.

    >>> typed({"HealthCheckEnabled": "true", "Port": "80", "RedirectConfig": {"Port": "443"}})
    {'HealthCheckEnabled': True, 'Port': 80, 'RedirectConfig': {'Port': '443'}}
    """
    if isinstance(value, dict):
        return {key: item if name in WORDS else typed(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item, name) for item in value]
    if name == "Enabled" or name.endswith("Enabled"):
        return str(value).lower() == "true"
    if name in NUMBERS and str(value).lstrip("-").isdigit():
        return int(value)
    return value
