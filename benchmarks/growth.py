"""Whether a preview takes time linear in the size of its stack: up to 500 instances and 2,000 rules.

`python benchmarks/growth.py [--rounds N] [--raw] [--gate]`: groups of 25 instances, each in a security group of 100
openings, previewed by the real engine and provider: 5, 10 and 20 of them. The exponent is that of the straight line
through the logarithms of size and median time; 1 is linear. With `--raw` the same resources without yett are previewed
too. `--gate` exits 1 when the exponent is above the aim.
"""

import argparse
import math
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from string import Template

from preview import planned, timed

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle, started

SIZES = (5, 10, 20)
"""Groups: 25 instances and 100 rules each."""
AIM = 1.10
OURS = Template("""
from yett import InstanceGroup, SecurityGroup, Vpc

tier = {"name": "app", "kind": "private", "cidrs": {"cn-hangzhou-h": "10.0.0.0/16"}}
net = Vpc("net", {"spec": {"cidr": "10.0.0.0/8", "tiers": [tier]}})
said = {"protocol": "tcp", "reason": "a partner's line", "owner": "web team"}
for group in range($size):
    lines = [{"peer": {"cidr": f"198.51.{group}.{n}/32"}, "port": 1000 + n, **said} for n in range(100)]
    made = SecurityGroup(f"app-{group}", {"spec": {"ingress": lines}, "vpc_id": net.vpc_id})
    machines = {"image_id": "aliyun_3_x64_20G_alibase_20250117.vhd", "instance_type": "ecs.c7.large", "per_zone": 25}
    wiring = {"vswitch_ids": net.in_tier("app"), "security_group_ids": [made.group_id]}
    InstanceGroup(f"app-{group}", {"spec": machines, **wiring})
""")
RAW = Template("""
import pulumi
from pulumi_alicloud import ecs, vpc

tags = {"yett:project": pulumi.get_project(), "yett:stack": pulumi.get_stack()}
net = vpc.Network("net", cidr_block="10.0.0.0/8", tags=tags)
zone = vpc.Switch("app", vpc_id=net.id, zone_id="cn-hangzhou-h", cidr_block="10.0.0.0/16", tags=tags)
fixed = {"ip_protocol": "tcp", "nic_type": "intranet", "policy": "accept", "priority": 50}
dropped = {**fixed, "ip_protocol": "all", "port_range": "-1/-1", "policy": "drop", "priority": 100}
for group in range($size):
    made = ecs.SecurityGroup(f"app-{group}", vpc_id=net.id, inner_access_policy="Drop", tags=tags)
    for line in range(100):
        ecs.SecurityGroupRule(
            f"app-{group}-{line}",
            security_group_id=made.id,
            type="ingress",
            port_range=f"{1000 + line}/{1000 + line}",
            cidr_ip=f"198.51.{group}.{line}/32",
            description="a partner's line (web team)",
            **fixed,
        )
    ecs.SecurityGroupRule(
        f"app-{group}-out", security_group_id=made.id, type="egress", cidr_ip="0.0.0.0/0", **dropped
    )
    ecs.SecurityGroupRule(
        f"app-{group}-out6", security_group_id=made.id, type="egress", ipv6_cidr_ip="::/0", **dropped
    )
    for number in range(25):
        ecs.Instance(
            f"app-{group}-{number}",
            image_id="aliyun_3_x64_20G_alibase_20250117.vhd",
            instance_type="ecs.c7.large",
            vswitch_id=zone.id,
            security_groups=[made.id],
            system_disk_category="cloud_essd",
            system_disk_size=40,
            tags=tags,
        )
""")


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of the straight line through the logarithms.

    >>> round(exponent([1, 2, 4], [3, 6, 12]), 6), round(exponent([1, 2, 4], [1, 4, 16]), 6)
    (1.0, 2.0)
    """
    return statistics.linear_regression([math.log(x) for x in sizes], [math.log(y) for y in seconds]).slope


def stack(folder: Path, what: str, size: int, account: EmulatorHandle) -> Pulumi:
    program = (OURS if what == "yett" else RAW).substitute(size=size)
    project = write_project(folder / f"{what}-{size}", program)
    return Pulumi(project, folder / "home", folder / f"state-{what}-{size}", account.env).init()


def measured(folder: Path, account: EmulatorHandle, what: str, rounds: int) -> float:
    """Preview every size; print a line for each as soon as it is there; the exponent by the clock."""
    counts, walls, cpus = [], [], []
    for size in SIZES:
        one = stack(folder, what, size, account)
        counts.append(len(planned(one)))  # warms up
        variables = one.variables()
        took = [timed(one, variables) for _ in range(rounds)]
        walls.append(statistics.median(each.wall for each in took))
        cpus.append(statistics.median(each.cpu for each in took))
        each = f"{1000 * walls[-1] / counts[-1]:.2f} ms a resource, {1000 * cpus[-1] / counts[-1]:.2f} of processor"
        print(f"{what:5s} {size * 25:4d} instances, {size * 100:5d} rules: {walls[-1]:6.2f} s, {each}", flush=True)
    found = exponent(counts, walls)
    print(f"{what:5s} exponent {found:.3f} by the clock, {exponent(counts, cpus):.3f} by processor (aim {AIM})")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1, help="previews of each size (default 1)")
    parser.add_argument("--raw", action="store_true", help="preview the same resources without yett, too")
    parser.add_argument("--gate", action="store_true", help=f"exit 1 when the exponent is above {AIM}")
    options = parser.parse_args()
    sides = ["yett", *(["raw"] if options.raw else [])]
    with tempfile.TemporaryDirectory() as folder, started(Path(folder) / "account") as account:
        found = [measured(Path(folder), account, what, options.rounds) for what in sides]
    return 1 if options.gate and found[0] > AIM else 0


if __name__ == "__main__":
    sys.exit(main())
