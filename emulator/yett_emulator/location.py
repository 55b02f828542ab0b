"""Location 2015-06-12: where a product is served; every product is served here, so nothing leaves loopback."""

from yett_emulator.call import Answer, Call
from yett_emulator.service import Service


def describe_endpoints(call: Call) -> Answer:
    settings = call.settings
    endpoint = {
        "Endpoint": settings.endpoint,
        "Id": call.text("Id", call.region),
        "Namespace": call.text("Namespace"),
        "Protocols": {"Protocols": ["HTTP", "HTTPS"]},
        "SerivceCode": call.text("ServiceCode"),  # the cloud's own spelling
        "Type": call.text("Type", "openAPI"),
    }
    return {"Success": True, "Endpoints": {"Endpoint": [endpoint]}}


SERVICE = Service("Location", "2015-06-12", {"DescribeEndpoints": describe_endpoints})
