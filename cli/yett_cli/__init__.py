"""The `yett` command: parse, call, print."""
