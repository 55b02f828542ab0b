"""Pages of RAM: `Marker` and `MaxItems`, and an answer that says whether there is more."""

from yett_emulator.call import Answer, Call
from yett_emulator.errors import invalid
from yett_emulator.store import Record


def marked(call: Call, rows: list[Record], default: int = 100) -> tuple[list[Record], Answer]:
    """The rows after the marker (an offset), and what the answer says of the rest."""
    size, marker = call.number("MaxItems", default, 1, 1000), call.text("Marker", "0")
    if not marker.isdigit():
        raise invalid("Marker", marker, "a Marker of an earlier answer")
    end = int(marker) + size
    more = end < len(rows)
    return rows[int(marker) : end], {"IsTruncated": more, "Marker": str(end) if more else ""}
