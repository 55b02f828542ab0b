"""The store's laws."""

import pytest

from yett_emulator.store import Store, public


@pytest.fixture
def store() -> Store:
    return Store()


def test_records_come_in_order_of_creation(store: Store) -> None:
    for key in ("b", "a", "c"):
        store.insert("thing", key, {"id": key})
    store.save("thing", "b", {"id": "b", "again": True})
    assert [row["id"] for row in store.find("thing")] == ["b", "a", "c"]


def test_a_failed_transaction_leaves_nothing_behind(store: Store) -> None:
    store.insert("thing", "kept", {"n": 1})
    with pytest.raises(RuntimeError):
        fail_after_changes(store)
    assert (store.get("thing", "kept"), store.get("thing", "new"), store.recall("note")) == ({"n": 1}, None, None)
    assert store.kinds() == {"thing": 1}


def fail_after_changes(store: Store) -> None:
    with store.transaction():
        store.insert("thing", "new", {})
        store.save("thing", "kept", {"n": 2})
        store.delete("thing", "kept")
        store.remember("note", {"a": 1})
        raise RuntimeError


def test_a_record_handed_out_is_a_copy(store: Store) -> None:
    store.insert("thing", "a", {"inner": {"n": 1}})
    found = store.find("thing")[0]
    found["inner"]["n"] = 2
    assert store.get("thing", "a") == {"inner": {"n": 1}}


def test_a_filter_sees_what_has_settled() -> None:
    now = [0.0]
    store = Store(clock=lambda: now[0])
    store.insert("thing", "a", {"Status": "Pending"})
    store.schedule("thing", "a", 5, {"Status": "Available"})
    assert store.find("thing", Status="Available") == []
    now[0] = 5
    assert store.find("thing", Status="Available") == [{"Status": "Available"}]


def test_a_scheduled_end_is_an_end() -> None:
    now = [0.0]
    store = Store(clock=lambda: now[0])
    store.insert("thing", "a", {})
    store.schedule("thing", "a", 5, None)
    now[0] = 5
    assert (store.get("thing", "a"), store.kinds()) == (None, {})


def test_a_count_goes_on_after_a_reset(store: Store) -> None:
    assert [store.count("x"), store.count("x"), store.count("y")] == [1, 2, 1]
    store.reset()
    assert store.count("x") == 3


def test_private_fields_are_not_public() -> None:
    assert public({"A": 1, "_b": 2}) == {"A": 1}
