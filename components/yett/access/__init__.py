"""One language of access: `web.allow_from(front, Port.tcp(8080), reason=..., owner=...)`, planned before it is built.

plan            AccessPlan: tiers, balancers and gateways in Python, composed to plain specs
component       Access: the security groups of the tiers, both sides of every opening
opening_files   the same openings as YAML, one file a team, merged into a scenario's spec
"""

from typing import TYPE_CHECKING

from yett.lazy import on_first_use

if TYPE_CHECKING:
    from yett.access.component import Access as Access
    from yett.access.component import AccessArgs as AccessArgs
    from yett.access.plan import AccessPlan as AccessPlan
    from yett.access.plan import Door as Door
    from yett.access.plan import Tier as Tier
    from yett.specs.access import AccessSpec as AccessSpec
    from yett.specs.access import TierAccess as TierAccess
    from yett.specs.port import Port as Port

_HOMES = {
    "yett.access.component": ("Access", "AccessArgs"),
    "yett.access.plan": ("AccessPlan", "Door", "Tier"),
    "yett.specs.access": ("AccessSpec", "TierAccess"),
    "yett.specs.port": ("Port",),
}

__all__ = ["Access", "AccessArgs", "AccessPlan", "AccessSpec", "Door", "Port", "Tier", "TierAccess"]

if not TYPE_CHECKING:  # a type checker that saw this would believe every name
    __getattr__ = on_first_use(__name__, _HOMES)
