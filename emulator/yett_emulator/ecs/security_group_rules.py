"""Rules of a security group: authorize, revoke, modify and read them, in the flat and the Permissions.N form."""

from collections.abc import Mapping
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import found, group_of
from yett_emulator.ecs.rules import GIVEN, SIDES, given, identity, parse
from yett_emulator.ecs.security_groups import GROUP_KEYS
from yett_emulator.ecs.values import nested_list
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import tokened
from yett_emulator.quotas import quota
from yett_emulator.store import Record

PERMISSIONS_PER_CALL = 100


def authorize_ingress(call: Call) -> Answer:
    return authorize(call, "ingress")


def authorize_egress(call: Call) -> Answer:
    return authorize(call, "egress")


def authorize(call: Call, direction: str) -> Answer:
    """Add the rules that are not there yet; a rule that is there already is no error and changes nothing."""
    group = group_of(call)
    rules = [checked(call, group, parse(fields, direction)) for fields in permissions(call)]
    refuse_repeated(rules)
    have = {identity(rule) for rule in group["_rules"]}
    group["_rules"] += [kept(call, rule) for rule in rules if identity(rule) not in have]
    check_limits(call, group)
    save(call, group)
    return {}


def permissions(call: Call) -> list[Mapping[str, Any]]:
    """The rules of a call, each as its fields: Permissions.N, or one rule from the flat parameters."""
    items = nested_list(call.params, "Permissions")
    flat = {name: call.text(name) for name in GIVEN if call.text(name)}
    if items and flat:
        raise CloudError(
            "InvalidParam.Permissions",
            f"The specified parameter Permissions cannot coexist with other parameters: {', '.join(sorted(flat))}.",
        )
    if len(items) > PERMISSIONS_PER_CALL:
        raise CloudError(
            "InvalidParam.Permissions",
            f"The specified parameter Permissions holds {len(items)} rules; allowed: 1..{PERMISSIONS_PER_CALL}.",
        )
    return [*items] if items else [flat]


def refuse_repeated(rules: list[Record]) -> None:
    if len({identity(rule) for rule in rules}) < len(rules):
        raise CloudError(
            "InvalidParam.DuplicatePermissions",
            "There are duplicate permissions in the specified parameter Permissions.",
        )


def checked(call: Call, group: Record, rule: Record) -> Record:
    """Refuse peers that are not there or that this group may not name."""
    side = SIDES[rule["Direction"]]
    if peer_id := rule[f"{side}GroupId"]:
        check_group_peer(call, group, rule, side)
        rule[f"{side}GroupName"] = peer_name(call, peer_id)
    if list_id := rule[f"{side}PrefixListId"]:
        rule[f"{side}PrefixListName"] = check_prefix_list(call, group, list_id)["PrefixListName"]
    return rule


def check_group_peer(call: Call, group: Record, rule: Record, side: str) -> None:
    peer_id, owner = rule[f"{side}GroupId"], rule[f"{side}GroupOwnerAccount"]
    if group["SecurityGroupType"] == "enterprise":
        raise enterprise()
    if peer_id == group["SecurityGroupId"]:
        raise CloudError(
            "InvalidParamter.Conflict", f"The specified SecurityGroupId should be different from the {side}GroupId."
        )
    if owner and owner != call.settings.account_id:
        return  # somebody else's group: nothing to look it up in
    code, text = f"Invalid{side}GroupId.NotFound", f"The {side}GroupId provided does not exist in our records."
    other = found(call, "security_group", peer_id, code, text)
    if other["SecurityGroupType"] == "enterprise":
        raise enterprise()
    if other["VpcId"] != group["VpcId"]:
        raise CloudError(
            f"Invalid{side}GroupId.Mismatch",
            f"Specified security group and {side.lower()} group are not in the same VPC.",
        )


def enterprise() -> CloudError:
    return CloudError(
        "InvalidGroupAuthParameter.OperationDenied",
        "The security group can not authorize to enterprise level security group.",
    )


def peer_name(call: Call, group_id: str) -> str:
    record = call.store.get("security_group", group_id)
    return str(record["SecurityGroupName"]) if record else ""


def check_prefix_list(call: Call, group: Record, list_id: str) -> Record:
    if not group["VpcId"]:
        raise CloudError(
            "NotSupported.ClassicNetworkPrefixList",
            "The prefix list is not supported when the network type of security group is classic.",
        )
    return found(
        call, "prefix_list", list_id, "InvalidPrefixListId.NotFound", "The specified prefix list was not found."
    )


def kept(call: Call, rule: Record) -> Record:
    return {"SecurityGroupRuleId": new_id("sgr"), "CreateTime": timestamp(call.store.clock()), **rule}


def check_limits(call: Call, group: Record) -> None:
    """At most 200 rules in a group, both directions together, and at most 20 that name groups."""
    rules = group["_rules"]
    limit = quota(call, "rules_per_security_group", 200)
    if (weight := sum(rule_weight(call, rule) for rule in rules)) > limit:
        raise CloudError(
            "AuthorizationLimitExceed",
            f"The limit of authorization records in the security group reaches: {weight} of at most {limit}.",
            403,
        )
    limit = quota(call, "group_rules_per_security_group", 20)
    if sum(1 for rule in rules if any(rule[key] for key in GROUP_KEYS)) > limit:
        raise CloudError(
            "AuthorizedGroupRule.LimitExceed",
            "You have reached the limit on the number of group authorization rules that you can add to a security"
            f" group. When authorization object of rule is security group, the limit is {limit}.",
        )


