"""What a list lets through is who is admitted without who is denied, whatever the networks are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from yett.packets import AddressSet
from yett.specs.listener_access import ListenerAccess, black, white

UNIVERSE = AddressSet.cidr("10.0.0.0/28")


@st.composite
def networks(draw: st.DrawFn) -> list[str]:
    """Some networks inside 10.0.0.0/28."""
    masks = draw(st.lists(st.integers(28, 32), max_size=4))
    return [f"10.0.0.{draw(st.integers(0, 2 ** (mask - 28) - 1)) * 2 ** (32 - mask)}/{mask}" for mask in masks]


def let_through(access: ListenerAccess) -> AddressSet:
    """As the cloud reads a list: white admits the listed, black all others, no list everyone."""
    listed = AddressSet.of(*access.listed)
    return {"white": listed, "black": UNIVERSE - listed, None: UNIVERSE}[access.acl_type]


@settings(max_examples=200, deadline=None)
@given(networks(), networks())
def test_a_white_list_lets_through_who_is_admitted_and_not_denied(admitted: list[str], denied: list[str]) -> None:
    access = white(admitted, denied)
    expected = AddressSet.of(*admitted) - AddressSet.of(*denied)
    assert access.is_nobody == (not expected)
    if not access.is_nobody:  # without an entry nothing is built
        assert let_through(access) == expected
    untouched = [cidr for cidr in admitted if not AddressSet.cidr(cidr) & AddressSet.of(*denied)]
    assert set(untouched) <= set(access.listed), "an entry that no denied one meets keeps its name"


@settings(max_examples=100, deadline=None)
@given(networks())
def test_a_black_list_lets_everyone_through_who_is_not_denied(denied: list[str]) -> None:
    assert not black(denied).is_nobody
    assert let_through(black(denied)) == UNIVERSE - AddressSet.of(*denied)
