"""Instance types: `instance_type("ecs.g7.large")` knows cores, memory and how many interfaces it takes.

A type is a family and a size. The families are the cloud's (help.aliyun.com, ECS, overview of instance families);
cores and memory follow from size and family exactly, interface counts are those of the g6/g7 families by size.
"""

import re
from dataclasses import dataclass
from functools import cache

FAMILIES = {
    "ecs-1": "t1:1 s1:1 s2:2 s3:4 m1:4 m2:8 c1:2 c2:2",
    "ecs-2": "n1:2 n2:4 e3:8",
    "ecs-3": "xn4:1 n4:2 mn4:4 e4:8 sn1:2 sn2:4 sn1ne:2 sn2ne:4 se1:8 se1ne:8 cm4:4 c4:2 ce4:8 i1:4 d1:4"
    " ga1:2.5 gn4:7.5",
    "ecs-4": "t5-lc1m1:1 t5-lc1m2:2 t5-lc1m4:4 t5-c1m1:1 t5-c1m2:2 t5-c1m4:4 t6-c1m1:1 t6-c1m2:2 t6-c1m4:4 g5:4"
    " c5:2 r5:8 hfc5:2 hfg5:4 i2:8 i2g:4 d1ne:4 d2s:4 gn5:7.5 gn5i:4 gn6i:3.875 gn6v:4 s6-c1m1:1 s6-c1m2:2 s6-c1m4:4"
    " g6:4 c6:2 r6:8 g6e:4 c6e:2 r6e:8 hfc6:2 hfg6:4 hfr6:8 g5ne:4 g6a:4 c6a:2 r6a:8 re6:14.4 g6r:4 c6r:2"
    " t6-c4m1:0.25 t6-c2m1:0.5 re4:15 ic5:1 gn6v-c8g1:4 f1-c8f1:7.5 f3-c4f1:4 f3-c8f1:4 vgn5i-m1:3 vgn6i-m4:5.75"
    " ebmc4:2 ebmg5:4 ebmg5s:4 ebmc5s:2 ebmr5s:8 ebmhfg5:4 ebmg6:4 ebmc6:2 ebmr6:8 ebmhfg6:4 ebmhfc6:2 ebmhfr6:8"
    " ebmgn6v:4 ebmgn6i:4 ebmgn6e:8 sccg5:4 scch5:6 scch5s:3 sccgn6:4 sccgn6ne:4",
    "ecs-7": "e-c1m1:1 e-c1m2:2 e-c1m4:4 u1-c1m1:1 u1-c1m2:2 u1-c1m4:4 u1-c1m8:8 u2i-c1m2:2 u2i-c1m4:4 u2a-c1m2:2"
    " g7:4 c7:2 r7:8 g7a:4 c7a:2 r7a:8 hfc7:2 hfg7:4 hfr7:8 g7se:4 c7se:2 r7se:8 g7ne:4 g7nex:4 g7t:4 c7t:2 r7t:8"
    " g8i:4 c8i:2 r8i:8 g8a:4 c8a:2 r8a:8 g8ae:4 c8ae:2 r8ae:8 g8y:4 c8y:2 r8y:8 hfg8i:4 hfc8i:2 hfr8i:8 g8ise:4"
    " g9i:4 c9i:2 r9i:8 g9a:4 c9a:2 r9a:8 i4:8 gn7i:5.875 d3s:4 gn7-c12g1:7.75 gn7e-c16g1:7.75 gn7s-c8g1:4"
    " vgn7i-vws-m4:7.5 vgn7i-vws-m8:7.5 vgn7i-vws-m24:6.75",
}
"""Generation -> families with GiB of memory per core; generation ecs-7 stands for the 7th and all later ones."""

CORES = {"tiny": 1, "nano": 1, "small": 1, "medium": 1, "large": 2, "xlarge": 4}
"""Cores by size; `2xlarge` is 8, `16xlarge` 64, and so on. `medium` is 2 in the n1/n2 families."""

ON_SALE = ("ecs-4", "ecs-7")
"""Generations that lists show first; modules still ask for the earlier ones by family."""

