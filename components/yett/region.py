"""A provider of another region with the credentials of the stack's own: `in_region("mirror", "cn-shanghai")`."""

from typing import Optional

import pulumi

from yett.sdk import alicloud


def in_region(name: str, region: str, parent: Optional[pulumi.Resource] = None) -> alicloud.Provider:
    """What is not in the stack config (alicloud:accessKey, ...) the provider takes from its environment, as always."""
    config = pulumi.Config("alicloud")
    return alicloud.Provider(
        name,
        region=region,
        access_key=config.get_secret("accessKey"),
        secret_key=config.get_secret("secretKey"),
        security_token=config.get_secret("securityToken"),
        profile=config.get("profile"),
        account_id=config.get("accountId"),
        account_type=config.get("accountType"),
        opts=pulumi.ResourceOptions(parent=parent),
    )
