"""NLB instances: in two zones or more of one VPC, with an address in each."""

from yett_emulator.addresses import release_private_addresses
from yett_emulator.balancing import lists, tagging, zones
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import bound, illegal
from yett_emulator.balancing.security_groups import join, leave
from yett_emulator.balancing.typed import typed
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.nlb import listeners
from yett_emulator.nlb.nouns import NLB, ip_version
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, put_tags

KINDS = ("Internet", "Intranet")
PROTECTION = ("NonProtection", "ConsoleProtection")


def create(call: Call) -> Answer:
    vpc = zones.check_vpc(call.store, call.required("VpcId"))
    key, kind = NLB.new("load_balancer"), one_of(call, "AddressType", KINDS)
    deletion = typed(call.params.get("DeletionProtectionConfig") or {})
    modification = call.params.get("ModificationProtectionConfig") or {}
    balancer: Record = {
        "LoadBalancerId": key,
        "LoadBalancerName": call.text("LoadBalancerName"),
        "LoadBalancerType": "Network",
        "LoadBalancerStatus": "Active",
        "LoadBalancerBusinessStatus": "Normal",
        "LoadBalancerBillingConfig": {"PayType": "PostPay"},
        "AddressType": kind,
        "AddressIpVersion": ip_version(call, "AddressIpVersion"),
        "Ipv6AddressType": "Intranet",
        "BandwidthPackageId": call.text("BandwidthPackageId"),
        "Cps": 0,
        "CreateTime": timestamp(call.store.clock()),
        "CrossZoneEnabled": True,
        "DNSName": f"{key}.{call.region}.nlb.aliyuncsslb.com",
        **protected(call, bool(deletion.get("Enabled")), deletion.get("Reason"), modification),
        "OperationLocks": [],
        "RegionId": call.region,
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "SecurityGroupIds": [],
        "VpcId": vpc,
        "ZoneMappings": [mapping(call, item, key, kind) for item in zones.mappings(call, vpc)],
    }
    call.store.insert("nlb_load_balancer", key, balancer)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"LoadbalancerId": key, "OrderId": 0}


def one_of(call: Call, name: str, allowed: tuple[str, ...], default: str = "") -> str:
    """A choice, in any case: clients say IPv4 and ipv4."""
    value = call.text(name, default) or call.required(name)
    for one in allowed:
        if one.lower() == value.lower():
            return one
    raise illegal(name, value, ", ".join(allowed))


def protected(call: Call, enabled: bool, reason: object, modification: Record) -> Record:
    status = str(modification.get("Status") or "NonProtection")
    if status not in PROTECTION:
        raise illegal("ModificationProtectionStatus", status, ", ".join(PROTECTION))
    now = timestamp(call.store.clock())
    on = status == "ConsoleProtection"
    why = str(modification.get("Reason") or "") if on else ""
    return {
        "DeletionProtectionConfig": {
            "Enabled": enabled,
            "EnabledTime": now if enabled else "",
            "Reason": str(reason or "") if enabled else "",
        },
        "ModificationProtectionConfig": {"Status": status, "EnabledTime": now if on else "", "Reason": why},
    }


def mapping(call: Call, item: Record, owner: str, kind: str) -> Record:
    public_address, allocation = zones.public_address(call, item, kind)
    return {
        "ZoneId": item["ZoneId"],
        "VSwitchId": item["VSwitchId"],
        "Status": "Active",
        "LoadBalancerAddresses": [
            {
                "PrivateIPv4Address": zones.private_address(call, item, owner, "PrivateIPv4Address"),
                "PrivateIPv4HcStatus": "Healthy",
                "PrivateIPv6HcStatus": "",
                "PublicIPv4Address": public_address,
                "AllocationId": allocation,
                "EniId": new_id("eni"),
                "Ipv6Address": "",
                "Ipv4LocalAddresses": [],
                "Ipv6LocalAddresses": [],
            }
        ],
    }


def get(call: Call) -> Answer:
    balancer = NLB.asked(call, "load_balancer")
    tags = tagging.shown(call.store, balancer["LoadBalancerId"], "TagKey", "TagValue")
    return public(balancer) | {"Tags": tags}


