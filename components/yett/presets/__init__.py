"""Named sets of ports, so that `zookeeper.allow_from(kafka, preset("zookeeper"), reason=..., owner=...)` says enough.

A preset says what is opened and nothing else: it has no peer, opens no egress, and without a reason and an owner it is
no opening. The ports are those of `yett.packets.services`; a test holds the two together.

port_set    a set by its name, and all of them
tables      the rows, by kind
document    docs/presets.md, in English and Chinese
"""

from typing import TYPE_CHECKING

from yett.lazy import on_first_use

if TYPE_CHECKING:
    from yett.presets.port_set import FACING as FACING
    from yett.presets.port_set import PRESETS as PRESETS
    from yett.presets.port_set import Line as Line
    from yett.presets.port_set import Preset as Preset
    from yett.presets.port_set import preset as preset

_HOMES = {"yett.presets.port_set": ("FACING", "PRESETS", "Line", "Preset", "preset")}

__all__ = ["FACING", "PRESETS", "Line", "Preset", "preset"]

if not TYPE_CHECKING:  # a type checker that saw this would believe every name
    __getattr__ = on_first_use(__name__, _HOMES)
