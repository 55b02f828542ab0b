"""What the account may do, and moving its resources between resource groups."""

from collections.abc import Callable

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.tag_operations import existing, kind_of
from yett_emulator.quotas import quota
from yett_emulator.regions import zone_ids

ATTRIBUTES: dict[str, Callable[[Call], list[str]]] = {
    "instance-network-type": lambda call: ["vpc"],
    "max-security-groups": lambda call: [str(quota(call, "security_groups", 100))],
    "max-elastic-network-interfaces": lambda call: [str(quota(call, "interfaces", 500))],
    "max-postpaid-instance-vcpu-count": lambda call: ["10000"],
    "max-spot-instance-vcpu-count": lambda call: ["10000"],
    "max-dedicated-hosts": lambda call: ["0"],
    "supported-postpaid-instance-types": lambda call: ["ecs.g7.large", "ecs.g6.large", "ecs.t6-c1m2.large"],
    "max-axt-command-count": lambda call: ["100"],
    "max-axt-invocation-daily": lambda call: ["1000"],
    "real-name-authentication": lambda call: ["yes"],
}


def describe_account_attributes(call: Call) -> Answer:
    wanted = call.names("AttributeName") or list(ATTRIBUTES)
    zone = call.text("ZoneId", zone_ids(call.region)[0])
    rows = [
        {
            "AttributeName": name,
            "AttributeValues": {"ValueItem": [{"Value": value, "ZoneId": zone} for value in ATTRIBUTES[name](call)]},
        }
        for name in wanted
        if name in ATTRIBUTES
    ]
    return {"AccountAttributeItems": {"AccountAttributeItem": rows}}


def join_resource_group(call: Call) -> Answer:
    kind = kind_of(call)
    for key in existing(call, [call.required("ResourceId")]):
        record = call.store.get(kind, key)
        if record is not None:
            call.store.save(kind, key, record | {"ResourceGroupId": call.required("ResourceGroupId")})
    return {}


OPERATIONS: dict[str, Operation] = {
    "DescribeAccountAttributes": describe_account_attributes,
    "JoinResourceGroup": join_resource_group,
}
