"""One of the two products: its store kinds and how it words a refusal."""

from collections.abc import Callable
from dataclasses import dataclass

from yett_emulator.call import Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.store import Record, Store


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of resource: `load_balancer`, its id field, id prefix, and its name in codes (`LoadBalancer`)."""

    name: str
    id_field: str
    id_prefix: str
    word: str
    tag_type: str


@dataclass(frozen=True, slots=True)
class Product:
    """`alb` or `nlb`, and the nouns it has."""

    prefix: str
    nouns: tuple[Noun, ...]

    def noun(self, name: str) -> Noun:
        return next(noun for noun in self.nouns if noun.name == name)

    def kind(self, name: str) -> str:
        return f"{self.prefix}_{name}"

    def new(self, name: str) -> str:
        return new_id(self.noun(name).id_prefix)

    def get(self, store: Store, name: str, key: str) -> Record:
        """The record, or `ResourceNotFound.<word>`."""
        if (found := store.get(self.kind(name), key)) is None:
            raise self.unknown(name, key)
        return found

    def asked(self, call: Call, name: str) -> Record:
        return self.get(call.store, name, call.required(self.noun(name).id_field))

    def unknown(self, name: str, key: str) -> CloudError:
        return unknown(self.noun(name).word, key)

    def save(self, store: Store, name: str, record: Record) -> Record:
        return store.save(self.kind(name), record[self.noun(name).id_field], record)

    def find(self, store: Store, name: str, **equals: object) -> list[Record]:
        return store.find(self.kind(name), **equals)


def unknown(word: str, key: str) -> CloudError:
    return CloudError(f"ResourceNotFound.{word}", f"The specified resource {key} is not found.", 404)


def in_use(word: str, key: str) -> CloudError:
    return CloudError(f"ResourceInUse.{word}", f"The specified resource {key} is in use.")


def illegal(name: str, given: object, allowed: str) -> CloudError:
    return CloudError(f"IllegalParam.{name}", f"The param of {name} {given} is illegal; allowed: {allowed}.")


def bound(
    product: Product, operations: dict[str, Callable[[Product, Call], dict[str, object]]]
) -> dict[str, Operation]:
    """Operations of both products as operations of one."""

    def for_product(operation: Callable[[Product, Call], dict[str, object]]) -> Operation:
        return lambda call: operation(product, call)

    return {name: for_product(operation) for name, operation in operations.items()}
