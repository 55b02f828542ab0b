"""What a client must have in its environment to talk to the emulator instead of the cloud, unchanged.

Read by the Pulumi and Terraform providers (alicloud/provider.go, connectivity/endpoint.go:547), Go's crypto/x509,
OpenSSL and the official SDKs' default credential chain.
"""

from pathlib import Path

from yett_emulator.call import Settings

PRODUCTS = [
    "ECS",
    "VPC",
    "SLB",
    "VPCPEER",
    "STS",
    "LOCATION",
    "BSSOPENAPI",
    "ALB",
    "NLB",
    "ESS",
    "CDN",
    "ACTIONTRAIL",
    "GA",
    "DDOSCOO",
    "LOG",
    "RAM",
    "CAS",
    "KMS",
    "RESOURCEMANAGER",
    "CBN",
]
"""Products whose clients are sent to the emulator; those that it does not serve are refused there, and stay home."""


def environment(settings: Settings, bundle: Path, without_proxy: str = "") -> dict[str, str]:
    """Variables by name, in a fixed order; `without_proxy` is the NO_PROXY that there is, which stays in force."""
    endpoint = settings.endpoint
    return {
        **credentials(settings),
        **{f"ALIBABA_CLOUD_ENDPOINT_{product}": endpoint for product in PRODUCTS},
        **{f"{product}_ENDPOINT": endpoint for product in PRODUCTS},
        **trust(bundle),
        **no_proxy(settings, without_proxy),
        "YETT_EMULATOR_ENDPOINT": f"https://{endpoint}",
    }


def credentials(settings: Settings) -> dict[str, str]:
    return {
        "ALICLOUD_ACCESS_KEY": settings.access_key,
        "ALICLOUD_SECRET_KEY": settings.secret_key,
        "ALICLOUD_REGION": settings.region,
        "ALICLOUD_ACCOUNT_ID": settings.account_id,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": settings.access_key,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": settings.secret_key,
        "ALIBABA_CLOUD_REGION": settings.region,
        "ALIBABA_CLOUD_REGION_ID": settings.region,
        "ALIBABA_CLOUD_ACCOUNT_ID": settings.account_id,
        "ALIBABA_CLOUD_ACCOUNT_TYPE": "Domestic",
    }


def trust(bundle: Path) -> dict[str, str]:
    """The variables that name a file of roots: Go and OpenSSL, then requests, then gRPC and curl users."""
    names = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
    return {name: str(bundle) for name in names}


def no_proxy(settings: Settings, already: str) -> dict[str, str]:
    """The provider compares host and port as one text (tea.go:567), others compare the host."""
    hosts = ["127.0.0.1", "localhost", "::1", settings.endpoint]
    joined = ",".join([*hosts, *(one for one in already.split(",") if one and one not in hosts)])
    return {"NO_PROXY": joined, "no_proxy": joined}
