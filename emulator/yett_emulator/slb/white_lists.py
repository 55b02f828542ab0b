"""The older access control of a listener: a white list of addresses of its own, without an ACL."""

import ipaddress

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.slb import lookups, refusals
from yett_emulator.store import Record

LIMIT = 300


def set_status(call: Call) -> Answer:
    call.required("AccessControlStatus")
    return keep(call, {"_access_control": call.choice("AccessControlStatus", ("open_white_list", "close"))})


def keep(call: Call, changes: Record) -> Answer:
    listener = lookups.listener(call)
    call.store.save("listener", lookups.key_of(listener), listener | changes)
    return {}


def items(call: Call) -> list[str]:
    """Addresses and CIDRs, comma-separated; everyone is not an item."""
    given = [text.strip() for text in call.required("SourceItems").split(",") if text.strip()]
    for text in given:
        try:
            network = ipaddress.ip_network(text)
        except ValueError:
            raise refusals.SOURCE_ITEMS_INVALID() from None
        if network.prefixlen == 0 or text == "0.0.0.0":  # noqa: S104 - a value we refuse, not an address we bind
            raise refusals.SOURCE_ITEMS_INVALID()
    return given


def add(call: Call) -> Answer:
    there = lookups.listener(call)["_source_items"]
    both = list(dict.fromkeys([*there, *items(call)]))
    if len(both) > LIMIT:
        raise refusals.SOURCE_ITEMS_TOO_MANY()
    return keep(call, {"_source_items": both})


def remove(call: Call) -> Answer:
    gone = items(call)
    return keep(call, {"_source_items": [item for item in lookups.listener(call)["_source_items"] if item not in gone]})


def describe(call: Call) -> Answer:
    listener = lookups.listener(call)
    return {
        "AccessControlStatus": listener["_access_control"],
        "SourceItems": ",".join(listener["_source_items"]),
    }


OPERATIONS: dict[str, Operation] = {
    "SetListenerAccessControlStatus": set_status,
    "AddListenerWhiteListItem": add,
    "RemoveListenerWhiteListItem": remove,
    "DescribeListenerAccessControlAttribute": describe,
}
