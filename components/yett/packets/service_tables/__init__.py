"""Rows of the table of services, by kind; read them through `yett.packets.services`.

A row: name, transport as text, risk class, English name, Chinese name, source of the port.
"""

Row = tuple[str, str, str, str, str, str]
IANA = "IANA Service Name and Transport Protocol Port Number Registry"
