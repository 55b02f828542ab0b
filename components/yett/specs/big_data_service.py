"""What the nodes of a cluster serve each other, as data: name -> who serves which ports to whom, and why.

Where a service speaks TLS, its TLS port stands here and its plain one is closed: 9871 and not 9870.
Sources: Apache Hadoop 3 (hdfs-default.xml, yarn-default.xml, mapred-default.xml), Apache ZooKeeper (zoo.cfg).
"""

from collections.abc import Iterator
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError, refuse

TLS_PORTS = {
    9870: 9871,
    9868: 9869,
    9864: 9865,
    8480: 8481,
    8088: 8090,
    8042: 8044,
    8188: 8190,
    19888: 19890,
    50070: 50470,
    50075: 50475,
}
"""Plain port -> the https port of the same service (hdfs-, yarn- and mapred-default.xml of Hadoop 3; last two: 2)."""


class BigDataService(Spec):
    """Tcp ports that some tiers serve to others; default: nothing is served."""

    tiers: list[str]
    """The tiers that serve."""
    clients: list[str]
    """The tiers that use it; a tier that serves itself stands here too."""
    ports: list[PortRange]
    """The tcp ports, such as 8020 or "8030-8033"."""
    reason: str
    """What it is for, 1..200 characters."""
    without_tls: Optional[str] = None
    """Why a port is served that speaks no TLS although the service has one that does; default: it is refused."""
    closed: Optional[bool] = False
    """Whether the ports are closed although the record stays; default: open."""

    @field_validator("tiers", "clients", "ports")
    @classmethod
    def _some(cls, found: list[object]) -> list[object]:
        if not found:
            raise ProblemError("is empty", allowed="at least one")
        return found

    @field_validator("reason", "without_tls")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @model_validator(mode="after")
    def _over_tls(self) -> "BigDataService":
        if self.without_tls is None and not self.closed:
            refuse(self._plain_ports())
        return self

    def _plain_ports(self) -> Iterator[ProblemError]:
        for number, ports in enumerate(self.ports):
            for port, secure in TLS_PORTS.items():
                if ports.holds(PortRange.of(port)):
                    said_so, fix = f"{port} speaks no TLS", f"serve {secure}, or say in `without_tls` why not"
                    yield ProblemError(said_so, got=str(ports), fix=fix, at=("ports", number))


def _service(tiers: str, clients: str, ports: list[int | str], reason: str) -> BigDataService:
    ranges = [PortRange.parse(port) for port in ports]
    return BigDataService(tiers=tiers.split(), clients=clients.split(), ports=ranges, reason=reason)


EVERY = "masters workers monitoring"
SERVICES = {
    "hdfs": _service("masters", "masters workers edge", [8020], "hdfs: where the blocks of a file are"),
    "hdfs-https": _service("masters", "masters edge", [9871], "name node over https: status and checkpoints"),
    "hdfs-journal": _service("masters", "masters", [8485], "edits of the name node, for its standby"),
    "hdfs-data": _service("workers", "masters workers edge", [9866, 9867], "hdfs: the blocks themselves"),
    "hdfs-data-https": _service("workers", "masters edge", [9865], "data node over https"),
    "yarn": _service("masters", "workers edge", [9000], "yarn: jobs are handed in"),
    "yarn-scheduler": _service("masters", "workers edge", ["8030-8033"], "yarn: resources, nodes, administration"),
    "yarn-https": _service("masters", "edge", [8090], "resource manager over https"),
    "yarn-node": _service("workers", "masters workers", [8040, 8041], "yarn: containers and their files"),
    "yarn-node-https": _service("workers", "masters edge", [8044], "node manager over https"),
    "shuffle": _service("workers", "workers", [13562], "mapreduce: results go from mappers to reducers"),
    "history": _service("masters", "workers edge", [10020], "mapreduce: finished jobs"),
    "history-https": _service("masters", "edge", [19890], "finished jobs over https"),
    "zookeeper": _service("masters", "masters workers", [2181], "zookeeper: who leads"),
    "zookeeper-peers": _service("masters", "masters", [2888, 3888], "zookeeper: between its servers"),
    "metrics": _service("masters workers", "monitoring", [5070], "prometheus reads the nodes"),
    "prometheus": _service("monitoring", "edge", [5070], "prometheus is read"),
    "ssh": _service(EVERY, "edge", [22], "administration, from the edge only"),
}
"""The usual ones by name; tiers that a cluster does not have are left out."""
