"""Security groups with their rules, prefix lists, instances and network interfaces of a live account."""

from collections.abc import Iterator

from yett_policies.resources import Resource

from ..cloud_api import CloudApi
from .words import Item, listed, lower, resource

RULES = "DescribeSecurityGroupAttribute"


def security_groups(api: CloudApi) -> Iterator[Resource]:
    """Every group, and each of its rules as a resource of its own."""
    for one in api.listed("Ecs", "DescribeSecurityGroups", "SecurityGroups.SecurityGroup"):
        ident = one["SecurityGroupId"]
        rules = list(group_rules(api, ident))
        inner = api.read("Ecs", RULES, **asked_of(ident)).get("InnerAccessPolicy")
        kind = {"security_group_type": lower(one, "SecurityGroupType"), "inner_access_policy": inner}
        yield resource("alicloud_security_group", ident, one.get("SecurityGroupName"), vpc_id=one.get("VpcId"), **kind)
        for place, rule in enumerate(rules):
            yield _rule(ident, rule, rule.get("SecurityGroupRuleId") or f"{ident}:{place}")


def group_rules(api: CloudApi, group: str) -> Iterator[Item]:
    """The rules of a group in both directions, as the cloud words them."""
    return api.tokened("Ecs", RULES, "Permissions.Permission", **asked_of(group))


def asked_of(group: str) -> dict[str, str]:
    """What names a group and both of its directions."""
    return {"SecurityGroupId": group, "Direction": "all"}


def _rule(group: str, rule: Item, ident: str) -> Resource:
    inward = rule.get("Direction") == "ingress"
    side = "Source" if inward else "Dest"
    return resource(
        "alicloud_security_group_rule",
        ident,
        rule.get("Description"),
        security_group_id=group,
        description=rule.get("Description") or "",
        type="ingress" if inward else "egress",
        ip_protocol=lower(rule, "IpProtocol"),
        port_range=rule.get("PortRange"),
        policy=lower(rule, "Policy"),
        priority=int(rule.get("Priority") or 1),
        cidr_ip=rule.get(f"{side}CidrIp") or None,
        ipv6_cidr_ip=rule.get(f"Ipv6{side}CidrIp") or None,
        source_security_group_id=rule.get(f"{side}GroupId") or None,
        prefix_list_id=rule.get(f"{side}PrefixListId") or None,
    )


def prefix_lists(api: CloudApi) -> Iterator[Resource]:
    """Every prefix list with its entries."""
    for one in api.tokened("Ecs", "DescribePrefixLists", "PrefixLists.PrefixList"):
        body = api.read("Ecs", "DescribePrefixListAttributes", PrefixListId=one["PrefixListId"])
        entry = [{"cidr": row["Cidr"]} for row in listed(body, "Entries", "Entry")]
        yield resource("alicloud_ecs_prefix_list", one["PrefixListId"], one.get("PrefixListName"), entry=entry)


def instances(api: CloudApi) -> Iterator[Resource]:
    """Every instance with its first interface."""
    for one in api.listed("Ecs", "DescribeInstances", "Instances.Instance"):
        place, first = one.get("VpcAttributes") or {}, _first_interface(one)
        public = listed(one, "PublicIpAddress", "IpAddress")
        yield resource(
            "alicloud_instance",
            one["InstanceId"],
            one.get("InstanceName"),
            vswitch_id=place.get("VSwitchId"),
            private_ip=next(iter(listed(place, "PrivateIpAddress", "IpAddress")), None),
            security_groups=listed(one, "SecurityGroupIds", "SecurityGroupId"),
            network_interface_id=first.get("NetworkInterfaceId"),
            secondary_private_ips=_secondary(first),
            ipv6_addresses=_ipv6(first),
            # bandwidth alone opens nothing: the address that it gave does
            internet_max_bandwidth_out=int(one.get("InternetMaxBandwidthOut") or 0) if public else 0,
            public_ip=next(iter(public), None),
        )


def _first_interface(instance: Item) -> Item:
    faces = listed(instance, "NetworkInterfaces", "NetworkInterface")
    return next((one for one in faces if one.get("Type", "Primary") == "Primary"), {})


def _secondary(interface: Item) -> list[str]:
    """The private addresses that an interface has beside its first one."""
    rows = listed(interface, "PrivateIpSets", "PrivateIpSet")
    return [row["PrivateIpAddress"] for row in rows if not row.get("Primary")]


def _ipv6(interface: Item) -> list[str]:
    return [row["Ipv6Address"] for row in listed(interface, "Ipv6Sets", "Ipv6Set")]


def network_interfaces(api: CloudApi) -> Iterator[Resource]:
    """Every further interface; an instance's first one is the instance."""
    path = "NetworkInterfaceSets.NetworkInterfaceSet"
    for one in api.listed("Ecs", "DescribeNetworkInterfaces", path):
        if one.get("Type") == "Primary":
            continue
        ident = one["NetworkInterfaceId"]
        yield resource(
            "alicloud_ecs_network_interface",
            ident,
            one.get("NetworkInterfaceName"),
            vswitch_id=one.get("VSwitchId"),
            primary_ip_address=one.get("PrivateIpAddress"),
            security_group_ids=listed(one, "SecurityGroupIds", "SecurityGroupId"),
            secondary_private_ips=_secondary(one),
            ipv6_addresses=_ipv6(one),
        )
        if host := one.get("InstanceId"):
            joined = {"network_interface_id": ident, "instance_id": host}
            yield resource("alicloud_ecs_network_interface_attachment", f"{ident}:{host}", "", **joined)
