"""Sts 2015-04-01: who am I (`data.alicloud_caller_identity`), and roles to act as (`assume_role`).

One account has one key pair here: a role of any name answers with that pair, so that whoever assumes it goes on.
"""

import re

from yett_emulator.call import Answer, Call
from yett_emulator.errors import invalid
from yett_emulator.ids import timestamp
from yett_emulator.service import Service

ROLE = re.compile(r"acs:ram::(\d+):role/([\w.-]+)", re.ASCII)


def get_caller_identity(call: Call) -> Answer:
    account = call.settings.account_id
    return {
        "AccountId": account,
        "Arn": f"acs:ram::{account}:root",
        "IdentityType": "Account",
        "PrincipalId": account,
        "UserId": account,
    }


def assume_role(call: Call) -> Answer:
    arn, session = call.required("RoleArn"), call.required("RoleSessionName")
    found = ROLE.fullmatch(arn)
    if found is None:
        raise invalid("RoleArn", arn, "acs:ram::<account>:role/<name>")
    account, role = found.groups()
    seconds = call.number("DurationSeconds", 3600, 900, 43200)
    return {
        "AssumedRoleUser": {
            "Arn": f"acs:ram::{account}:assumed-role/{role}/{session}",
            "AssumedRoleId": f"{account}:{session}",
        },
        "Credentials": {
            "AccessKeyId": call.settings.access_key,
            "AccessKeySecret": call.settings.secret_key,
            "SecurityToken": "yett-emulator-session",
            "Expiration": timestamp(call.now + seconds),
        },
    }


SERVICE = Service("Sts", "2015-04-01", {"GetCallerIdentity": get_caller_identity, "AssumeRole": assume_role})
