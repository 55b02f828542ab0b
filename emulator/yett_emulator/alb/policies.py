"""TLS policies of ALB: an account's own, and the system's (`ListSystemSecurityPolicies`)."""

from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import lists, policies, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import bound
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ciphers import SYSTEM_POLICIES
from yett_emulator.store import Record, public

VERSIONS = "TLSVersions"


def create(call: Call) -> Answer:
    return {"SecurityPolicyId": policies.make(ALB, call, VERSIONS)["SecurityPolicyId"]}


def update(call: Call) -> Answer:
    policies.change(ALB, call, VERSIONS)
    return job()


def row(call: Call, record: Record) -> Record:
    tags = tagging.shown(call.store, record["SecurityPolicyId"])
    return public(record) | {VERSIONS: record["_versions"], "Ciphers": record["_ciphers"], "Tags": tags}


def list_all(call: Call) -> Answer:
    among = {"SecurityPolicyIds": "SecurityPolicyId", "SecurityPolicyNames": "SecurityPolicyName"}
    page, rest = lists.chosen(ALB, call, policies.NOUN, ("ResourceGroupId",), among)
    return {"SecurityPolicies": [row(call, one) for one in page], **rest}


def list_system(_call: Call) -> Answer:
    rows = [
        {"SecurityPolicyId": key, VERSIONS: versions, "Ciphers": suites}
        for key, (versions, suites) in SYSTEM_POLICIES.items()
    ]
    return {"SecurityPolicies": rows}


def list_relations(call: Call) -> Answer:
    rows = [
        {"SecurityPolicyId": key, "RelatedListeners": policies.users(ALB, call.store, key)}
        for key in call.listed("SecurityPolicyIds")
    ]
    return {"SecrityPolicyRelations": rows}  # the cloud's own spelling


OPERATIONS: dict[str, Operation] = {
    "CreateSecurityPolicy": create,
    "UpdateSecurityPolicyAttribute": update,
    "ListSecurityPolicies": list_all,
    "ListSystemSecurityPolicies": list_system,
    "ListSecurityPolicyRelations": list_relations,
    **bound(ALB, {"DeleteSecurityPolicy": policies.delete}),
}
