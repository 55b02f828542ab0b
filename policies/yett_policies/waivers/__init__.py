"""Who accepted which finding, why and until when: `excused(findings, waivers)`; a waiver that does not hold is itself
a finding."""

from .excused import Excused, excused, is_all_open, unused
from .problems import EXPIRED, INVALID, LEVELS, PROBLEMS, REFUSED, UNUSED
from .reading import CONFIG_KEY, NOTHING, Waivers, waivers_in, waivers_in_config
from .waiver import Waiver

__all__ = [
    "CONFIG_KEY",
    "EXPIRED",
    "INVALID",
    "LEVELS",
    "NOTHING",
    "PROBLEMS",
    "REFUSED",
    "UNUSED",
    "Excused",
    "Waiver",
    "Waivers",
    "excused",
    "is_all_open",
    "unused",
    "waivers_in",
    "waivers_in_config",
]
