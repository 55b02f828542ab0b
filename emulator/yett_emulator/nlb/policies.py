"""TLS policies of NLB: an account's own, and the system's (`ListSystemSecurityPolicy`)."""

from yett_emulator.balancing import lists, policies, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import bound
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ciphers import SYSTEM_POLICIES
from yett_emulator.nlb.nouns import NLB
from yett_emulator.store import Record, public

VERSIONS = "TlsVersions"


def create(call: Call) -> Answer:
    return {"SecurityPolicyId": policies.make(NLB, call, VERSIONS)["SecurityPolicyId"], **job()}


def update(call: Call) -> Answer:
    return {"SecurityPolicyId": policies.change(NLB, call, VERSIONS)["SecurityPolicyId"], **job()}


def row(call: Call, record: Record) -> Record:
    """Lists are joined by commas here."""
    key = record["SecurityPolicyId"]
    return {name: value for name, value in public(record).items() if name != "CreateTime"} | {
        "RegionId": record["_region"],
        "TlsVersion": ",".join(record["_versions"]),
        "Ciphers": ",".join(record["_ciphers"]),
        "RelatedListeners": policies.users(NLB, call.store, key),
        "Tags": tagging.shown(call.store, key),
    }


def list_all(call: Call) -> Answer:
    among = {"SecurityPolicyIds": "SecurityPolicyId", "SecurityPolicyNames": "SecurityPolicyName"}
    page, rest = lists.chosen(NLB, call, policies.NOUN, ("ResourceGroupId",), among)
    return {"SecurityPolicies": [row(call, one) for one in page], **rest}


def list_system(_call: Call) -> Answer:
    rows = [
        {
            "SecurityPolicyId": key,
            "SecurityPolicyName": key,
            "TlsVersion": ",".join(versions),
            "Ciphers": ",".join(suites),
        }
        for key, (versions, suites) in SYSTEM_POLICIES.items()
    ]
    return {"SecurityPolicies": rows}


OPERATIONS: dict[str, Operation] = {
    "CreateSecurityPolicy": create,
    "UpdateSecurityPolicyAttribute": update,
    "ListSecurityPolicy": list_all,
    "ListSystemSecurityPolicy": list_system,
    **bound(NLB, {"DeleteSecurityPolicy": policies.delete}),
}
