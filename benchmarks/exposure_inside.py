"""What single parts of exposure take, measured inside one process: calibration, one interface, anomalies."""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exposure_stack import stack

from tests.oracle.as_terraform import terraform_state
from yett_cli.uncollected import uncollected
from yett_policies.exposure import analyse, to_document
from yett_policies.hygiene import anomalies, to_rows
from yett_policies.network import Network
from yett_policies.reports.as_json import json_parts
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


def cold(work: Callable[[], object]) -> float:
    """Processor seconds in a copy of this process, which remembers no earlier answer."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        os.write(there, str(best(work, 1)).encode())
        os._exit(0)
    os.waitpid(child, 0)
    seconds = float(os.read(here, 64))
    os.close(here)
    os.close(there)
    return seconds


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
    """What anomalies take beside exposures without them, both as the command runs them, from the parsed file on.

    Printed beside it: the same without the reading of the network, which both need.
    """
    document = json.loads(plan.read_bytes())
    network = network_of(document)
    works: dict[str, Callable[[], object]] = {
        "reading the network of 10,000 rules": partial(network_of, document),
        "deciding and writing its exposures": partial(exposures_text, network),
        "finding and writing its anomalies": partial(anomalies_text, network),
    }
    with uncollected():
        rounds = [[cold(work) for work in works.values()] for _ in range(5)]
    read, exposed, found = (min(times) for times in zip(*rounds, strict=True))
    for name, seconds in zip(works, (read, exposed, found), strict=True):
        print(f"{name:58} {seconds:7.2f} s cpu")
    print(f"anomalies beside exposures, the reading left out (not gated): {found / exposed:.2f}")
    return found / (read + exposed)


def exposures_text(network: Network) -> None:
    """Decide and write down what is exposed."""
    shown(to_document(analyse(network)))


def anomalies_text(network: Network) -> None:
    """Find and write down the anomalies alone."""
    shown({"version": 1, "exposures": [], "unmodelled": [], "anomalies": to_rows(anomalies(network))})


def shown(document: Any) -> None:
    """Write a document where nobody reads it."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        nowhere.writelines(json_parts(document))


if __name__ == "__main__":
    print(f"calibration {calibration_ms():.2f} ms, one interface of 1,000 rules {interface_ms(1_000):.2f} ms")
