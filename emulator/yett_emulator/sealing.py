"""Secrets that an answer has to give back: kept in the state file sealed, never in clear (`sealed(call, text)`).

The seal is made from the account's secret key, which the state file does not hold.
"""

import base64
import hashlib

from cryptography.fernet import Fernet

from yett_emulator.call import Call


def box(call: Call) -> Fernet:
    digest = hashlib.sha256(call.settings.secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def sealed(call: Call, text: str) -> str:
    """The text as it may be stored; nothing stays nothing."""
    return box(call).encrypt(text.encode()).decode() if text else ""


def opened(call: Call, text: str) -> str:
    return box(call).decrypt(text.encode()).decode() if text else ""
