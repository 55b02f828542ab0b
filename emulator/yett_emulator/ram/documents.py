"""Policy documents of RAM: JSON with statements; what they allow is nobody's concern here."""

import json

from yett_emulator.call import Call
from yett_emulator.errors import CloudError


def checked(call: Call, name: str, default: str = "") -> str:
    """The document of a parameter as it came, if it is one."""
    text = call.text(name, default) or call.required(name)
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, dict) or not isinstance(document.get("Statement"), list):
        raise CloudError("InvalidParameter.PolicyDocument", f"The specified {name} is not a policy document.")
    return text
