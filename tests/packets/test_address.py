"""AddressSet: text in, the fewest CIDRs out, and errors that hold the fix."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yett.packets import DOCUMENTATION, INTERNET, PRIVATE, SHARED, AddressSet, TransportSet
from yett.packets.reserved import TABLE, Reserved

v4 = st.integers(0, 2**32 - 1).map(IPv4Address)
v6 = st.integers(0, 2**128 - 1).map(IPv6Address)


@given(st.one_of(v4, v6))
def test_every_address_is_read_and_written_like_the_standard_library(address: IPv4Address | IPv6Address) -> None:
    found = AddressSet.of(str(address))
    assert found.cidrs() == (str(ip_network(address)),)
    assert address in found
    assert str(address) in found
    assert found.size == 1


@given(st.one_of(st.tuples(v4, st.integers(0, 32)), st.tuples(v6, st.integers(0, 128))))
def test_every_network_is_read_and_written_like_the_standard_library(net: tuple[IPv4Address, int]) -> None:
    network = ip_network((int(net[0]).to_bytes(net[0].max_prefixlen // 8), net[1]), strict=False)
    found = AddressSet.cidr(str(network))
    assert found.cidrs() == (str(network),)
    assert found == AddressSet.range(str(network[0]), str(network[-1]))
    assert AddressSet.network_of(f"{net[0]}/{net[1]}") == found


@given(st.text(alphabet="0123456789.:/ +-_a%", max_size=20))
@example("1.2.3")
@example("01.2.3.4")
@example("1.2.3.256")
@example("1..2.3")
@example("")
def test_a_bare_address_is_taken_exactly_when_the_standard_library_takes_it(text: str) -> None:
    try:
        wanted = None if "%" in text else ip_address(text)
    except ValueError:
        wanted = None
    try:
        AddressSet.of(text) if "/" not in text else AddressSet.of("no")
    except ValueError:
        assert wanted is None
    else:
        assert wanted is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10.0.0.1", '"10.0.0.1" has no mask, did you mean "10.0.0.1/32"?'),
        ("2001:db8::1", '"2001:db8::1" has no mask, did you mean "2001:db8::1/128"?'),
        ("10.1.2.3/8", '"10.1.2.3/8" has host bits set, did you mean "10.0.0.0/8"?'),
        ("2001:db8::1/32", '"2001:db8::1/32" has host bits set, did you mean "2001:db8::/32"?'),
        ("10.0.0.0/33", '"10.0.0.0/33" has the mask "33", allowed is a length of 0..32'),
        ("10.0.0.0/255.0.0.0", '"10.0.0.0/255.0.0.0" has the mask "255.0.0.0", allowed is a length of 0..32'),
        ("office", '"office" is not an address, write it like "10.0.0.1" or "2001:db8::1"'),
    ],
)
def test_a_wrong_cidr_is_refused_with_the_fix(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (the whole message is compared)
        AddressSet.cidr(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(("first", "last"), [("10.0.0.2", "10.0.0.1"), ("10.0.0.1", "::5")])
def test_a_range_goes_upwards_in_one_family(first: str, last: str) -> None:
    with pytest.raises(ValueError, match="is no range"):
        AddressSet.range(first, last)


def test_one_address_in_a_set_cannot_be_asked_for_as_a_cidr() -> None:
    with pytest.raises(ValueError, match="leave out the mask"):
        _ = "10.0.0.0/8" in AddressSet.everyone()


def test_halves_of_the_internet_are_the_internet() -> None:
    assert AddressSet.of("0.0.0.0/1", "128.0.0.0/1") == AddressSet.everyone_v4()
    assert AddressSet.of("::/1", "8000::/1") == AddressSet.everyone_v6()
    assert AddressSet.of("0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1") == AddressSet.everyone()


def test_families_do_not_mix() -> None:
    assert "::1" not in AddressSet.everyone_v4()
    assert "0.0.0.1" not in AddressSet.everyone_v6()
    assert AddressSet.everyone_v6().v6.size == 2**128
    assert AddressSet.everyone().v4.size == 2**32
    assert AddressSet.of("::7").v6.smallest == 7


def test_addresses_and_ports_cannot_be_combined() -> None:
    with pytest.raises(TypeError, match="share no axis"):
        AddressSet.everyone() | TransportSet.all()  # type: ignore[operator]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.cidr)
def test_reserved_rows_agree_with_the_standard_library(row: Reserved) -> None:
    network = ip_network(row.cidr)
    if row.purpose == "private":
        assert network.is_private
    if row.purpose == "multicast":
        assert network.is_multicast
    if row.purpose == "loopback":
        assert network.is_loopback
    if row.purpose == "link-local":
        assert network.is_link_local
    assert row.source.startswith("RFC ")
    outside = row.purpose not in ("global", "documentation")
    first = AddressSet.of(str(network[0] if row.cidr != "::/3" else network[5]))
    assert (first & INTERNET).is_empty == outside


def test_reserved_rows_ascend_and_appear_once() -> None:
    order = [(ip_network(row.cidr).version, ip_network(row.cidr)) for row in TABLE]
    assert order == sorted(set(order), key=lambda row: (row[0], row[1]))


def test_the_internet_holds_hosts_and_examples_but_nothing_private() -> None:
    assert all(address in INTERNET for address in ("8.8.8.8", "47.0.0.9", "2400:3200::1", "198.51.100.7"))
    assert DOCUMENTATION <= INTERNET
    assert not INTERNET & (PRIVATE | SHARED)
    assert IPv6Network("2000::/3")[0] in INTERNET
    assert not INTERNET & AddressSet.of("::/8") - AddressSet.cidr("64:ff9b::/96")


@given(st.sets(st.integers(0, 15)), st.sets(st.integers(0, 15)))
def test_filling_gaps_changes_nothing_inside_the_zone_and_never_lengthens_the_print(a: set[int], z: set[int]) -> None:
    found = AddressSet.of(*(f"0.0.0.{n}" for n in a))
    zone = AddressSet.of(*(f"0.0.0.{n}" for n in z))
    filled = found.filled(zone)
    assert filled & zone == found & zone
    assert found <= filled
    assert len(filled.points.runs) <= len(found.points.runs)


def test_the_internet_prints_as_everyone_when_only_the_internet_counts() -> None:
    assert str(INTERNET.filled(zone=INTERNET)) == "0.0.0.0/0, ::/0"
    assert str(AddressSet.empty()) == "nobody"
