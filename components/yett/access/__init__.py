"""One language of access: `web.allow_from(front, Port.tcp(8080), reason=..., owner=...)`, planned before it is built.

plan            AccessPlan: tiers, balancers and gateways in Python, composed to plain specs
component       Access: the security groups of the tiers, both sides of every opening
opening_files   the same openings as YAML, one file a team, merged into a scenario's spec
"""

from yett.access.component import Access, AccessArgs
from yett.access.plan import AccessPlan, Door, Tier
from yett.specs.access import AccessSpec, TierAccess
from yett.specs.port import Port

__all__ = ["Access", "AccessArgs", "AccessPlan", "AccessSpec", "Door", "Port", "Tier", "TierAccess"]
