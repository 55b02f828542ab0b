"""Damaged plans and states: one clear error or a network, never a crash, whatever is broken and wherever."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.oracle.as_pulumi import pulumi_preview, pulumi_state
from tests.oracle.as_terraform import terraform_plan, terraform_state
from tests.oracle.damage import JUNK, paths, replaced, without
from tests.oracle.networks import random_network
from yett.errors import YettError
from yett_policies.network import Network
from yett_policies.snapshot import load, network_of

FORMATS = {
    "terraform plan": terraform_plan,
    "terraform state": terraform_state,
    "pulumi state": pulumi_state,
    "pulumi preview": pulumi_preview,
}
SEEDS = (3, 17, 91, 120)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def read(document: Any) -> Network | str:
    """The network, or the one line in which yett refuses."""
    try:
        return network_of(document)
    except YettError as error:
        return str(error)


@pytest.mark.parametrize("name", FORMATS)
@QUICK
@given(data=st.data())
def test_a_wrong_value_anywhere_is_an_error_or_a_network(name: str, data: st.DataObject) -> None:
    document = FORMATS[name](random_network(data.draw(st.sampled_from(SEEDS))))
    place = data.draw(st.sampled_from(paths(document)))
    assert read(replaced(document, place, data.draw(JUNK)))


@pytest.mark.parametrize("name", FORMATS)
@QUICK
@given(data=st.data())
def test_a_missing_value_anywhere_is_an_error_or_a_network(name: str, data: st.DataObject) -> None:
    document = FORMATS[name](random_network(data.draw(st.sampled_from(SEEDS))))
    assert read(without(document, data.draw(st.sampled_from(paths(document)))))


@pytest.mark.parametrize("name", FORMATS)
@QUICK
@given(share=st.floats(0, 0.999))
def test_a_truncated_file_is_refused(name: str, share: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = json.dumps(FORMATS[name](random_network(3)))
    file = tmp_path_factory.mktemp("cut") / "file.json"
    file.write_text(text[: int(len(text) * share)])
    with pytest.raises(YettError, match=str(file)):
        load(file)


@QUICK
@given(noise=st.binary(max_size=200))
def test_noise_is_refused(noise: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("noise") / "file.json"
    file.write_bytes(noise)
    with pytest.raises(YettError):
        network_of(load(file))


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "1" * 5_000_000, '"' + "x" * 5_000_000])
def test_a_file_made_to_exhaust_the_reader_is_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("deep") / "file.json"
    file.write_text(text)
    with pytest.raises(YettError):
        load(file)


@pytest.mark.parametrize(
    "document", [None, 0, "", [], {}, [1], {"a": 1}, {"steps": 5}, {"deployment": []}, {"values": 1}]
)
def test_json_that_is_no_snapshot_is_refused_and_names_what_is_read(document: Any) -> None:
    if document == []:
        assert network_of(document) == Network()  # a policy run over no resources
        return
    with pytest.raises(YettError):
        network_of(document)
