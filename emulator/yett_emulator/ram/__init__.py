"""Ram 2015-05-01: roles, policies, and which role has which policy; nobody's permission is ever asked here."""

from yett_emulator.ram import attachments, policies, roles
from yett_emulator.ram.tagging import TAGS
from yett_emulator.service import Service

SERVICE = Service("Ram", "2015-05-01", {**roles.OPERATIONS, **policies.OPERATIONS, **attachments.OPERATIONS, **TAGS})
