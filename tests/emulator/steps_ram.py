"""The official RAM SDK's way through every implemented action."""

from tests.emulator.conformance import Step
from tests.emulator.wording import TAG, of

SDK = "alibabacloud_ram20150501"
VERSION = "2015-05-01"
NOT_IN_SDK: list[str] = []
NOT_SHOWN: dict[str, str] = {}
TRUST = (
    '{"Version": "1", "Statement": [{"Action": "sts:AssumeRole", "Effect": "Allow",'
    ' "Principal": {"Service": ["ecs.aliyuncs.com"]}}]}'
)
POLICY = '{"Version": "1", "Statement": [{"Effect": "Allow", "Action": ["oss:Get*"], "Resource": ["*"]}]}'
ROLE, OWN = {"RoleName": "web"}, {"PolicyName": "read"}
BOTH = {**OWN, "PolicyType": "Custom"}
TAGGED = {"ResourceType": "role", "ResourceNames": ["web"]}
STEPS = [
    Step("CreateRole", of(AssumeRolePolicyDocument=TRUST, Tag=TAG, **ROLE)),
    Step("UpdateRole", of(NewDescription="servers", **ROLE)),
    Step("GetRole", of(**ROLE)),
    Step("ListRoles", of()),
    Step("CreatePolicy", of(PolicyDocument=POLICY, Tag=TAG, **OWN)),
    Step("CreatePolicyVersion", of(PolicyDocument=POLICY, **OWN)),
    Step("SetDefaultPolicyVersion", of(VersionId="v2", **OWN)),
    Step("GetPolicy", of(**BOTH)),
    Step("ListPolicies", of()),
    Step("ListPolicyVersions", of(**BOTH)),
    Step("GetPolicyVersion", of(VersionId="v1", **BOTH)),
    Step("DeletePolicyVersion", of(VersionId="v1", **OWN)),
    Step("UpdatePolicyDescription", of(NewDescription="reads", **OWN)),
    Step("AttachPolicyToRole", of(**ROLE, **BOTH)),
    Step("ListPoliciesForRole", of(**ROLE)),
    Step("ListEntitiesForPolicy", of(**BOTH)),
    Step("DetachPolicyFromRole", of(**ROLE, **BOTH)),
    Step("TagResources", of(Tag=TAG, **TAGGED)),
    Step("ListTagResources", of(**TAGGED)),
    Step("UntagResources", of(TagKey=["stack"], **TAGGED)),
    Step("DeletePolicy", of(**OWN)),
    Step("DeleteRole", of(**ROLE)),
]
