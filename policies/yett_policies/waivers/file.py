"""Waivers from files: a waiver file, or a stack's `Pulumi.<stack>.yaml` with `yett:waivers` in its config."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from yett.errors import SpecError

from .problems import INVALID, problem
from .reading import MEND, Waivers, united, waivers_in, waivers_in_config


def waivers_of(paths: Iterable[str], today: date) -> Waivers:
    """The waivers of all these files; raises SpecError for a file that cannot be read at all."""
    return united(in_file(path, today) for path in paths)


def in_file(path: str, today: date) -> Waivers:
    """One file's waivers; a file that is no YAML is a finding, as whatever it waives is not waived."""
    try:
        data = yaml.safe_load(Path(path).read_bytes())
    except OSError as error:
        raise SpecError(f"waivers: {path} cannot be read ({error.strerror}); give another file") from None
    except (yaml.YAMLError, RecursionError, ValueError):
        return Waivers(problems=(problem(INVALID, path, "the file is not YAML", MEND),))
    return (
        waivers_in_config(data["config"] or {}, path, today) if is_stack_config(data) else waivers_in(data, path, today)
    )


def is_stack_config(data: Any) -> bool:
    """Whether it is the config of a Pulumi stack."""
    return isinstance(data, Mapping) and "config" in data and isinstance(data["config"] or {}, Mapping)