def rule_weight(call: Call, rule: Record) -> int:
    """A rule that names a prefix list counts for as many as the list may hold."""
    list_id = rule["SourcePrefixListId"] or rule["DestPrefixListId"]
    prefix_list = call.store.get("prefix_list", list_id) if list_id else None
    return int(prefix_list["MaxEntries"]) if prefix_list else 1


def revoke_ingress(call: Call) -> Answer:
    return revoke(call, "ingress")


def revoke_egress(call: Call) -> Answer:
    return revoke(call, "egress")


def revoke(call: Call, direction: str) -> Answer:
    """Drop rules by id, which must exist, or by what they say, where no match is no error."""
    group = group_of(call)
    if rule_ids := call.texts("SecurityGroupRuleId"):
        gone = {rule_by_id(group, rule_id, direction)["SecurityGroupRuleId"] for rule_id in rule_ids}
        group["_rules"] = [rule for rule in group["_rules"] if rule["SecurityGroupRuleId"] not in gone]
    else:
        said = {identity(parse(fields, direction)) for fields in permissions(call)}
        group["_rules"] = [rule for rule in group["_rules"] if identity(rule) not in said]
    save(call, group)
    return {}


def rule_by_id(group: Record, rule_id: str, direction: str) -> Record:
    for rule in group["_rules"]:
        if rule["SecurityGroupRuleId"] == rule_id and rule["Direction"] == direction:
            return dict(rule)
    raise CloudError(
        "InvalidSecurityGroupRuleId.NotFound", f"The specified SecurityGroupRuleId {rule_id!r} is not exists.", 404
    )


def modify_ingress(call: Call) -> Answer:
    return modify(call, "ingress")


def modify_egress(call: Call) -> Answer:
    return modify(call, "egress")


def modify(call: Call, direction: str) -> Answer:
    """By id anything of the rule changes; by what it says only the description does."""
    group = group_of(call)
    rule_id = call.text("SecurityGroupRuleId")
    old, new = changed_by_id(call, group, direction) if rule_id else redescribed(call, group, direction)
    others = [rule for rule in group["_rules"] if rule["SecurityGroupRuleId"] != old["SecurityGroupRuleId"]]
    if identity(new) in {identity(rule) for rule in others}:
        raise CloudError("InvalidSecurityGroupRule.RuleExist", "The specified rule already exists.")
    group["_rules"] = [
        new if rule["SecurityGroupRuleId"] == old["SecurityGroupRuleId"] else rule for rule in group["_rules"]
    ]
    check_limits(call, group)
    save(call, group)
    return {}


def changed_by_id(call: Call, group: Record, direction: str) -> tuple[Record, Record]:
    old = rule_by_id(group, call.text("SecurityGroupRuleId"), direction)
    said = {name: call.text(name) for name in GIVEN if call.has(name)}
    new = parse({**without_replaced_peer(old, said, SIDES[direction]), **said}, direction)
    return old, old | checked(call, group, new)


def without_replaced_peer(old: Record, said: Mapping[str, str], side: str) -> Record:
    """A new peer takes the old one's place, whatever kind the old one was."""
    peers = [f"{side}CidrIp", f"Ipv6{side}CidrIp", f"{side}GroupId", f"{side}GroupOwnerAccount", f"{side}PrefixListId"]
    if not any(given(said, name) for name in peers):
        return old
    return {name: value for name, value in old.items() if name not in peers}


def redescribed(call: Call, group: Record, direction: str) -> tuple[Record, Record]:
    said = parse({name: call.text(name) for name in GIVEN}, direction)
    for rule in group["_rules"]:
        if identity(rule) == identity(said):
            return rule, rule | {"Description": said["Description"]}
    raise CloudError("SecurityGroupRule.NotFound", "The target security group rule not exist.", 404)


def describe_security_group_attribute(call: Call) -> Answer:
    group = group_of(call)
    wanted = call.choice("Direction", ("ingress", "egress", "all"), "all")
    rules = [rule for rule in group["_rules"] if wanted in ("all", rule["Direction"])]
    page, about = tokened(call, rules, 1000, 1000)
    return {
        "RegionId": group["_region"],
        "SecurityGroupId": group["SecurityGroupId"],
        "SecurityGroupName": group["SecurityGroupName"],
        "Description": group["Description"],
        "VpcId": group["VpcId"],
        "InnerAccessPolicy": group["_inner"],
        "SnapshotPolicyIds": {"SnapshotPolicyId": []},
        "NextToken": about["NextToken"],
        "Permissions": {"Permission": page},
    }


def save(call: Call, group: Record) -> None:
    call.store.save("security_group", group["SecurityGroupId"], group)


OPERATIONS: dict[str, Operation] = {
    "AuthorizeSecurityGroup": authorize_ingress,
    "AuthorizeSecurityGroupEgress": authorize_egress,
    "RevokeSecurityGroup": revoke_ingress,
    "RevokeSecurityGroupEgress": revoke_egress,
    "ModifySecurityGroupRule": modify_ingress,
    "ModifySecurityGroupEgressRule": modify_egress,
    "DescribeSecurityGroupAttribute": describe_security_group_attribute,
}
