"""Health check templates of ALB: written once, applied to server groups (`CreateHealthCheckTemplate`)."""

from yett_emulator.alb.nouns import ALB
from yett_emulator.alb.server_groups import CONFIGS, check_health
from yett_emulator.balancing import lists, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import illegal
from yett_emulator.balancing.typed import typed
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, put_tags

NOUN = "health_template"
HEALTH = {name: value for name, value in CONFIGS["HealthCheckConfig"].items() if name != "HealthCheckEnabled"}
"""What a template says, and what it says when nobody does."""


def create(call: Call) -> Answer:
    key = ALB.new(NOUN)
    record: Record = {
        "HealthCheckTemplateId": key,
        "HealthCheckTemplateName": call.required("HealthCheckTemplateName"),
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        **checked({**HEALTH, **given(call)}),
    }
    call.store.insert(ALB.kind(NOUN), key, record)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"HealthCheckTemplateId": key}


def given(call: Call) -> Record:
    found = {name: typed(call.params[name], name) for name in HEALTH if call.params.get(name) not in (None, "")}
    if "HealthCheckCodes" in found:
        found["HealthCheckCodes"] = call.texts("HealthCheckCodes")
    return found


def checked(health: Record) -> Record:
    check_health(health)
    if health["HealthCheckProtocol"] not in ("HTTP", "HTTPS", "TCP", "gRPC"):
        raise illegal("HealthCheckProtocol", health["HealthCheckProtocol"], "HTTP, HTTPS, TCP, gRPC")
    return health


def get(call: Call) -> Answer:
    return shown(call.store, ALB.asked(call, NOUN))


def shown(store: Store, record: Record) -> Record:
    return public(record) | {"Tags": tagging.shown(store, record["HealthCheckTemplateId"])}


def list_all(call: Call) -> Answer:
    among = {"HealthCheckTemplateIds": "HealthCheckTemplateId", "HealthCheckTemplateNames": "HealthCheckTemplateName"}
    page, rest = lists.chosen(ALB, call, NOUN, ("ResourceGroupId",), among)
    return {"HealthCheckTemplates": [shown(call.store, one) for one in page], **rest}


def update(call: Call) -> Answer:
    record = ALB.asked(call, NOUN)
    name = {"HealthCheckTemplateName": call.text("HealthCheckTemplateName", record["HealthCheckTemplateName"])}
    ALB.save(call.store, NOUN, {**record, **name, **checked({**{k: record[k] for k in HEALTH}, **given(call)})})
    return {}


def apply(call: Call) -> Answer:
    record, group = ALB.asked(call, NOUN), ALB.asked(call, "server_group")
    config = group["HealthCheckConfig"] | {name: record[name] for name in HEALTH} | {"HealthCheckEnabled": True}
    ALB.save(call.store, "server_group", group | {"HealthCheckConfig": config})
    return job()


def delete(call: Call) -> Answer:
    for key in map(str, call.listed("HealthCheckTemplateIds")):
        ALB.get(call.store, NOUN, key)
        call.store.delete(ALB.kind(NOUN), key)
        drop_tags(call.store, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateHealthCheckTemplate": create,
    "GetHealthCheckTemplateAttribute": get,
    "ListHealthCheckTemplates": list_all,
    "UpdateHealthCheckTemplateAttribute": update,
    "ApplyHealthCheckTemplateToServerGroup": apply,
    "DeleteHealthCheckTemplates": delete,
}
