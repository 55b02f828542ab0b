"""Whether a listener makes sense as a whole: backends, certificate, access control, sessions, bandwidth."""

from yett_emulator.call import Call
from yett_emulator.errors import CloudError, missing
from yett_emulator.slb import lookups, refusals
from yett_emulator.slb.listener_values import TLS_POLICIES
from yett_emulator.store import Record


def check(call: Call, listener: Record, balancer: Record) -> None:
    """Refuse what the cloud refuses; `listener` is the record as it would be stored."""
    backends(call, listener)
    sessions(listener)
    bandwidth(call, listener, balancer)
    access_control(call, listener, balancer)
    if listener["ListenerProtocol"] == "https":
        encryption(call, listener)


def backends(call: Call, listener: Record) -> None:
    if listener.get("ListenerForward") == "on":
        if "ForwardPort" not in listener:
            raise missing("ForwardPort")
        return
    group, pair = listener.get("VServerGroupId"), listener.get("MasterSlaveServerGroupId")
    if group and pair:
        raise refusals.bad("VServerGroupId and MasterSlaveServerGroupId can not both be set.")
    if group and lookups.server_group(call.store, group)["LoadBalancerId"] != listener["LoadBalancerId"]:
        raise refusals.GROUP_UNKNOWN()
    if pair:
        master_slave(call, pair, listener)
    if not group and not pair and "BackendServerPort" not in listener:
        raise missing("BackendServerPort")


def master_slave(call: Call, key: str, listener: Record) -> None:
    found = call.store.get("master_slave_group", key)
    if found is None or found["LoadBalancerId"] != listener["LoadBalancerId"]:
        raise refusals.PAIR_UNKNOWN()


def sessions(listener: Record) -> None:
    if listener.get("StickySession") == "on":
        if not (how := listener.get("StickySessionType")):
            raise refusals.combination("StickySessionType is required when StickySession is on.")
        needed = "CookieTimeout" if how == "insert" else "Cookie"
        if needed not in listener:
            raise refusals.combination(f"{needed} is required when StickySessionType is {how}.")
    if listener.get("ConnectionDrain") == "on" and "ConnectionDrainTimeout" not in listener:
        raise refusals.combination("ConnectionDrainTimeout is required when ConnectionDrain is on.")


def bandwidth(call: Call, listener: Record, balancer: Record) -> None:
    """On a balancer that pays by bandwidth the listeners share it; -1 takes what the others leave."""
    if balancer["InternetChargeType"] != "paybybandwidth" or balancer["AddressType"] != "internet":
        return
    others = (
        other["Bandwidth"]
        for other in lookups.listeners_on(call.store, balancer["LoadBalancerId"])
        if lookups.key_of(other) != lookups.key_of(listener)
    )
    if sum(max(value, 0) for value in (*others, listener["Bandwidth"])) > balancer["Bandwidth"]:
        raise refusals.BANDWIDTH_EXCEEDED()


def access_control(call: Call, listener: Record, balancer: Record) -> None:
    """Type and ids are required when it is on, and forgotten when it is off."""
    if listener["AclStatus"] == "off":
        listener["AclType"] = listener["AclId"] = ""
        return
    for name in ("AclType", "AclId"):
        if not listener.get(name):
            raise missing(name)
    acls = [lookups.acl(call.store, key) for key in acl_ids(listener)]
    if len(acls) > (most := lookups.quota(call, "clb_acls_per_listener")):
        raise over("QuotaLimitExceeds.AclAttachedToListener", f"A listener has at most {most} ACLs.")
    for acl in acls:
        check_acl(call, acl, listener, balancer)
    entries = [entry["AclEntryIP"] for acl in acls for entry in acl["_entries"]]
    if len(entries) > (most := lookups.quota(call, "clb_entries_per_listener")):
        raise over("QuotaLimitExceeds.TotalAclEntry", f"The ACLs of a listener have at most {most} entries.")


def check_acl(call: Call, acl: Record, listener: Record, balancer: Record) -> None:
    if acl["AddressIPVersion"] != balancer["AddressIPVersion"]:
        raise refusals.ACL_OTHER_VERSION()
    others = [key for key in map(lookups.key_of, using_acl(call, acl["AclId"])) if key != lookups.key_of(listener)]
    if len(others) >= (most := lookups.quota(call, "clb_listeners_per_acl")):
        raise over("AclListenerOverLimit", f"An ACL is used by at most {most} listeners.")


def using_acl(call: Call, acl_id: str) -> list[Record]:
    return [listener for listener in call.store.find("listener", AclStatus="on") if acl_id in acl_ids(listener)]


def acl_ids(listener: Record) -> list[str]:
    """The ACLs of a listener, in the order they were given; requests and records hold them comma-separated."""
    return [key for key in str(listener.get("AclId", "")).split(",") if key]


def over(code: str, message: str) -> CloudError:
    return CloudError(code, message)


def encryption(call: Call, listener: Record) -> None:
    if not listener.get("ServerCertificateId"):
        raise missing("ServerCertificateId")
    lookups.server_certificate(call.store, listener["ServerCertificateId"])
    if listener.get("CACertificateId"):
        lookups.ca_certificate(call.store, listener["CACertificateId"])
    policy = listener["TLSCipherPolicy"]
    if policy not in TLS_POLICIES and call.store.get("tls_cipher_policy", policy) is None:
        raise refusals.bad(f"The specified TLSCipherPolicy {policy} is not valid; allowed: {', '.join(TLS_POLICIES)}.")
