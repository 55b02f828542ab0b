"""What single parts of exposure take, measured inside one process: calibration, one interface, anomalies."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exposure_stack import stack

from tests.oracle.as_terraform import terraform_state
from yett_policies.exposure import analyse, to_document
from yett_policies.hygiene import anomalies, to_rows
from yett_policies.snapshot import network_of

GROUPS = 5
"""Groups of 200 rules on one interface: the cloud's quota of 1,000 rules."""


def best(work: Callable[[], object], times: int = 5) -> float:
    """Processor seconds of the cheapest run."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def calibration_ms() -> float:
    """A million additions, so that milliseconds of two machines can be compared."""
    return 1000 * best(lambda: sum(range(1_000_000)))


def interface_ms(rules: int) -> float:
    """Decide everything that one interface with this many rules and an EIP exposes; reading the file not counted."""
    resources = [
        r for r in stack(rules, partners=0) if r["type"] not in ("alicloud_forward_entry", "alicloud_slb_listener")
    ]
    groups = [r["address"] for r in resources if r["type"] == "alicloud_security_group"][:GROUPS]
    hosts = [r for r in resources if r["type"] == "alicloud_instance"]
    reference = type(hosts[0]["values"]["vswitch_id"])
    hosts[0]["values"].update(
        security_groups=[reference(g) for g in groups], internet_max_bandwidth_out=10, public_ip="47.9.9.9"
    )
    gone = {host["address"] for host in hosts[1:]}
    kept = [r for r in resources if r["address"] not in gone and r["type"] != "alicloud_eip_association"]
    network = network_of(json.loads(json.dumps(terraform_state(kept))))
    return 1000 * best(lambda: analyse(network))


def anomaly_share(plan: Path) -> float:
    """Time of all anomalies over time of all exposures with their document, both of the same network."""
    network = network_of(json.loads(plan.read_bytes()))
    exposed = best(lambda: to_document(analyse(network)), 2)
    found = best(lambda: to_rows(anomalies(network)), 2)
    print(f"{'exposures of 10,000 rules with their document':58} {exposed:7.2f} s cpu")
    print(f"{'anomalies of 10,000 rules':58} {found:7.2f} s cpu")
    return found / exposed


if __name__ == "__main__":
    print(f"calibration {calibration_ms():.2f} ms, one interface of 1,000 rules {interface_ms(1_000):.2f} ms")
