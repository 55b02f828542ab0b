"""ALB instances: in two zones or more of one VPC, reached by a domain name."""

from yett_emulator.addresses import release_private_addresses
from yett_emulator.alb import listeners
from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import lists, tagging, zones
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import bound, illegal
from yett_emulator.balancing.security_groups import checked, join, leave
from yett_emulator.balancing.typed import typed
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import timestamp
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, put_tags

EDITIONS = ("Basic", "Standard", "StandardWithWaf")
KINDS = ("Internet", "Intranet")


def create(call: Call) -> Answer:
    vpc = zones.check_vpc(call.store, call.required("VpcId"))
    key = ALB.new("load_balancer")
    kind = one_of(call, "AddressType", KINDS)
    balancer: Record = {
        "LoadBalancerId": key,
        "LoadBalancerName": call.text("LoadBalancerName"),
        "LoadBalancerStatus": "Active",
        "LoadBalancerBussinessStatus": "Normal",
        "LoadBalancerEdition": one_of(call, "LoadBalancerEdition", EDITIONS),
        "LoadBalancerBillingConfig": {"PayType": billing(call)},
        "AddressType": kind,
        "AddressIpVersion": one_of(call, "AddressIpVersion", ("IPv4", "DualStack"), "IPv4"),
        "AddressAllocatedMode": allocated_mode(call),
        "AccessLogConfig": {},
        "Ipv6AddressType": "Intranet",
        "BandwidthPackageId": str((call.params.get("LoadBalancerBillingConfig") or {}).get("BandwidthPackageId", "")),
        "CreateTime": timestamp(call.store.clock()),
        "DNSName": f"{key}.{call.region}.alb.aliyuncs.com",
        "DeletionProtectionConfig": {"Enabled": call.flag("DeletionProtectionEnabled"), "EnabledTime": ""},
        "ModificationProtectionConfig": protection(call),
        "LoadBalancerOperationLocks": [],
        "RegionId": call.region,
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "SecurityGroupIds": checked(call, vpc),
        "VpcId": vpc,
        "ZoneMappings": [mapping(call, item, key, kind) for item in zones.mappings(call, vpc)],
    }
    call.store.insert("alb_load_balancer", key, balancer)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"LoadBalancerId": key}


def one_of(call: Call, name: str, allowed: tuple[str, ...], default: str = "") -> str:
    value = call.text(name, default) or call.required(name)
    if value not in allowed:
        raise illegal(name, value, ", ".join(allowed))
    return value


def allocated_mode(call: Call) -> str:
    """Only what was asked for: the provider would replace the balancer for a default that nobody wrote."""
    asked = call.text("AddressAllocatedMode")
    return one_of(call, "AddressAllocatedMode", ("Fixed", "Dynamic")) if asked else ""


def billing(call: Call) -> str:
    given = call.params.get("LoadBalancerBillingConfig") or {}
    if not isinstance(given, dict):
        raise illegal("LoadBalancerBillingConfig", given, "an object with PayType")
    return str(given.get("PayType") or "PostPay")


def protection(call: Call) -> Record:
    given = call.params.get("ModificationProtectionConfig") or {}
    status = str(given.get("Status") or "NonProtection")
    if status not in ("NonProtection", "ConsoleProtection"):
        raise illegal("ModificationProtectionStatus", status, "NonProtection, ConsoleProtection")
    return {"Status": status, "Reason": str(given.get("Reason") or "") if status == "ConsoleProtection" else ""}


def mapping(call: Call, item: Record, owner: str, kind: str) -> Record:
    """A zone of the balancer, with the address that answers in it.

    The private address and the EIP are shown where the client named them: the provider counts both to the identity of
    a zone mapping, and would see another mapping at every preview.
    """
    public_address, _ = zones.public_address(call, item, kind)
    private = zones.private_address(call, item, owner, "IntranetAddress")
    return {
        "ZoneId": item["ZoneId"],
        "VSwitchId": item["VSwitchId"],
        "Status": "Active",
        "_private": private,
        "LoadBalancerAddresses": [
            {
                "Address": public_address or private,
                "AllocationId": str(item.get("AllocationId") or ""),
                "EipType": str(item.get("EipType") or ""),
                "IntranetAddress": str(item.get("IntranetAddress") or ""),
                "IntranetAddressHcStatus": "Healthy",
                "Ipv4LocalAddresses": [],
                "Ipv6Address": "",
                "Ipv6AddressHcStatus": "",
                "Ipv6LocalAddresses": [],
            }
        ],
    }


def get(call: Call) -> Answer:
    """A package that was attached later is shown in lists only: here the provider takes one that its own arguments do
    not name for a reason to replace the balancer (bandwidth_package_id is ForceNew and not computed).
    """
    balancer = ALB.asked(call, "load_balancer")
    own = {"BandwidthPackageId": ""} if balancer.get("_attached_later") else {}
    return shown(call.store, balancer) | own


