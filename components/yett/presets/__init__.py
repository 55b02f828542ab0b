"""Named sets of ports, so that `zookeeper.allow_from(kafka, preset("zookeeper"), reason=..., owner=...)` says enough.

A preset says what is opened and nothing else: it has no peer, opens no egress, and without a reason and an owner it is
no opening. The ports are those of `yett.packets.services`; a test holds the two together.

port_set    a set by its name, and all of them
tables      the rows, by kind
document    docs/presets.md, in English and Chinese
"""

from yett.presets.port_set import FACING, PRESETS, Line, Preset, preset

__all__ = ["FACING", "PRESETS", "Line", "Preset", "preset"]
