"""Sts 2015-04-01: who am I (`data.alicloud_caller_identity`)."""

from yett_emulator.call import Answer, Call
from yett_emulator.service import Service


def get_caller_identity(call: Call) -> Answer:
    account = call.settings.account_id
    return {
        "AccountId": account,
        "Arn": f"acs:ram::{account}:root",
        "IdentityType": "Account",
        "PrincipalId": account,
        "UserId": account,
    }


SERVICE = Service("Sts", "2015-04-01", {"GetCallerIdentity": get_caller_identity})
