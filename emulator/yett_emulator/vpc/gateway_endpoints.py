"""Gateway endpoints: a way to a cloud service from chosen route tables of a VPC (`CreateVpcGatewayEndpoint`).

Source: help.aliyun.com, VPC, gateway endpoints; the service is OSS, the codes are the provider's.
"""

import json

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import invalid
from yett_emulator.ids import new_id
from yett_emulator.paging import tokened
from yett_emulator.store import Record
from yett_emulator.tags import given_tags, put_tags
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    forget,
    here,
    labels,
    matching,
    needed,
    plain,
    refuse_if,
    relabel,
    tagged,
    update,
    without,
)
from yett_emulator.vpc.route_tables import NOT_FOUND as TABLE_NOT_FOUND
from yett_emulator.vpc.vpcs import available_vpc

KIND = "gateway_endpoint"
NOT_FOUND = "ResourceNotFound.GatewayEndpoint"
EVERYTHING = (
    '{"Version": "1", "Statement": [{"Effect": "Allow", "Resource": ["*"], "Action": ["*"], "Principal": ["*"]}]}'
)
"""What an endpoint lets through when it has no policy of its own."""


def create(call: Call) -> Answer:
    vpc, service = available_vpc(call, call.required("VpcId")), known_service(call)
    key = new_id("vpce")
    record = {
        "EndpointId": key,
        "VpcId": vpc["VpcId"],
        "ServiceName": service,
        "PolicyDocument": policy(call, ""),
        "EndpointStatus": "Created",
        "_tables": [],
        **labels(call, EndpointName="EndpointName", EndpointDescription="EndpointDescription"),
        **common_fields(call),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, given_tags(call))
    said = ("EndpointId", "EndpointName", "ServiceName", "ResourceGroupId", "CreationTime")
    return {name: record[name] for name in said}


def services(call: Call) -> list[str]:
    return [f"com.aliyun.{call.region}.oss"]


def known_service(call: Call) -> str:
    wanted = call.required("ServiceName")
    if wanted not in services(call):
        raise invalid("ServiceName", wanted, ", ".join(services(call)))
    return wanted


def policy(call: Call, default: str) -> str:
    """As it was written; none stays none, or the provider would plan to take the default away."""
    text = call.text("PolicyDocument", default)
    try:
        json.loads(text or "{}")
    except ValueError as error:
        raise invalid("PolicyDocument", text, f"a RAM policy in JSON ({error})") from None
    return text


def get(call: Call) -> Answer:
    record = needed(call, KIND, "EndpointId", NOT_FOUND)
    return plain(call, record, "EndpointId", RouteTables=record["_tables"])


def list_endpoints(call: Call) -> Answer:
    same = ("EndpointId", "EndpointName", "VpcId", "ServiceName", "ResourceGroupId")
    found = matching(call, here(call, call.store.find(KIND)), **{name: name for name in same})
    page, about = tokened(call, tagged(call, found, "EndpointId", "Tags"), 20, 100)
    rows = [plain(call, one, "EndpointId", AssociatedRouteTables=one["_tables"]) for one in page]
    return {"Endpoints": rows, **about}


def update_attribute(call: Call) -> Answer:
    record = needed(call, KIND, "EndpointId", NOT_FOUND)
    key = record["EndpointId"]
    update(call.store, KIND, key, {"PolicyDocument": policy(call, record["PolicyDocument"])})
    return relabel(call, KIND, key, EndpointName="EndpointName", EndpointDescription="EndpointDescription")


def associate(call: Call) -> Answer:
    record = needed(call, KIND, "EndpointId", NOT_FOUND)
    wanted = list(map(str, call.listed("RouteTableIds")))
    for key in wanted:
        table = existing(call.store, "route_table", key, TABLE_NOT_FOUND)
        elsewhere = table["VpcId"] != record["VpcId"]
        refuse_if(elsewhere, "OperationDenied.RouteTableVpcMismatch", f"The route table {key} is in another VPC.")
        refuse_if(leads(call, record, key), "ResourceAssociated.RouteTable", f"{key} has an endpoint of the service.")
    return bind(call, record, [*record["_tables"], *wanted])


def leads(call: Call, record: Record, table: str) -> bool:
    same = call.store.find(KIND, ServiceName=record["ServiceName"], VpcId=record["VpcId"])
    return any(table in one["_tables"] for one in same)


def dissociate(call: Call) -> Answer:
    record = needed(call, KIND, "EndpointId", NOT_FOUND)
    gone = list(map(str, call.listed("RouteTableIds")))
    left = without(record["_tables"], gone, "ResourceNotAssociated.RouteTable", "Not associated")
    return bind(call, record, left)


def bind(call: Call, record: Record, tables: list[str]) -> Answer:
    update(call.store, KIND, record["EndpointId"], {"_tables": tables})
    return {}


def delete(call: Call) -> Answer:
    record = needed(call, KIND, "EndpointId", NOT_FOUND)
    used = record["_tables"]
    refuse_if(used, "DependencyViolation.RouteTable", f"The endpoint is associated with {', '.join(used)}.")
    forget(call.store, KIND, record["EndpointId"])
    return {}


def list_services(call: Call) -> Answer:
    found = [one for one in services(call) if call.text("ServiceName") in ("", one)]
    page, about = tokened(call, found, 20, 100)
    rows = [
        {
            "ServiceName": name,
            "ServiceId": f"vpce-svc-oss-{call.region}",
            "ServiceDomain": f"oss-{call.region}-internal.aliyuncs.com",
            "SupportPolicy": True,
            "DefaultPolicyDocument": EVERYTHING,
        }
        for name in page
    ]
    return {"Services": rows, **about, "TotalCount": str(about["TotalCount"])}


OPERATIONS: dict[str, Operation] = {
    "CreateVpcGatewayEndpoint": create,
    "GetVpcGatewayEndpointAttribute": get,
    "ListVpcGatewayEndpoints": list_endpoints,
    "ListVpcEndpointServicesByEndUser": list_services,
    "UpdateVpcGatewayEndpointAttribute": update_attribute,
    "AssociateRouteTablesWithVpcGatewayEndpoint": associate,
    "DissociateRouteTablesFromVpcGatewayEndpoint": dissociate,
    "DeleteVpcGatewayEndpoint": delete,
}
