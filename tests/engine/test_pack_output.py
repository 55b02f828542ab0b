"""What a policy pack prints reaches the engine once, however its output is cut into pieces."""

import pytest
from language_host.plugin import told_once
from language_host.streams import Chunk


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ([b"4711\n", b"4711\n"], b"4711\n"),
        ([b"47", b"11\n47", b"11\nlate"], b"4711\nlate"),
        ([b"4711\nearly\n4711\nlate\n"], b"4711\nearly\nlate\n"),
        ([b"4711\n47112\n4711"], b"4711\n47112\n4711"),
        ([b"4711\n4711\n4711\n"], b"4711\n4711\n"),
        ([], b""),
    ],
)
def test_the_port_is_told_once(pieces: list[bytes], shown: bytes) -> None:
    found = list(told_once(("stdout", piece) for piece in pieces))
    assert b"".join(data for _, data in found) == shown


def test_errors_pass_at_once() -> None:
    chunks: list[Chunk] = [("stdout", b"47"), ("stderr", b"4711\n"), ("stdout", b"11\n")]
    assert list(told_once(chunks)) == [("stderr", b"4711\n"), ("stdout", b"4711\n")]
