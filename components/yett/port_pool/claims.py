"""Who uses which port, read from any spec, so that two claims to one port are an error with both config paths."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

from yett.errors import SpecError
from yett.specs.port_forward import ForwardProtocol, PortForward
from yett.specs.port_range import PortRange
from yett.specs.problems import together


@dataclass(frozen=True, slots=True)
class Claim:
    """Ports of one place: an address that is dialled, or a host."""

    place: str
    """What has the ports: two claims clash only at one place."""
    protocol: str
    """tcp or udp."""
    ports: PortRange
    path: str
    """Where it stands in the config."""

    @classmethod
    def of_host(cls, host: str, protocol: ForwardProtocol, port: int, path: str) -> "Claim":
        """A service that listens on a host."""
        return cls(f"host {host}", protocol.value, PortRange.of(port), path)

    def meets(self, other: "Claim") -> bool:
        """Whether both want a port of the same place."""
        return (self.place, self.protocol) == (other.place, other.protocol) and self.ports.meets(other.ports)

    def __str__(self) -> str:
        return f"{self.protocol}/{self.ports}"


def claims_of(spec: Mapping[str, object], addresses: Optional[Mapping[str, str]] = None, path: str = "") -> list[Claim]:
    """Every listener and port forward below a spec's plain data.

    Each balancer and each gateway has an address of its own, unless `addresses` gives two of them, by their config
    paths, the same. Raises SpecError for a port forward that is none.
    """
    return list(_below(spec, path, addresses or {}))


def clashes(claims: Iterable[Claim], pool: Optional[PortRange] = None, handed_out: Collection[int] = ()) -> None:
    """Refuse two claims to one port of one place, and ports of a pool that it did not hand out.

    Raises SpecError with a line for each.
    """
    found = list(claims)
    errors = [*_twice(found), *(_strays(found, pool, handed_out) if pool else ())]
    if errors:
        raise together(errors)


def _twice(claims: list[Claim]) -> Iterator[SpecError]:
    earlier: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        before = earlier.setdefault((claim.place, claim.protocol), [])
        for other in before:
            if claim.meets(other):
                said = f"{claim} of {claim.place} is claimed by {other.path} already"
                yield SpecError(claim.path, said, fix="choose another port, or let a pool choose")
        before.append(claim)


def _strays(claims: list[Claim], pool: PortRange, handed_out: Collection[int]) -> Iterator[SpecError]:
    for claim in claims:
        inside = range(max(claim.ports.first, pool.first), min(claim.ports.last, pool.last) + 1)
        if stray := [port for port in inside if port not in handed_out]:
            said = f"{claim.protocol}/{stray[0]} lies in the pool {pool}, and no service of the pool has it"
            yield SpecError(claim.path, said, fix="add the service to the pool, or choose a port outside")


def _below(node: object, path: str, addresses: Mapping[str, str]) -> Iterator[Claim]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            below = f"{path}.{key}" if path else str(key)
            if key in READERS and isinstance(value, Sequence):
                address = addresses.get(path, path)
                read, needed = READERS[key]
                for number, entry in enumerate(value):
                    if isinstance(entry, Mapping) and needed in entry:
                        yield from read(entry, f"{below}[{number}]", f"address of {address or 'the spec'}")
            else:
                yield from _below(value, below, addresses)
    elif isinstance(node, list | tuple):
        for number, value in enumerate(node):
            yield from _below(value, f"{path}[{number}]", addresses)


def _listener(entry: Mapping[str, object], path: str, place: str) -> Iterator[Claim]:
    protocol = "udp" if entry.get("protocol") == "udp" else "tcp"
    yield Claim(place, protocol, PortRange.parse(entry.get("port"), f"{path}.port"), f"{path}.port")


def _forward(entry: Mapping[str, object], path: str, place: str) -> Iterator[Claim]:
    forward = PortForward.parse(entry, path)
    protocol = forward.protocol.value
    dialled = place if forward.zone is None else f"{place} in {forward.zone}"
    yield Claim(dialled, protocol, forward.external_port, f"{path}.external_port")
    # the cloud takes one entry for a port of a host (CreateForwardEntry); a service there is what the entry leads to
    yield Claim(f"forwards to host {forward.to}", protocol, forward.internal_port, f"{path}.internal_port")


READERS = {"listeners": (_listener, "port"), "port_forwards": (_forward, "external_port")}
"""The keys under which ports are claimed, in every spec, and what an entry that claims one has."""
