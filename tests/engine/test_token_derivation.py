"""How the token table is derived, on small types made for it."""

from dataclasses import replace

from token_table.comparison import differences
from token_table.matching import matched
from token_table.overrides import overrides
from token_table.provider import Property, TerraformType
from token_table.shapes import VALUE, SdkType, Shape

LIST = Shape("list", element=VALUE)
OBJECT = Shape("object", properties={"a": VALUE})


def plain(name: str) -> Property:
    return Property(
        name=name,
        shape=VALUE,
        is_input=True,
        is_sensitive=False,
        is_removed=False,
        as_list="",
        as_item="",
        max_items=0,
        properties={},
    )


def collection(as_list: str, as_item: str, *, max_items: int = 0) -> Property:
    item = max_items == 1
    shape = OBJECT if item else Shape("list", element=OBJECT)
    return replace(
        plain(as_item if item else as_list),
        shape=shape,
        as_list=as_list,
        as_item=as_item,
        max_items=max_items,
        properties={"a": plain("a")},
    )


def terraform(name: str, *names: str, token: str = "") -> TerraformType:
    return TerraformType(name, token, {n: plain(n) for n in names})


def sdk(token: str, *names: str) -> SdkType:
    shapes = dict.fromkeys(names, VALUE)
    return SdkType(token, outputs=shapes, inputs=shapes)


def test_properties_tell_more_than_names() -> None:
    ours = {
        t.name: t for t in [terraform("alicloud_slb", "size", "address"), terraform("alicloud_alb", "zone", "edition")]
    }
    theirs = {
        t.token: t
        for t in [sdk("alicloud:slb/alb:Alb", "size", "address"), sdk("alicloud:alb/slb:Slb", "zone", "edition")]
    }
    assert matched(ours, theirs, {}) == {"alicloud_slb": "alicloud:slb/alb:Alb", "alicloud_alb": "alicloud:alb/slb:Slb"}


def test_names_decide_between_twins() -> None:
    ours = {t.name: t for t in [terraform("alicloud_disk", "size"), terraform("alicloud_ecs_disk", "size")]}
    theirs = {t.token: t for t in [sdk("alicloud:ecs/ecsDisk:EcsDisk", "size"), sdk("alicloud:ecs/disk:Disk", "size")]}
    assert matched(ours, theirs, {}) == {
        "alicloud_disk": "alicloud:ecs/disk:Disk",
        "alicloud_ecs_disk": "alicloud:ecs/ecsDisk:EcsDisk",
    }


def test_exception_comes_before_any_likeness() -> None:
    ours = {"alicloud_slb": terraform("alicloud_slb", "a")}
    theirs = {t.token: t for t in [sdk("alicloud:slb/slb:Slb", "a"), sdk("alicloud:slb/old:Old", "a")]}
    assert matched(ours, theirs, {"alicloud_slb": "alicloud:slb/old:Old"}) == {"alicloud_slb": "alicloud:slb/old:Old"}


def test_unlike_types_are_not_matched() -> None:
    assert (
        matched(
            {"alicloud_a": terraform("alicloud_a", "x", "y", "z")},
            {"alicloud:a/a:A": sdk("alicloud:a/a:A", "p", "q")},
            {},
        )
        == {}
    )


def test_item_where_the_schema_has_a_list_is_overridden() -> None:
    assert overrides({"nics": collection("nics", "nic")}, {"nic": OBJECT}) == {"nics": {"maxItemsOne": True}}


def test_list_where_the_schema_allows_one_item_is_overridden() -> None:
    one = collection("nics", "nic", max_items=1)
    assert overrides({"nics": one}, {"nics": Shape("list", element=OBJECT)}) == {"nics": {"maxItemsOne": False}}


def test_name_that_the_sdk_kept_is_overridden_with_the_shape() -> None:
    assert overrides({"nics": collection("nics", "nic")}, {"nics": OBJECT}) == {
        "nics": {"maxItemsOne": True, "name": "nics"}
    }


def test_agreement_needs_no_override() -> None:
    both = {"nics": collection("nics", "nic"), "disk": collection("disks", "disk", max_items=1), "size": plain("size")}
    assert overrides(both, {"nics": Shape("list", element=OBJECT), "disk": OBJECT, "size": VALUE}) == {}


def test_nested_shapes_are_overridden_below_their_parents() -> None:
    outer = replace(collection("outers", "outer"), properties={"inners": collection("inners", "inner")})
    shape = {"outers": Shape("list", element=Shape("object", properties={"inner": OBJECT}))}
    assert overrides({"outers": outer}, shape) == {"outers": {"fields": {"inners": {"maxItemsOne": True}}}}


def test_differences_name_what_only_one_side_has() -> None:
    served = {"alicloud_vpc": terraform("alicloud_vpc", "cidr", "new", token="alicloud:vpc/network:Network")}
    expected = {
        t.token: t
        for t in [sdk("alicloud:vpc/network:Network", "cidr", "old"), sdk("alicloud:vpc/switch:Switch", "cidr")]
    }
    assert list(differences(served, expected)) == [
        "alicloud:vpc/switch:Switch: only the SDK has it",
        "alicloud:vpc/network:Network.new: the SDK does not know it",
        "alicloud:vpc/network:Network.old: the provider does not know it",
        "alicloud:vpc/network:Network.new: an input for the provider only",
        "alicloud:vpc/network:Network.old: an input for the SDK only",
    ]


def test_differences_name_both_shapes_however_deep() -> None:
    outer = replace(collection("outers", "outer"), properties={"inners": collection("inners", "inner")})
    served = {"x": TerraformType("x", "alicloud:x/x:X", {"outers": outer})}
    inner = Shape("object", properties={"inners": OBJECT})
    shapes = {"outers": Shape("list", element=inner)}
    expected = {"alicloud:x/x:X": SdkType("alicloud:x/x:X", outputs=shapes, inputs=shapes)}
    assert list(differences(served, expected)) == [
        "alicloud:x/x:X.outers.inners: the provider has list of object, the SDK object"
    ]


def test_removed_property_may_be_missing_on_the_other_side() -> None:
    gone = TerraformType("x", "alicloud:x/x:X", {"old": replace(plain("old"), is_removed=True)})
    assert list(differences({"x": gone}, {"alicloud:x/x:X": sdk("alicloud:x/x:X")})) == []
