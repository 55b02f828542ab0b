"""Domain extensions: another certificate for one more domain of an https listener."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.slb import lookups
from yett_emulator.store import Record, public

SHOWN = ("DomainExtensionId", "Domain", "ServerCertificateId")


def create(call: Call) -> Answer:
    listener = lookups.listener_of(call, "https")
    key = new_id("de")
    extension: Record = {
        "DomainExtensionId": key,
        "Domain": call.required("Domain"),
        "ServerCertificateId": certificate(call),
        "LoadBalancerId": listener["LoadBalancerId"],
        "ListenerPort": listener["ListenerPort"],
        "_listener": lookups.key_of(listener),
    }
    there = call.store.find("domain_extension", _listener=extension["_listener"])
    if any(other["Domain"] == extension["Domain"] for other in there):
        raise CloudError("DomainExist", "The specified domain already exists in the listener.")
    call.store.insert("domain_extension", key, extension)
    return {"DomainExtensionId": key, "ListenerPort": listener["ListenerPort"]}


def certificate(call: Call) -> str:
    found = lookups.server_certificate(call.store, call.required("ServerCertificateId"))
    return str(found["ServerCertificateId"])


def named(call: Call) -> Record:
    key = call.text("DomainExtensionId")
    if not key:
        raise CloudError("MissingParameter.DomainExtensionId", "The param DomainExtensionId is missing")
    if (found := call.store.get("domain_extension", key)) is None:
        raise CloudError("InvalidParameter.DomainExtensionId", "The specified DomainExtensionId does not exist.", 404)
    return found


def describe(call: Call) -> Answer:
    return public(named(call))


def describe_all(call: Call) -> Answer:
    balancer = lookups.load_balancer(call)
    wanted = call.text("DomainExtensionId")
    found = call.store.find(
        "domain_extension", LoadBalancerId=balancer["LoadBalancerId"], ListenerPort=lookups.port_of(call)
    )
    rows = [{name: one[name] for name in SHOWN} for one in found if wanted in ("", one["DomainExtensionId"])]
    return {"DomainExtensions": {"DomainExtension": rows}}


def change(call: Call) -> Answer:
    extension = named(call)
    changed = extension | {"ServerCertificateId": certificate(call)}
    call.store.save("domain_extension", extension["DomainExtensionId"], changed)
    return {}


def delete(call: Call) -> Answer:
    call.store.delete("domain_extension", named(call)["DomainExtensionId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateDomainExtension": create,
    "DescribeDomainExtensionAttribute": describe,
    "DescribeDomainExtensions": describe_all,
    "SetDomainExtensionAttribute": change,
    "DeleteDomainExtension": delete,
}
