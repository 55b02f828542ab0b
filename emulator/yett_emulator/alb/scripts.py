"""AScripts of ALB: small programs on a listener's way (`CreateAScripts`); nothing here runs them."""

from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import lists
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import illegal
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, missing
from yett_emulator.store import Record

NOUN = "script"
POSITIONS = ("RequestHead", "RequestFoot", "ResponseHead")


def rows(call: Call) -> list[Record]:
    found = [row for row in call.items("AScripts") if isinstance(row, dict)]
    if not found:
        raise missing("AScripts")
    return found


def create(call: Call) -> Answer:
    listener, made = ALB.asked(call, "listener"), []
    for row in rows(call):
        position = str(row.get("Position") or "RequestHead")
        if position not in POSITIONS:
            raise illegal("Position", position, ", ".join(POSITIONS))
        if ALB.find(call.store, NOUN, ListenerId=listener["ListenerId"], Position=position):
            raise CloudError("ResourceAlreadyExist.AScript", f"The listener has a script at {position}.")
        key = ALB.new(NOUN)
        owner = {name: listener[name] for name in ("ListenerId", "LoadBalancerId")}
        fixed = {"AScriptId": key, "AScriptStatus": "Available", "Position": position, **owner}
        call.store.insert(ALB.kind(NOUN), key, fixed | said(row, {}))
        made.append({"AScriptId": key})
    return {"AScriptIds": made, **job()}


def said(row: Record, have: Record) -> Record:
    """What a request says of a script, over what there is."""
    attributes = row.get("ExtAttributes") or have.get("ExtAttributes") or []
    return {
        "AScriptName": str(row.get("AScriptName", have.get("AScriptName", ""))),
        "ScriptContent": str(row.get("ScriptContent", have.get("ScriptContent", ""))),
        "Enabled": flag(row, "Enabled", have, True),
        "ExtAttributeEnabled": flag(row, "ExtAttributeEnabled", have, False),
        "ExtAttributes": [one for one in attributes if isinstance(one, dict)],
    }


def flag(row: Record, name: str, have: Record, default: bool) -> bool:
    return str(row.get(name, have.get(name, default))).lower() == "true"


def list_all(call: Call) -> Answer:
    among = {"AScriptIds": "AScriptId", "AScriptNames": "AScriptName", "ListenerIds": "ListenerId"}
    page, rest = lists.chosen(ALB, call, NOUN, (), among)
    return {"AScripts": page, **rest}


def update(call: Call) -> Answer:
    for row in rows(call):
        record = ALB.get(call.store, NOUN, str(row.get("AScriptId", "")))
        ALB.save(call.store, NOUN, record | said(row, record))
    return job()


def delete(call: Call) -> Answer:
    for key in map(str, call.listed("AScriptIds")):
        ALB.get(call.store, NOUN, key)
        call.store.delete(ALB.kind(NOUN), key)
    return job()


OPERATIONS: dict[str, Operation] = {
    "CreateAScripts": create,
    "ListAScripts": list_all,
    "UpdateAScripts": update,
    "DeleteAScripts": delete,
}
