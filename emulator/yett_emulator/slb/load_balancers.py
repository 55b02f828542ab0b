"""CLB instances: CreateLoadBalancer, its attributes and its end; an internet balancer has a public address."""

from yett_emulator.addresses import (
    next_public_address,
    release_private_addresses,
    take_private_address,
    vswitch_network,
)
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import missing
from yett_emulator.ids import new_id, timestamp
from yett_emulator.regions import zone_ids
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.slb import listeners, lookups, master_slave_groups, refusals, server_groups
from yett_emulator.slb.backend_servers import default_group
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, given_tags, put_tags

SPECS = (
    "slb.s0.share",
    "slb.s1.small",
    "slb.s2.small",
    "slb.s2.medium",
    "slb.s3.small",
    "slb.s3.medium",
    "slb.s3.large",
    "slb.s4.large",
    "slb.lcu.elastic",
)
CHARGES = ("paybytraffic", "paybybandwidth")
PROTECTION = ("NonProtection", "ConsoleProtection")


def create(call: Call) -> Answer:
    if len(call.store.find("load_balancer", RegionId=call.region)) >= lookups.quota(call, "clb_load_balancers"):
        raise refusals.BALANCERS_OVER_LIMIT()
    key = new_id("lb")
    balancer = charged(call, key) | placed(call, key)
    call.store.insert("load_balancer", key, balancer)
    put_tags(call.store, key, given_tags(call))
    names = [
        "LoadBalancerId",
        "LoadBalancerName",
        "Address",
        "AddressIPVersion",
        "NetworkType",
        "VpcId",
        "VSwitchId",
        "ResourceGroupId",
    ]
    return {**{name: balancer[name] for name in names}, "OrderId": 0}


def charged(call: Call, key: str) -> Record:
    """Everything but its place in the network."""
    now = call.store.clock()
    charge = call.choice("InstanceChargeType", ("PayBySpec", "PayByCLCU"), "PayBySpec")
    return {
        "LoadBalancerId": key,
        "LoadBalancerName": name_of(call, key),
        "LoadBalancerStatus": "active",
        "LoadBalancerSpec": "slb.lcu.elastic" if charge == "PayByCLCU" else call.choice("LoadBalancerSpec", SPECS),
        "InstanceChargeType": charge,
        "PayType": call.choice("PayType", ("PayOnDemand", "PrePay"), "PayOnDemand"),
        "InternetChargeType": call.text("InternetChargeType", "paybytraffic").lower(),
        "Bandwidth": call.number("Bandwidth", 1, 1, 5120),
        "DeleteProtection": call.choice("DeleteProtection", ("on", "off"), "off"),
        **protection(call),
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "RegionId": call.region,
        "RegionIdAlias": call.region,
        "CreateTime": timestamp(now),
        "CreateTimeStamp": int(now * 1000),
        "_servers": [],
    }


def name_of(call: Call, default: str) -> str:
    name = call.text("LoadBalancerName", default)
    if len(name) > 80:
        raise refusals.bad("The Lb Name is Not supported.")
    return name


def protection(call: Call) -> Record:
    """The read-only mode of the console; without it there is no reason either."""
    status = call.choice("ModificationProtectionStatus", PROTECTION, "NonProtection")
    reason = call.text("ModificationProtectionReason") if status == "ConsoleProtection" else ""
    return {"ModificationProtectionStatus": status, "ModificationProtectionReason": reason}


def placed(call: Call, key: str) -> Record:
    """An intranet balancer lives in a vSwitch, an internet one outside every VPC whatever vSwitch is named."""
    if call.text("InternetChargeType").lower() not in ("", *CHARGES):
        raise refusals.bad(f"The specified InternetChargeType is not valid; allowed: {', '.join(CHARGES)}.")
    version = call.choice("AddressIPVersion", ("ipv4", "ipv6"), "ipv4")
    vswitch_id = call.text("VSwitchId")
    kind = call.choice("AddressType", ("internet", "intranet"), "intranet" if vswitch_id else "internet")
    if vswitch_id:
        vswitch_network(call.store, vswitch_id)
    place = inside(call, key, vswitch_id) if kind == "intranet" else outside(call, version)
    return {"AddressType": kind, "AddressIPVersion": version, **place}


def inside(call: Call, key: str, vswitch_id: str) -> Record:
    if not vswitch_id:
        raise missing("VSwitchId")
    vswitch = call.store.get("vswitch", vswitch_id) or {}
    if call.text("VpcId", vswitch["VpcId"]) != vswitch["VpcId"]:
        raise refusals.bad("The specified VSwitchId does not belong to the specified VpcId.")
    return {
        "Address": take_private_address(call.store, vswitch_id, key, call.text("Address")),
        "NetworkType": "vpc",
        "VpcId": vswitch["VpcId"],
        "VSwitchId": vswitch_id,
        **zones(call, str(vswitch.get("ZoneId", ""))),
    }


def outside(call: Call, version: str) -> Record:
    number = call.store.count("public-address-v6") if version == "ipv6" else 0
    return {
        # 2001:db8::/32 is the IPv6 documentation prefix (RFC 3849): never somebody's address
        "Address": f"2001:db8::{number:x}" if version == "ipv6" else next_public_address(call.store),
        "NetworkType": "classic",
        "VpcId": "",
        "VSwitchId": "",
        **zones(call, ""),
    }


def zones(call: Call, home: str) -> Record:
    known = zone_ids(call.region)
    master = call.text("MasterZoneId", home or known[0])
    slave = call.text("SlaveZoneId", next((zone for zone in known if zone != master), master))
    return {"MasterZoneId": master, "SlaveZoneId": slave}


