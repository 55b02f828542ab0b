"""Where a command writes: standard output or a file, with one clear error where that cannot be written."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from yett.errors import YettError


@contextmanager
def opened(path: str | Path | None, option: str = "--output") -> Iterator[TextIO]:
    """A file to write text into, named by an option, or standard output when none is; raises YettError."""
    if path is None:
        yield sys.stdout
        return
    try:
        with Path(path).open("w", encoding="utf-8") as stream:
            yield stream
    except OSError as error:
        raise YettError(f"{path}: cannot be written ({error.strerror}); give {option} another file") from None
