"""Postgres is open to everybody at priority 1, and the drop that should stop it has priority 2; mended, they change."""

from stage import PUBLIC, group, ingress, machine, mended

data = group("data")
machine("data", data, **PUBLIC)
ingress("open", data, "5432/5432", cidr_ip="0.0.0.0/0", priority=2 if mended else 1)
ingress("shut", data, "5432/5432", cidr_ip="0.0.0.0/0", policy="drop", priority=1 if mended else 2)