def describe(call: Call) -> Answer:
    return attribute(call.store, lookups.load_balancer(call))


def attribute(store: Store, balancer: Record) -> Answer:
    rows = [
        {
            "ListenerPort": listener["ListenerPort"],
            "ListenerProtocol": listener["ListenerProtocol"],
            "Description": listener["Description"],
            **{name: listener[name] for name in ("ListenerForward", "ForwardPort") if name in listener},
        }
        for listener in lookups.listeners_on(store, balancer["LoadBalancerId"])
    ]
    old = [{"ListenerPort": row["ListenerPort"], "ListenerProtocal": row["ListenerProtocol"]} for row in rows]
    return {
        **public(balancer),
        "BackendServers": {"BackendServer": default_group(store, balancer)},
        "ListenerPorts": {"ListenerPort": [row["ListenerPort"] for row in rows]},
        "ListenerPortsAndProtocol": {"ListenerPortAndProtocol": rows},
        "ListenerPortsAndProtocal": {"ListenerPortAndProtocal": old},
        "Tags": lookups.shown_tags(store, balancer["LoadBalancerId"]),
        "EndTime": "2999-09-08T16:00:00Z",
        "EndTimeStamp": 32493801600000,
    }


def save(call: Call, changes: Record) -> Answer:
    balancer = lookups.load_balancer(call)
    call.store.save("load_balancer", balancer["LoadBalancerId"], balancer | changes)
    return {}


def set_name(call: Call) -> Answer:
    call.required("LoadBalancerName")
    return save(call, {"LoadBalancerName": name_of(call, "")})


def set_status(call: Call) -> Answer:
    """An inactive balancer keeps its listeners and forwards nothing."""
    call.required("LoadBalancerStatus")
    return save(call, {"LoadBalancerStatus": call.choice("LoadBalancerStatus", ("active", "inactive"))})


def set_delete_protection(call: Call) -> Answer:
    call.required("DeleteProtection")
    return save(call, {"DeleteProtection": call.choice("DeleteProtection", ("on", "off"))})


def set_modification_protection(call: Call) -> Answer:
    old = lookups.load_balancer(call)
    given = protection(call) if call.text("ModificationProtectionStatus") else {}
    reason = call.text("ModificationProtectionReason", old["ModificationProtectionReason"])
    status = given.get("ModificationProtectionStatus", old["ModificationProtectionStatus"])
    return save(
        call,
        {
            "ModificationProtectionStatus": status,
            "ModificationProtectionReason": reason if status == "ConsoleProtection" else "",
        },
    )


def modify_spec(call: Call) -> Answer:
    call.required("LoadBalancerSpec")
    return {**save(call, {"LoadBalancerSpec": call.choice("LoadBalancerSpec", SPECS)}), "OrderId": 0}


def modify_internet_spec(call: Call) -> Answer:
    old = lookups.load_balancer(call)
    charge = call.text("InternetChargeType", old["InternetChargeType"]).lower()
    if charge not in CHARGES:
        raise refusals.bad(f"The specified InternetChargeType is not valid; allowed: {', '.join(CHARGES)}.")
    bandwidth = call.number("Bandwidth", old["Bandwidth"], 1, 5120)
    return {**save(call, {"InternetChargeType": charge, "Bandwidth": bandwidth}), "OrderId": 0}


def modify_pay_type(call: Call) -> Answer:
    call.required("PayType")
    return {**save(call, {"PayType": call.choice("PayType", ("PayOnDemand", "PrePay"))}), "OrderId": 0}


def modify_charge_type(call: Call) -> Answer:
    charge = call.choice("InstanceChargeType", ("PayBySpec", "PayByCLCU"))
    spec = call.choice("LoadBalancerSpec", SPECS, "slb.lcu.elastic" if charge == "PayByCLCU" else "slb.s1.small")
    return save(call, {"InstanceChargeType": call.required("InstanceChargeType"), "LoadBalancerSpec": spec})


def delete(call: Call) -> Answer:
    """Its listeners, server groups and tags go with it."""
    balancer = lookups.load_balancer(call)
    if balancer["PayType"] == "PrePay":
        raise refusals.PREPAID()
    if balancer["DeleteProtection"] == "on":
        raise refusals.DELETE_PROTECTED()
    key = balancer["LoadBalancerId"]
    for listener in lookups.listeners_on(call.store, key):
        listeners.forget(call.store, listener)
    for group in call.store.find("server_group", LoadBalancerId=key):
        server_groups.forget(call.store, group["VServerGroupId"])
    for group in call.store.find("master_slave_group", LoadBalancerId=key):
        master_slave_groups.forget(call.store, group["MasterSlaveServerGroupId"])
    release_private_addresses(call.store, key)
    call.store.delete("load_balancer", key)
    drop_tags(call.store, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateLoadBalancer": create,
    "DescribeLoadBalancerAttribute": describe,
    "SetLoadBalancerName": set_name,
    "SetLoadBalancerStatus": set_status,
    "SetLoadBalancerDeleteProtection": set_delete_protection,
    "SetLoadBalancerModificationProtection": set_modification_protection,
    "ModifyLoadBalancerInstanceSpec": modify_spec,
    "ModifyLoadBalancerInternetSpec": modify_internet_spec,
    "ModifyLoadBalancerPayType": modify_pay_type,
    "ModifyLoadBalancerInstanceChargeType": modify_charge_type,
    "DeleteLoadBalancer": delete,
}