def shown(store: Store, balancer: Record) -> Record:
    mappings = [public(zone) for zone in balancer["ZoneMappings"]]
    return public(balancer) | {"ZoneMappings": mappings, "Tags": tagging.shown(store, balancer["LoadBalancerId"])}


def list_all(call: Call) -> Answer:
    equal = ("AddressIpVersion", "AddressType", "DNSName", "Ipv6AddressType", "LoadBalancerStatus", "ResourceGroupId")
    among = {"LoadBalancerIds": "LoadBalancerId", "LoadBalancerNames": "LoadBalancerName", "VpcIds": "VpcId"}
    page, rest = lists.chosen(ALB, call, "load_balancer", equal, among)
    hidden = ("RegionId", "ZoneMappings")
    rows = [{k: v for k, v in shown(call.store, one).items() if k not in hidden} for one in page]
    return {"LoadBalancers": rows, **rest}


def save(call: Call, changes: Record) -> Record:
    return ALB.save(call.store, "load_balancer", ALB.asked(call, "load_balancer") | changes)


def update(call: Call) -> Answer:
    changes: Record = {"LoadBalancerName": call.text("LoadBalancerName")} if call.text("LoadBalancerName") else {}
    if call.has("ModificationProtectionConfig"):
        changes["ModificationProtectionConfig"] = protection(call)
    save(call, changes)
    return job()


def update_edition(call: Call) -> Answer:
    save(call, {"LoadBalancerEdition": one_of(call, "LoadBalancerEdition", EDITIONS)})
    return {}


def update_address_type(call: Call) -> Answer:
    """Public addresses come and go; the private ones stay."""
    balancer, kind = ALB.asked(call, "load_balancer"), one_of(call, "AddressType", KINDS)
    named = {item.get("ZoneId"): item for item in call.items("ZoneMappings") if isinstance(item, dict)}
    changed = []
    for zone in balancer["ZoneMappings"]:
        item = named.get(zone["ZoneId"], {})
        address, _ = zones.public_address(call, item, kind)
        eip = {"AllocationId": str(item.get("AllocationId") or ""), "EipType": str(item.get("EipType") or "")}
        first = zone["LoadBalancerAddresses"][0] | eip
        changed.append(zone | {"LoadBalancerAddresses": [first | {"Address": address or zone["_private"]}]})
    save(call, {"AddressType": kind, "ZoneMappings": changed})
    return job()


def update_zones(call: Call) -> Answer:
    """Zones that stay keep their addresses."""
    balancer = ALB.asked(call, "load_balancer")
    old = {(zone["ZoneId"], zone["VSwitchId"]): zone for zone in balancer["ZoneMappings"]}
    new = zones.mappings(call, balancer["VpcId"])
    changed = [
        old.get((item["ZoneId"], item["VSwitchId"]))
        or mapping(call, typed(item), balancer["LoadBalancerId"], balancer["AddressType"])
        for item in new
    ]
    save(call, {"ZoneMappings": changed})
    return job()


def protect(enabled: bool, call: Call) -> Answer:
    balancer = ALB.get(call.store, "load_balancer", call.required("ResourceId"))
    since = timestamp(call.store.clock()) if enabled else ""
    config = {"Enabled": enabled, "EnabledTime": since}
    ALB.save(call.store, "load_balancer", balancer | {"DeletionProtectionConfig": config})
    return {}


def delete(call: Call) -> Answer:
    """Its listeners and their rules go with it."""
    balancer = ALB.asked(call, "load_balancer")
    key = balancer["LoadBalancerId"]
    if balancer["DeletionProtectionConfig"]["Enabled"]:
        raise CloudError("OperationDenied.DeletionProtectionEnabled", f"Deletion protection is enabled on {key}.")
    for listener in ALB.find(call.store, "listener", LoadBalancerId=key):
        listeners.forget(call.store, listener)
    release_private_addresses(call.store, key)
    call.store.delete("alb_load_balancer", key)
    drop_tags(call.store, key)
    return job()


OPERATIONS: dict[str, Operation] = {
    "CreateLoadBalancer": create,
    "GetLoadBalancerAttribute": get,
    "ListLoadBalancers": list_all,
    "UpdateLoadBalancerAttribute": update,
    "UpdateLoadBalancerEdition": update_edition,
    "UpdateLoadBalancerAddressTypeConfig": update_address_type,
    "UpdateLoadBalancerZones": update_zones,
    "EnableDeletionProtection": lambda call: protect(True, call),
    "DisableDeletionProtection": lambda call: protect(False, call),
    "DeleteLoadBalancer": delete,
    **bound(ALB, {"LoadBalancerJoinSecurityGroup": join, "LoadBalancerLeaveSecurityGroup": leave}),
}
