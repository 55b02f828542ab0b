"""Documents for the reports' tests: one plain, and any number of random ones with hostile names."""

from random import Random
from typing import Any

from yett_policies.network import Interface, LoadBalancer, Network, Vpc, VSwitch
from yett_policies.reports.document import Document, ExposureRow

HOSTILE = (
    "</text><script>alert(1)</script>",
    'a" onload="x',
    "a|b`*_[x](y)",
    "网关服务器" * 9,
    "[red]x[/red]",
    "a\x00\x1b[31m\nb",
    "&amp;",
)
NAMES = ("web", "db", "bastion", *HOSTILE)


def row(workload: str, **changes: Any) -> ExposureRow:
    """tcp 22 through an EIP from everybody, with changes."""
    base: dict[str, Any] = {
        "workload": workload,
        "name": workload,
        "address": "47.1.0.1",
        "zone": "internet",
        "protocol": "tcp",
        "ports": ["22"],
        "target_ports": ["22"],
        "sources": ["0.0.0.0/0"],
        "verdict": "reachable",
        "declared": False,
        "path": [{"kind": "eip", "urn": "eip", "detail": ""}, {"kind": "rule", "urn": "ssh", "detail": "accept"}],
        "witness": {"source": "198.51.100.1", "destination": "47.1.0.1:22"},
    }
    return {**base, **changes}  # type: ignore[typeddict-item]


def document(*rows: ExposureRow, unmodelled: tuple[str, ...] = ()) -> Document:
    """Rows with what is not modelled."""
    others = [
        {"urn": urn, "type": "alicloud_cdn_domain", "why": "a CDN domain publishes its origin"} for urn in unmodelled
    ]
    return {"version": 1, "exposures": list(rows), "unmodelled": others, "anomalies": []}  # type: ignore[typeddict-item]


def random_document(seed: int) -> tuple[Document, Network]:
    """Up to 40 rows over up to 20 workloads in up to three vswitches, some balancers outside any VPC."""
    random = Random(seed)
    vswitches = {f"vsw{n}": VSwitch(f"vsw{n}", random.choice(NAMES), "vpc", ()) for n in range(random.randint(1, 3))}
    urns = [f"instance{n}" for n in range(random.randint(1, 20))]
    where = {urn: random.choice((None, *vswitches)) for urn in urns}
    interfaces = {urn: Interface(urn, random.choice(NAMES), where[urn], ()) for urn in urns}
    clb = LoadBalancer("clb", random.choice(NAMES), "clb", "internet")
    rows = [random_row(random, random.choice([*urns, "clb", "elsewhere"])) for _ in range(random.randint(0, 40))]
    vpcs = {"vpc": Vpc("vpc", random.choice(NAMES), ())}
    network = Network(vpcs=vpcs, vswitches=vswitches, interfaces=interfaces, balancers={"clb": clb})
    return document(*rows, unmodelled=tuple(random.sample(NAMES, 2))), network


def random_row(random: Random, workload: str) -> ExposureRow:
    """A row by a random way."""
    hops = [{"kind": "eip", "urn": f"eip{random.randint(0, 4)}", "detail": ""}] if random.random() < 0.7 else []
    if random.random() < 0.5:
        hops.append({"kind": "forward-entry", "urn": f"f{random.randint(0, 5)}", "detail": random.choice(NAMES)})
    return row(
        workload,
        name=random.choice(NAMES),
        address=random.choice(("47.1.0.1", "47.1.0.2", "")),
        ports=[str(random.randint(1, 9))],
        verdict=random.choice(("reachable", "indeterminate")),
        declared=random.random() < 0.5,
        path=hops,
    )
