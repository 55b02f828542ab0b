"""The fast way to JSON text gives the bytes of the plain one, whatever the rows hold."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from yett_policies.reports.as_json import Encoded, json_parts, json_value

TEXTS = st.text(max_size=8) | st.sampled_from(['"', "\\", "\n", "\x7f", "}, {", '": "', "%s", "出口", ""])
STATION = st.fixed_dictionaries({"kind": TEXTS, "urn": TEXTS, "detail": TEXTS | st.none()})
PLAIN = TEXTS | st.booleans() | st.none() | st.integers() | st.lists(TEXTS, max_size=3)
VALUES = PLAIN | st.lists(STATION, max_size=3) | st.fixed_dictionaries({"source": TEXTS, "destination": PLAIN})
ROWS = st.lists(st.dictionaries(st.sampled_from(("workload", "path", "sources", '%"', "needs")), VALUES), max_size=6)


def plain(document: dict[str, Any]) -> str:
    """One call of the encoder for each row."""
    text = json.JSONEncoder(ensure_ascii=False).encode
    said = []
    for key, value in document.items():
        rows = ",\n  ".join(map(text, value)) if isinstance(value, list) else ""
        said.append(f'"{key}": ' + (f"[\n  {rows}\n]" if rows else text(value)))
    return "{\n" + ",\n".join(said) + "\n}\n"


@given(ROWS, ROWS)
def test_rows_in_columns_are_the_bytes_of_rows_one_by_one(exposures: list[Any], anomalies: list[Any]) -> None:
    document: Any = {"version": 1, "exposures": exposures, "unmodelled": [], "anomalies": anomalies}
    assert "".join(json_parts(document)) == plain(document)


@given(ROWS, ROWS)
def test_a_value_that_is_text_already_is_the_bytes_of_its_rows(exposures: list[Any], anomalies: list[Any]) -> None:
    document: Any = {"exposures": exposures, "anomalies": anomalies, "version": 1}
    ready = document | {"anomalies": Encoded("".join(json_value(anomalies)))}
    assert "".join(json_parts(ready)) == plain(document)


def test_rows_that_share_stations_say_them_each() -> None:
    station = {"kind": "rule", "urn": 'a"b', "detail": "tcp"}
    document: Any = {"exposures": [{"path": [station, station]}, {"path": [station]}, {"path": []}]}
    assert "".join(json_parts(document)) == plain(document)
