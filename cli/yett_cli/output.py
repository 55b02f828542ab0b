"""Files that a command writes, with one clear error where they cannot be written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from yett.errors import YettError


@contextmanager
def opened(path: str | Path, option: str = "--output") -> Iterator[TextIO]:
    """A file to write text into, named by an option; raises YettError."""
    try:
        with Path(path).open("w", encoding="utf-8") as stream:
            yield stream
    except OSError as error:
        raise YettError(f"{path}: cannot be written ({error.strerror}); give {option} another file") from None
