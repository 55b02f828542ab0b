"""Compare what the built provider serves with what the SDK expects, property by property, nested ones too.

A list where the other side has one item makes the SDK's deserialiser kill the user's program; a name that differs
loses the value silently. So any difference is an error.
"""

from collections.abc import Iterator, Mapping

from token_table.provider import Property, TerraformType
from token_table.shapes import SdkType, Shape

ID = "id"
"""Every resource and every result has one, whether its schema says so or not."""


def differences(served: Mapping[str, TerraformType], sdk: Mapping[str, SdkType]) -> Iterator[str]:
    """One line for each token that only one side has, and for each property whose name or shape is not the same."""
    by_token = {t.token: t for t in served.values() if t.token}
    for token in sorted(by_token.keys() ^ sdk.keys()):
        yield f"{token}: only {'the provider' if token in by_token else 'the SDK'} has it"
    for token in sorted(by_token.keys() & sdk.keys()):
        yield from _of_type(by_token[token], sdk[token])


def _of_type(served: TerraformType, sdk: SdkType) -> Iterator[str]:
    yield from property_differences(served.token, served.properties, sdk.outputs)
    inputs = {p.name for p in served.properties.values() if p.is_input and not p.is_removed}
    for name in sorted(inputs ^ sdk.inputs.keys()):
        yield f"{served.token}.{name}: an input for {'the provider' if name in inputs else 'the SDK'} only"


def property_differences(path: str, served: Mapping[str, Property], sdk: Mapping[str, Shape]) -> Iterator[str]:
    """One line for each property of an object that is not the same on both sides."""
    by_name = {p.name: p for p in served.values()}
    wanted = {name for name, p in by_name.items() if not p.is_removed}
    for name in sorted((wanted - sdk.keys()) - {ID}):
        yield f"{path}.{name}: the SDK does not know it"
    for name in sorted((sdk.keys() - by_name.keys()) - {ID}):
        yield f"{path}.{name}: the provider does not know it"
    for name in sorted(by_name.keys() & sdk.keys()):
        yield from _of_property(f"{path}.{name}", by_name[name], sdk[name])


def _of_property(path: str, served: Property, sdk: Shape) -> Iterator[str]:
    ours, theirs = outline(served.shape), outline(sdk)
    if ours != theirs:
        yield f"{path}: the provider has {ours}, the SDK {theirs}"
    elif served.properties:
        yield from property_differences(path, served.properties, innermost(sdk).properties)


def outline(shape: Shape) -> str:
    """The shape in words, without what is inside an object.

    >>> outline(Shape("list", element=Shape("object")))
    'list of object'
    """
    if shape.element is None:
        return shape.kind
    if shape.kind == "map" and shape.element.kind == "object":
        return "object"  # Terraform has no other way to say "one object" than a map with named elements
    return f"{shape.kind} of {outline(shape.element)}"


def innermost(shape: Shape) -> Shape:
    """The element of a list, or of a list of lists; the shape itself where it is neither."""
    return innermost(shape.element) if shape.element else shape
