"""Where boxes go: columns whose boxes keep their order, never overlap, and stay near what they join."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class _Cluster:
    """Boxes that touch and therefore move together; `top` is where the first begins."""

    total: float
    count: int
    height: float

    @property
    def top(self) -> float:
        return self.total / self.count


def settled(centres: Sequence[float], heights: Sequence[float], gap: float, top: float) -> list[float]:
    """Tops of boxes that want these centres, in the given order: least squares without overlap.

    >>> settled([50, 50], [20, 20], 10, 0)
    [25.0, 55.0]
    >>> settled([5, 200], [20, 20], 10, 0)
    [0.0, 190.0]
    """
    clusters: list[_Cluster] = []
    for centre, height in zip(centres, heights, strict=True):
        clusters.append(_Cluster(max(centre - height / 2, top), 1, height + gap))
        while len(clusters) > 1 and clusters[-2].top + clusters[-2].height > clusters[-1].top:
            last = clusters.pop()
            before = clusters[-1]
            # each member wants the cluster's top where it would sit on its own centre
            before.total += last.total - last.count * before.height
            before.count += last.count
            before.height += last.height
    return _unrolled(clusters, heights, gap, top)


def _unrolled(clusters: list[_Cluster], heights: Sequence[float], gap: float, top: float) -> list[float]:
    tops: list[float] = []
    for cluster in clusters:
        y = max(cluster.top, top)
        for _ in range(cluster.count):
            y = max(y, tops[-1] + heights[len(tops) - 1] + gap) if tops else y
            tops.append(y)
            y += heights[len(tops) - 1] + gap
    return tops


def ordered(wanted: dict[str, list[float]], heights: dict[str, float], gap: float, top: float) -> dict[str, float]:
    """Tops by key: boxes in the order of the mean of what each is joined to."""
    centres = {key: sum(values) / len(values) for key, values in wanted.items() if values}
    keys = sorted(centres, key=lambda key: (centres[key], key))
    tops = settled([centres[k] for k in keys], [heights[k] for k in keys], gap, top)
    return dict(zip(keys, tops, strict=True))
