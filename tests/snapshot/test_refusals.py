"""What is no snapshot is refused in one sentence, and a part is never judged as the whole."""

import json
from pathlib import Path
from typing import Any

import pytest

from yett.errors import SnapshotError
from yett_policies.snapshot import load, network_of, read_network

FIXTURES = Path(__file__).parent / "fixtures"


def preview() -> Any:
    """The plan fixture."""
    return load(FIXTURES / "pulumi-preview.json")


def refused(document: Any) -> str:
    """The sentence that refuses a document."""
    with pytest.raises(SnapshotError) as caught:
        network_of(document)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_plan_without_unchanged_resources_is_refused_with_the_fix() -> None:
    plan = preview()
    plan["steps"] = [s for s in plan["steps"] if s["op"] != "same"]
    assert "pulumi preview --json --show-sames" in refused(plan)


def test_the_same_is_seen_without_a_summary() -> None:
    plan = preview()
    plan["steps"] = [s for s in plan["steps"] if s["op"] != "same"]
    del plan["changeSummary"]
    assert "is referred to and left out" in refused(plan)


def test_an_unchanged_stack_without_resources_is_refused_too() -> None:
    assert "--show-sames" in refused({"steps": [], "changeSummary": {"same": 12}})


def test_an_empty_stack_is_an_empty_network() -> None:
    stack = {"urn": "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev", "type": "pulumi:pulumi:Stack"}
    plan = {"steps": [{"op": "same", "urn": stack["urn"], "newState": stack}], "changeSummary": {"same": 1}}
    assert network_of(plan).interfaces == {}
    assert network_of({"version": 3, "deployment": {"manifest": {}}}).interfaces == {}
    assert network_of({"format_version": "1.0", "terraform_version": "1.9.8"}).interfaces == {}


def test_a_first_preview_needs_no_unchanged_resources() -> None:
    plan = preview()
    for step in plan["steps"]:
        step["op"] = "create"
    plan["changeSummary"] = {"create": len(plan["steps"])}
    assert network_of(plan).interfaces


def test_a_preview_that_failed_is_refused() -> None:
    plan = preview()
    plan["diagnostics"] = [{"severity": "error", "message": "error: Exception: no zone\nTraceback"}]
    assert "the preview failed (error: Exception: no zone)" in refused(plan)


def test_an_errored_terraform_plan_is_refused() -> None:
    plan = load(FIXTURES / "terraform-plan.json")
    assert "errored" in refused({**plan, "errored": True})


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ({}, "none of the formats"),
        ([], None),
        (None, "none of the formats"),
        ("text", "none of the formats"),
        ([1, 2], "none of the formats"),
        ({"deployment": []}, "deployment: got a list, allowed is an object"),
        ({"deployment": {"resources": {"a": 1}}}, "deployment.resources: got an object, allowed is a list"),
        ({"deployment": {"resources": [7]}}, "deployment.resources[0]: got a number"),
        ({"deployment": {"resources": [{"type": "a:b:C"}]}}, "deployment.resources[0].urn: got nothing"),
        ({"deployment": {}}, "pulumi stack export"),
        ({"steps": 5}, "steps: got a number"),
        ({"steps": [{"op": 1}]}, "steps[0].op: got a number"),
        ({"steps": [{"op": "create", "newState": "x"}]}, "steps[0].newState: got a text"),
        ({"planned_values": {"root_module": {"resources": [{}]}}}, "resources[0].address: got nothing"),
        ({"planned_values": {"root_module": {"child_modules": 3}}}, "child_modules: got a number"),
        ({"resource_changes": [{}]}, "neither planned_values nor values"),
        ([{"urn": "u"}], "resources[0].resource_type: got nothing"),
        ([{"urn": "u", "resource_type": "t", "props": []}], None),
        ([{"urn": "u", "resource_type": "t", "props": [1]}], "resources[0].props: got a list"),
    ],
)
def test_a_wrong_document_says_where_it_is_wrong(document: Any, word: str | None) -> None:
    if word is None:
        assert network_of(document).interfaces == {}
    else:
        assert word in refused(document)


@pytest.mark.parametrize("keep", [0, 1, 100, 5_000])
def test_a_truncated_file_is_refused(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes((FIXTURES / "pulumi-preview.json").read_bytes()[:keep])
    with pytest.raises(SnapshotError, match="not JSON"):
        read_network(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="cannot be read"):
        read_network(tmp_path / "nothing.json")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"\xff\xfe\x00\x80" * 1000)
    with pytest.raises(SnapshotError, match="not JSON"):
        read_network(path)


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text('{"deployment": ' + "[" * 100_000)
    with pytest.raises(SnapshotError):
        read_network(path)


def test_a_parent_that_is_its_own_ancestor_does_not_hang() -> None:
    state = load(FIXTURES / "pulumi-export.json")
    one, other = [r for r in state["deployment"]["resources"] if "securityGroupRule" in r["type"]][:2]
    one["parent"], other["parent"] = other["urn"], one["urn"]
    assert network_of(state).groups


def test_noise_beside_the_network_changes_nothing() -> None:
    state = load(FIXTURES / "pulumi-export.json")
    before = network_of(state)
    noise = {"type": "random:index/randomString:RandomString", "custom": True, "inputs": {"x": ["y" * 50] * 50}}
    state["deployment"]["resources"] += [
        {**noise, "urn": f"urn:pulumi:dev::shop::random:index/randomString:RandomString::n{i}"} for i in range(2_000)
    ]
    assert network_of(json.loads(json.dumps(state))) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x14\x00", "terraform show -json FILE"),
        (b"\x1f\x8b\x08\x00", "unpack it first"),
        (b'{"@level":"info"}\n{"@level":"info"}\n', "several documents"),
        (b"Plan: 3 to add", "make the file again"),
    ],
)
def test_a_file_that_is_something_else_is_told_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "plan"
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=said):
        read_network(path)
