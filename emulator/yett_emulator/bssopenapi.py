"""BssOpenApi 2017-12-14: bought instances; the provider asks only to learn whether the account is a domestic one."""

from yett_emulator.call import Answer, Call
from yett_emulator.service import Service


def query_available_instances(call: Call) -> Answer:
    data = {"InstanceList": [], "PageNum": 1, "PageSize": 20, "TotalCount": 0}
    return {"Success": True, "Code": "Success", "Message": "Successful!", "Data": data}


SERVICE = Service("BssOpenApi", "2017-12-14", {"QueryAvailableInstances": query_available_instances})