def list_all(call: Call) -> Answer:
    equal = ("AddressType", "DNSName", "Ipv6AddressType", "LoadBalancerStatus", "LoadBalancerType", "ResourceGroupId")
    among = {"LoadBalancerIds": "LoadBalancerId", "LoadBalancerNames": "LoadBalancerName", "VpcIds": "VpcId"}
    page, rest = lists.chosen(NLB, call, "load_balancer", equal, among)
    zone = call.text("ZoneId")
    found = [one for one in page if not zone or zone in [each["ZoneId"] for each in one["ZoneMappings"]]]
    return {"LoadBalancers": [row(call.store, balancer) for balancer in found], **rest}


def row(store: Store, balancer: Record) -> Record:
    hidden = ("Ipv4LocalAddresses", "Ipv6LocalAddresses")
    mappings = [
        zone
        | {
            "LoadBalancerAddresses": [
                {name: value for name, value in address.items() if name not in hidden}
                for address in zone["LoadBalancerAddresses"]
            ]
        }
        for zone in balancer["ZoneMappings"]
    ]
    shown = {name: value for name, value in public(balancer).items() if name != "Cps"}
    return shown | {"ZoneMappings": mappings, "Tags": tagging.shown(store, balancer["LoadBalancerId"])}


def save(call: Call, changes: Record) -> Answer:
    NLB.save(call.store, "load_balancer", NLB.asked(call, "load_balancer") | changes)
    return job()


def update(call: Call) -> Answer:
    names = ("LoadBalancerName", "Cps", "CrossZoneEnabled")
    return save(call, {name: typed(call.params[name], name) for name in names if call.text(name)})


def update_address_type(call: Call) -> Answer:
    """Public addresses come and go; the private ones stay."""
    balancer, kind = NLB.asked(call, "load_balancer"), one_of(call, "AddressType", KINDS)
    named = {item.get("ZoneId"): item for item in call.items("ZoneMappings") if isinstance(item, dict)}
    changed = []
    for zone in balancer["ZoneMappings"]:
        address, allocation = zones.public_address(call, named.get(zone["ZoneId"], {}), kind)
        first = zone["LoadBalancerAddresses"][0] | {"PublicIPv4Address": address, "AllocationId": allocation}
        changed.append(zone | {"LoadBalancerAddresses": [first]})
    return save(call, {"AddressType": kind, "ZoneMappings": changed})


def update_zones(call: Call) -> Answer:
    """Zones that stay keep their addresses."""
    balancer = NLB.asked(call, "load_balancer")
    old = {(zone["ZoneId"], zone["VSwitchId"]): zone for zone in balancer["ZoneMappings"]}
    changed = [
        old.get((item["ZoneId"], item["VSwitchId"]))
        or mapping(call, item, balancer["LoadBalancerId"], balancer["AddressType"])
        for item in zones.mappings(call, balancer["VpcId"])
    ]
    return save(call, {"ZoneMappings": changed})


def update_protection(call: Call) -> Answer:
    old = NLB.asked(call, "load_balancer")
    before = old["ModificationProtectionConfig"]
    modification = {
        "Status": call.text("ModificationProtectionStatus", before["Status"]),
        "Reason": call.text("ModificationProtectionReason", before["Reason"]),
    }
    enabled = call.flag("DeletionProtectionEnabled", old["DeletionProtectionConfig"]["Enabled"])
    reason = call.text("DeletionProtectionReason", old["DeletionProtectionConfig"]["Reason"])
    save(call, protected(call, enabled, reason, modification))
    return {}


def delete(call: Call) -> Answer:
    """Its listeners go with it."""
    balancer = NLB.asked(call, "load_balancer")
    key = balancer["LoadBalancerId"]
    if balancer["DeletionProtectionConfig"]["Enabled"]:
        raise CloudError("OperationDenied.DeletionProtection", f"Deletion protection is enabled on {key}.")
    for listener in NLB.find(call.store, "listener", LoadBalancerId=key):
        listeners.forget(call.store, listener["ListenerId"])
    release_private_addresses(call.store, key)
    call.store.delete("nlb_load_balancer", key)
    drop_tags(call.store, key)
    return job()


OPERATIONS: dict[str, Operation] = {
    "CreateLoadBalancer": create,
    "GetLoadBalancerAttribute": get,
    "ListLoadBalancers": list_all,
    "UpdateLoadBalancerAttribute": update,
    "UpdateLoadBalancerAddressTypeConfig": update_address_type,
    "UpdateLoadBalancerZones": update_zones,
    "UpdateLoadBalancerProtection": update_protection,
    "DeleteLoadBalancer": delete,
    **bound(NLB, {"LoadBalancerJoinSecurityGroup": join, "LoadBalancerLeaveSecurityGroup": leave}),
}
