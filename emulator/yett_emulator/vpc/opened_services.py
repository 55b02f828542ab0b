"""Services of VPC that an account opens once: flow logs and traffic mirrors (`OpenFlowLogService`).

They are open from the beginning, as in every account that has used them; opening them again changes nothing.
"""

from yett_emulator.call import Answer, Call, Operation


def is_open(_call: Call) -> Answer:
    return {"Enabled": True}


def open_service(_call: Call) -> Answer:
    return {"Code": "200", "Message": "successful"}


OPERATIONS: dict[str, Operation] = {
    "GetFlowLogServiceStatus": is_open,
    "OpenFlowLogService": open_service,
    "GetTrafficMirrorServiceStatus": is_open,
    "OpenTrafficMirrorService": open_service,
}
