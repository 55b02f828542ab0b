"""A machine with a public address in a group whose one rule admits every protocol from everybody."""

from stage import PARTNER, PUBLIC, group, ingress, machine, mended

web = group("web")
machine("web", web, **PUBLIC)
if mended:
    ingress("app", web, "8443/8443", cidr_ip=PARTNER)
else:
    ingress("all", web, "-1/-1", cidr_ip="0.0.0.0/0", ip_protocol="all")
