"""The live API, read only: `CloudApi.from_environment().listed("Vpc", "DescribeVpcs", "Vpcs.Vpc")` gives every page.

Credentials, region and endpoints come from the environment that the provider itself reads, so that what deploys to
the emulator is also read from the emulator. Transport and signatures are the official `alibabacloud_tea_openapi`'s.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.exceptions import DaraException
from darabonba.runtime import RuntimeOptions

from yett.errors import SnapshotError
from yett_policies.frozen import frozen

VERSIONS = {
    "Vpc": "2016-04-28",
    "Ecs": "2014-05-26",
    "Slb": "2014-05-15",
    "Alb": "2020-06-16",
    "Nlb": "2022-04-30",
    "VpcPeer": "2022-01-01",
    "Ess": "2014-08-28",
}
PAGE = 50


@frozen
class CloudApi:
    """One account in one region; only actions that read are allowed."""

    access_key: str
    secret_key: str
    region: str
    environment: Mapping[str, str]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "CloudApi":
        """Keys and region as the provider finds them; SnapshotError names what is missing."""
        found = {name: first_of(environment, variables) for name, variables in VARIABLES.items()}
        for name, value in found.items():
            if not value:
                raise SnapshotError(f"live account: no {name}; set {VARIABLES[name][0]}")
        return cls(found["access key"], found["secret key"], found["region"], environment)

    def listed(self, product: str, action: str, items: str, **query: str) -> Iterator[dict[str, Any]]:
        """Every item of every page; `items` is the path to the list, such as `Vpcs.Vpc`."""
        page = 1
        while True:
            body = self.read(product, action, PageNumber=str(page), PageSize=str(PAGE), **query)
            yield from at(body, items)
            if page * PAGE >= int(body.get("TotalCount", 0)):
                return
            page += 1

    def tokened(self, product: str, action: str, items: str, **query: str) -> Iterator[dict[str, Any]]:
        """Every item behind every `NextToken`."""
        token = ""
        while True:
            body = self.read(product, action, **query, **({"NextToken": token} if token else {}))
            yield from at(body, items)
            if not (token := str(body.get("NextToken") or "")):
                return

    def read(self, product: str, action: str, **query: str) -> dict[str, Any]:
        if not action.startswith(("Describe", "List", "Get")):
            raise ValueError(f"{action} does not read")
        try:
            answer = self.client(product).call_api(
                rpc(product, action), OpenApiRequest(query={"RegionId": self.region, **query}), self.runtime()
            )
        except DaraException as error:
            raise SnapshotError(f"live account: {product} {action}: {error.message}") from error
        return dict(answer["body"])

    def client(self, product: str) -> Client:
        return Client(
            Config(
                access_key_id=self.access_key,
                access_key_secret=self.secret_key,
                region_id=self.region,
                endpoint=self.endpoint(product),
                protocol="HTTPS",
            )
        )

    def endpoint(self, product: str) -> str:
        """`ALIBABA_CLOUD_ENDPOINT_VPC` or `VPC_ENDPOINT`, else the region's own (provider endpoint.go:547)."""
        name = product.upper()
        return (
            first_of(self.environment, (f"ALIBABA_CLOUD_ENDPOINT_{name}", f"{name}_ENDPOINT"))
            or f"{product.lower()}.{self.region}.aliyuncs.com"
        )

    def runtime(self) -> RuntimeOptions:
        return RuntimeOptions(
            ca=self.environment.get("SSL_CERT_FILE"), connect_timeout=5_000, read_timeout=20_000, max_attempts=3
        )


VARIABLES = {
    "access key": ("ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_ID"),
    "secret key": ("ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_ACCESS_KEY_SECRET"),
    "region": ("ALICLOUD_REGION", "ALIBABA_CLOUD_REGION"),
}


def first_of(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environment[name] for name in names if environment.get(name)), "")


def rpc(product: str, action: str) -> Params:
    return Params(
        action=action,
        version=VERSIONS[product],
        protocol="HTTPS",
        pathname="/",
        method="POST",
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="json",
    )


def at(body: Any, path: str) -> list[Any]:
    """The list at a dotted path; an absent one is empty.

    >>> at({"Vpcs": {"Vpc": [1]}}, "Vpcs.Vpc"), at({}, "Vpcs.Vpc")
    ([1], [])
    """
    for part in path.split("."):
        body = (body or {}).get(part)
    return list(body or [])
