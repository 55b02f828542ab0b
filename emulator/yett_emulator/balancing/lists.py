"""Lists of resources: by ids, names, equal fields and tags, in pages of a token."""

from yett_emulator.balancing.product import Product
from yett_emulator.balancing.tagging import tags_given
from yett_emulator.call import Call
from yett_emulator.paging import tokened
from yett_emulator.store import Record
from yett_emulator.tags import has_tags


def chosen(
    product: Product, call: Call, name: str, equal: tuple[str, ...], among: dict[str, str]
) -> tuple[list[Record], Record]:
    """The wanted page of a noun; `among` maps list parameters to fields, `{"VpcIds": "VpcId"}`."""
    noun = product.noun(name)
    found = [
        record
        for record in product.find(call.store, name)
        if all(call.text(field) in ("", str(record.get(field))) for field in equal)
        and all(not call.names(listed) or record.get(field) in call.names(listed) for listed, field in among.items())
        and has_tags(call.store, record[noun.id_field], tags_given(call))
    ]
    return tokened(call, found, default=20, largest=100)
