"""Tags and resource groups of both products: `ResourceType=loadbalancer`, and one call for each."""

from yett_emulator.balancing.product import Noun, Product, illegal, unknown
from yett_emulator.call import Answer, Call
from yett_emulator.errors import missing
from yett_emulator.store import Store
from yett_emulator.tags import drop_tags, given_tags, has_tags, put_tags, tags_of


def noun_of(product: Product, call: Call) -> Noun:
    wanted = call.required("ResourceType").lower()
    for noun in product.nouns:
        if noun.tag_type == wanted:
            return noun
    raise illegal("ResourceType", wanted, ", ".join(noun.tag_type for noun in product.nouns))


def resources(product: Product, call: Call) -> list[str]:
    noun, keys = noun_of(product, call), call.names("ResourceId")
    if not keys:
        raise missing("ResourceId")
    for key in keys:
        if call.store.get(product.kind(noun.name), key) is None:
            raise unknown(noun.word, key)
    return keys


def tags_given(call: Call) -> dict[str, str]:
    """`Tag.N` of the SDK, `Tags.N` of the provider."""
    return given_tags(call) | given_tags(call, "Tags")


def tag(product: Product, call: Call) -> Answer:
    for key in resources(product, call):
        put_tags(call.store, key, tags_given(call))
    return {}


def untag(product: Product, call: Call) -> Answer:
    names = [*call.texts("TagKey"), *tags_given(call)]
    for key in resources(product, call):
        drop_tags(call.store, key, None if call.flag("All") else names)
    return {}


def rows(product: Product, call: Call) -> list[dict[str, str]]:
    """Tags of resources of one kind that carry the wanted tags."""
    noun, named = noun_of(product, call), call.names("ResourceId")
    keys = [record[noun.id_field] for record in product.find(call.store, noun.name)]
    return [
        {"ResourceId": key, "ResourceType": noun.tag_type, "TagKey": name, "TagValue": value}
        for key in keys
        if (not named or key in named) and has_tags(call.store, key, tags_given(call))
        for name, value in tags_of(call.store, key).items()
    ]


def shown(store: Store, key: str, name: str = "Key", value: str = "Value") -> list[dict[str, str]]:
    return [{name: one, value: other} for one, other in tags_of(store, key).items()]


def move(product: Product, call: Call) -> Answer:
    noun = noun_of(product, call)
    record = product.get(call.store, noun.name, call.required("ResourceId"))
    product.save(call.store, noun.name, record | {"ResourceGroupId": call.required("NewResourceGroupId")})
    return {}
