"""Where packets come from, as a program names it."""

from collections.abc import Callable

import pytest

from yett_policies.exposure import Zone, office, private_zone


@pytest.mark.parametrize("make", [office, private_zone])
def test_a_zone_without_addresses_is_refused(make: Callable[..., Zone]) -> None:
    """From nowhere everything looks closed."""
    with pytest.raises(ValueError, match="zone hq: got no CIDR, allowed is one or more"):
        make("hq")


@pytest.mark.parametrize(("make", "is_public"), [(office, True), (private_zone, False)])
def test_a_zone_is_its_addresses(make: Callable[..., Zone], is_public: bool) -> None:
    zone = make("hq", "10.9.0.0/16", "2001:db8::/32")
    assert (zone.name, zone.sources.cidrs(), zone.is_public) == ("hq", ("10.9.0.0/16", "2001:db8::/32"), is_public)
