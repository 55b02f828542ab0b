"""Who accepted which finding, why and until when: `excused(findings, waivers)`; a waiver that does not hold is itself
a finding."""

from typing import TYPE_CHECKING

from yett.lazy import on_first_use

from .excused import Excused, excused, is_all_open, unused
from .problems import EXPIRED, INVALID, LEVELS, PROBLEMS, REFUSED, UNUSED
from .reading import CONFIG_KEY, NOTHING, Waivers, waivers_in, waivers_in_config

if TYPE_CHECKING:
    from .waiver import Waiver as Waiver

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

if not TYPE_CHECKING:  # a type checker that saw this would believe every name
    __getattr__ = on_first_use(__name__, {"yett_policies.waivers.waiver": ["Waiver"]})
