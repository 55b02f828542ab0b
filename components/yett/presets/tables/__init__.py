"""Rows of the table of presets, by kind; read them through `yett.presets`.

A row: name, for whom, lines, English name, Chinese name, source of the set. A line: the name of a service (its own
title says what it is for), some ports of a service as "name tcp/80", or ports without a name; the last two with what
they are for, in English and Chinese.
"""

LineRow = str | tuple[str, str, str]
Row = tuple[str, str, tuple[LineRow, ...], str, str, str]
IANA = "IANA Service Name and Transport Protocol Port Number Registry"
