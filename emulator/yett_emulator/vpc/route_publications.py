"""Routes of a VPC that are told to a transit router or an express connect router (`PublishVpcRouteEntries`).

Those routers are not emulated: the target is taken on trust, the route is not.
"""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import not_found
from yett_emulator.paging import tokened
from yett_emulator.store import Record
from yett_emulator.vpc.common import matching, update

TARGETS = ("CEN", "ECR", "TransitRouter")


def named_routes(call: Call) -> list[Record]:
    return [route_of(call, row) for row in call.objects("RouteEntries")]


def route_of(call: Call, row: Record) -> Record:
    table, cidr = str(row.get("RouteTableId", "")), str(row.get("DestinationCidrBlock", ""))
    found = call.store.first("route_entry", RouteTableId=table, DestinationCidrBlock=cidr)
    if found is None:
        raise not_found("InvalidRouteEntry.NotFound", "route entry", f"{table} {cidr}")
    return found


def target(call: Call) -> Record:
    call.required("TargetType")
    kind = call.choice("TargetType", TARGETS)
    return {
        "PublishTargetType": kind,
        "PublishTargetInstanceId": call.required("TargetInstanceId"),
        "PublishStatus": "Published",
    }


def publish(call: Call) -> Answer:
    call.listed("RouteEntries")
    one = target(call)
    for route in named_routes(call):
        others = [other for other in route.get("_published", []) if other != one]
        update(call.store, "route_entry", route["RouteEntryId"], {"_published": [*others, one]})
    return {}


def withdraw(call: Call) -> Answer:
    call.listed("RouteEntries")
    one = target(call)
    for route in named_routes(call):
        left = [other for other in route.get("_published", []) if other != one]
        update(call.store, "route_entry", route["RouteEntryId"], {"_published": left})
    return {}


def list_published(call: Call) -> Answer:
    call.required("RouteTableId"), call.required("TargetType")
    same = {"RouteTableId": "RouteTableId", "DestinationCidrBlock": "DestinationCidrBlock"}
    rows = [row(call, route) for route in matching(call, call.store.find("route_entry"), **same)]
    page, about = tokened(call, rows, 50, 100)
    return {"RouteEntries": page, "NextToken": about["NextToken"]}


def row(call: Call, route: Record) -> Answer:
    kind, key = call.text("TargetType"), call.text("TargetInstanceId")
    targets = [
        one
        for one in route.get("_published", [])
        if kind in ("", one["PublishTargetType"]) and key in ("", one["PublishTargetInstanceId"])
    ]
    plain = {name: route[name] for name in ("DestinationCidrBlock", "RouteEntryId", "RouteTableId")}
    return {**plain, "RoutePublishTargets": targets}


OPERATIONS: dict[str, Operation] = {
    "PublishVpcRouteEntries": publish,
    "WithdrawVpcPublishedRouteEntries": withdraw,
    "ListVpcPublishedRouteEntries": list_published,
}
