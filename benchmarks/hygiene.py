"""How fast hygiene is, as ratios within one run, and how far compaction brings lists down.

`python benchmarks/hygiene.py`: processor seconds, the best of several; every ratio is of two figures of this run.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from exposure_stack import stack

from tests.hygiene.drafts import accepted_by
from tests.oracle.as_terraform import terraform_state
from yett.packets import AddressSet, TransportSet
from yett.packets.first_match import first_match
from yett_policies.exposure import analyse, to_document
from yett_policies.hygiene import anomalies, plans, pooled_anomalies, to_rows
from yett_policies.hygiene.fewest import one_action, two_actions
from yett_policies.hygiene.listing import Listing
from yett_policies.hygiene.planned import PlannedRule, planned
from yett_policies.hygiene.shapes import Shapes
from yett_policies.network import ALL_PORTS, Cidr, Network, PortRange
from yett_policies.snapshot import network_of

Result = TypeVar("Result")
Host = tuple[str, int]


def timed(what: str, work: Callable[[], Result], times: int = 3) -> tuple[float, Result]:
    """Processor seconds of the cheapest run, printed, and the result."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        result = work()
        found.append(time.process_time() - begin)
    print(f"{what:64} {1000 * min(found):9.1f} ms cpu", flush=True)
    return min(found), result


def whole_stack(rules: int) -> None:
    """Anomalies beside exposure on the generated stack, then what is only made on demand."""
    network = network_of(terraform_state(stack(rules)))
    exposed, _ = timed(f"exposures of {rules:,} rules with their document", lambda: to_document(analyse(network)))
    found, rows = timed(f"anomalies of {rules:,} rules, per group", lambda: to_rows(anomalies(network)))
    print(f"  {len(rows):,} anomalies, {sum(row['removable'] for row in rows):,} rules can go at once")
    print(f"  anomalies / exposure: {found / exposed:.2f} (aim: at most 0.6)")
    on_demand(network)


def on_demand(network: Network) -> None:
    """Across the groups on each interface, and plans."""
    sets = len({i.groups for i in network.interfaces.values()})
    timed(f"anomalies across {sets} sets of groups", lambda: pooled_anomalies(network), 1)
    _, found = timed(
        f"plans of {len(network.groups)} groups, each proven on every interface", lambda: plans(network), 1
    )
    print(f"  {sum(p.given for p in found):,} rules -> {sum(len(p.rules) for p in found):,}")


def one_list(count: int, seed: int = 3) -> None:
    """One list beside deciding it: twice as many rules should not take four times as long."""
    lines = [random_rule(Random(f"{seed}-{n}"), n) for n in range(count)]
    entries = [planned(rule, "g") for rule in lines]
    decided, _ = timed(
        f"first match of one list of {count:,} rules", lambda: first_match(e.line for e in entries).accepted
    )
    found, _ = timed(
        f"anomalies of one list of {count:,} rules",
        lambda: list(Listing("ingress", entries, lambda *_: False).anomalies()),
        1,
    )
    print(f"  anomalies / first match: {found / decided:.1f}")


def random_rule(r: Random, number: int) -> PlannedRule:
    """Hosts, networks and everyone; services and ranges; a fifth drop."""
    bits = r.choice((0, 8, 16, 16, 20, 24, 24, 28, 32, 32))
    cidr = Cidr.parse(f"{r.randrange(1, 223)}.{r.randrange(256)}.{r.randrange(256)}.{r.randrange(256)}/{bits}")
    first = r.choice((22, 80, 443, 3306, r.randrange(1, 60000)))
    ports = PortRange(first, first + r.choice((0, 0, 0, 10, 1000)))
    protocol = r.choice(("tcp", "tcp", "tcp", "udp", "icmp"))
    policy = "drop" if r.random() < 0.2 else "accept"
    carried = ports if protocol in ("tcp", "udp") else ALL_PORTS
    return PlannedRule("ingress", r.randint(1, 100), policy, protocol, carried, cidr, f"r{number}")


def compaction(what: str, hosts: Iterable[Host]) -> None:
    """One list of per-host, per-port accept rules, both ways."""
    rows = list(hosts)
    lines = [(1, True, AddressSet.of(f"{host}/32"), TransportSet.tcp(port)) for host, port in rows]
    decided, accepted = timed(f"first match of {len(rows):,} rules: {what}", lambda: first_match(lines).accepted)
    shapes = Shapes(accepted.inner)
    one_cpu, one = timed("  accept only", lambda: one_action(accepted, shapes, 0))
    two_cpu, two = timed("  accept and drop", lambda: two_actions(accepted, shapes, 0))
    for found in (one, two):
        if found is None or accepted_by(found, shapes, 0) != accepted:
            raise SystemExit(f"benchmark: {what}: the rules do not accept the same")
    print(f"  {len(rows):,} -> {len(one or ())} accept only, {len(two or ())} with drops")
    print(f"  compaction / first match: {one_cpu / decided:.2f} accept only, {two_cpu / decided:.2f} with drops")


def host(number: int) -> str:
    """The address 10.x.y.z with this number."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def main() -> None:
    """Measure and print."""
    whole_stack(10_000)
    for count in (1_000, 2_000, 4_000):
        one_list(count)
    r = Random(5)
    services = (22, 80, 443, 8080, 9200)
    tiers = {0: (22, 80, 443), 1: (22, 3306), 2: (22, 6379, 9200)}
    compaction("1,000 hosts of five services", ((host(n), p) for n in range(1_000) for p in services))
    compaction(
        "three tiers side by side", ((host(512 * t + n), p) for t in tiers for n in range(512) for p in tiers[t])
    )
    compaction("a fiftieth of the hosts left out", ((host(n), p) for n in range(2_500) if n % 50 for p in (22, 443)))
    compaction("scattered, where nothing can be saved", ((host(r.getrandbits(22) << 2), 443) for _ in range(5_000)))


if __name__ == "__main__":
    main()