LISTED_SIZES = ("large", "xlarge", "2xlarge", "4xlarge", "8xlarge")
SMALL = ("t5-lc1m1", "t5-lc1m2", "n1", "n2", "e3", "xn4", "n4", "mn4", "e4", "cm4", "c4", "ce4")
"""Families that lists show below `large` too."""

WHOLE = ("ebm", "scc")
"""Bare metal is sold as whole machines."""
WHOLE_SIZES = ("2xlarge", "8xlarge", "16xlarge", "24xlarge", "26xlarge")
SPECIFICATION = re.compile(r"-(?:l?c\d+m\d+|c\d+[gf]\d+|m\d+)$")
"""The end of a type's first word that its family does not have: `ecs.t6-c1m2.large` is of the family `ecs.t6`."""

INTERFACES = ((1, 2, 2), (2, 3, 6), (4, 4, 15), (8, 4, 15), (16, 8, 30), (10_000, 8, 30))
"""Up to so many cores: interfaces, addresses per interface."""


@dataclass(frozen=True, slots=True)
class InstanceType:
    """One type; memory in GiB, interfaces including the primary one."""

    name: str
    family: str
    generation: str
    cores: int
    memory: float
    interfaces: int
    addresses: int

    @property
    def is_arm(self) -> bool:
        return self.family.endswith(("8y", "6r"))

    @property
    def gpus(self) -> int:
        return max(1, self.cores // 8) if self.family.startswith("ecs.gn") else 0

    @property
    def system_category(self) -> str:
        """The default system disk: later generations take ESSDs only."""
        return "cloud_essd" if self.generation == "ecs-7" else "cloud_efficiency"


@cache
def families() -> dict[str, tuple[str, float]]:
    """Family without `ecs.` -> generation, GiB per core."""
    rows = [(word.split(":"), generation) for generation, words in FAMILIES.items() for word in words.split()]
    return {name: (generation, float(ratio)) for (name, ratio), generation in rows}


@cache
def instance_type(name: str) -> InstanceType | None:
    """The type of that name, or None when the cloud has no such family or size.

    >>> instance_type("ecs.g7.2xlarge").memory, instance_type("ecs.t6-c1m2.large").cores
    (32.0, 2)
    >>> instance_type("ecs.g99.large") is None, instance_type("ecs.g7.huge") is None
    (True, True)
    """
    family, _, size = name.removeprefix("ecs.").rpartition(".")
    cores = cores_of(family, size)
    if family not in families() or not cores or not name.startswith("ecs."):
        return None
    generation, ratio = families()[family]
    interfaces, addresses = next((i, a) for limit, i, a in INTERFACES if cores <= limit)
    return InstanceType(name, family_name(family), generation, cores, cores * ratio, interfaces, addresses)


def cores_of(family: str, size: str) -> int:
    if size == "medium" and family in ("n1", "n2"):
        return 2
    if size == "large" and family in ("n1", "n2"):
        return 4
    many = re.fullmatch(r"(\d+)xlarge", size)
    return int(many[1]) * 4 if many else CORES.get(size, 0)


def family_name(word: str) -> str:
    """The family that a type's first word belongs to.

    >>> family_name("t6-c1m2"), family_name("gn6v-c8g1"), family_name("g7")
    ('ecs.t6', 'ecs.gn6v', 'ecs.g7')
    """
    return f"ecs.{SPECIFICATION.sub('', word)}"


def sizes_of(word: str) -> tuple[str, ...]:
    """The sizes that lists show of a family."""
    if word.startswith(WHOLE):
        return WHOLE_SIZES
    return ("small", *LISTED_SIZES) if word in SMALL else LISTED_SIZES


@cache
def listed_types() -> tuple[InstanceType, ...]:
    """Every type that lists show: those on sale first, by family and then size."""
    words = sorted(families(), key=lambda word: families()[word][0] not in ON_SALE)
    names = [f"ecs.{word}.{size}" for word in words for size in sizes_of(word)]
    return tuple(known for name in dict.fromkeys(names) if (known := instance_type(name)))
