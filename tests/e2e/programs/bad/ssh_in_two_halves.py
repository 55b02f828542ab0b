"""No rule says 0.0.0.0/0, two halves together mean it: the public machine's port 22 is open to everybody."""

from stage import PARTNER, PUBLIC, group, ingress, machine, mended

jump = group("jump")
machine("jump", jump, **PUBLIC)
peers = {"partner": PARTNER} if mended else {"low": "0.0.0.0/1", "high": "128.0.0.0/1"}
for name, cidr in peers.items():
    ingress(f"ssh-{name}", jump, "22/22", cidr_ip=cidr)
