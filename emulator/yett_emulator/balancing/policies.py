"""TLS policies of an account's own, for listeners of both products (`CreateSecurityPolicy`)."""

from yett_emulator import ciphers
from yett_emulator.balancing import tagging
from yett_emulator.balancing.product import Product, illegal, in_use, unknown
from yett_emulator.call import Call
from yett_emulator.errors import missing
from yett_emulator.ids import timestamp
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags, put_tags

NOUN = "security_policy"


def make(product: Product, call: Call, versions: str) -> Record:
    """A new policy; the products spell the parameter of the versions differently."""
    key = product.new(NOUN)
    record: Record = {
        "SecurityPolicyId": key,
        "SecurityPolicyName": call.required("SecurityPolicyName"),
        "SecurityPolicyStatus": "Available",
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "CreateTime": timestamp(call.store.clock()),
        "_region": call.region,
        **chosen(call, versions, {}),
    }
    call.store.insert(product.kind(NOUN), key, record)
    put_tags(call.store, key, tagging.tags_given(call))
    return record


def chosen(call: Call, versions: str, have: Record) -> Record:
    given = call.texts(versions) or have.get("_versions", [])
    suites = call.texts("Ciphers") or have.get("_ciphers", [])
    for name, values in ((versions, given), ("Ciphers", suites)):
        if not values:
            raise missing(name)
    if wrong := ciphers.trouble(given, suites):
        raise illegal(wrong[0], wrong[1], "TLS versions, and ciphers of one of them")
    return {"_versions": given, "_ciphers": suites}


def change(product: Product, call: Call, versions: str) -> Record:
    record = product.asked(call, NOUN)
    name = call.text("SecurityPolicyName", record["SecurityPolicyName"])
    return product.save(call.store, NOUN, record | {"SecurityPolicyName": name} | chosen(call, versions, record))


def users(product: Product, store: Store, key: str) -> list[Record]:
    """The listeners of a policy, as relations show them."""
    names = ("ListenerId", "ListenerPort", "ListenerProtocol", "LoadBalancerId")
    return [{name: one[name] for name in names} for one in product.find(store, "listener", SecurityPolicyId=key)]


def delete(product: Product, call: Call) -> Record:
    key = product.asked(call, NOUN)["SecurityPolicyId"]
    if users(product, call.store, key):
        raise in_use(product.noun(NOUN).word, key)
    call.store.delete(product.kind(NOUN), key)
    drop_tags(call.store, key)
    return {}


def check(product: Product, store: Store, listener: Record) -> None:
    """The policy that a listener names is one of the system's or of the account's."""
    key = listener.get("SecurityPolicyId") or ""
    if key and key not in ciphers.SYSTEM_POLICIES and store.get(product.kind(NOUN), key) is None:
        raise unknown(product.noun(NOUN).word, key)
