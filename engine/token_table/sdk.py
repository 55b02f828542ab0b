"""Read the installed pulumi_alicloud: its tokens, and the name and shape of every property.

The package is generated, so its source is read as text: importing two thousand modules would take minutes.
"""

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from token_table.shapes import VALUE, SdkType, Shape

CLASS = re.compile(r"^class (\w+)\b", re.M)
GETTER = re.compile(
    r'^    @pulumi\.getter(?:\(name="(\w+)"\))?\n'
    r'(?:    @_utilities\.deprecated\("""(?:(?!"""\)\n).)*"""\)\n)?'
    r"    def (\w+)\(self\) -> (.+?):$",
    re.M | re.S,
)
RESOURCE = re.compile(r'^@pulumi\.type_token\("(alicloud:[^"]+)"\)\nclass (\w+)\(pulumi\.CustomResource\)', re.M)
FUNCTION = re.compile(
    r"^def (\w+)\((?P<parameters>.*?)opts: .*?\) -> Awaitable(?P<result>\w+):\n"
    r".*?(?P<arguments>(?:    __args__\['\w+'\] = \w+\n)*)"
    r"    opts = pulumi\.InvokeOptions\.merge.*?pulumi\.runtime\.invoke\('(?P<token>alicloud:[^']+)'",
    re.M | re.S,
)
ARGUMENT = re.compile(r"__args__\['(\w+)'\] = (\w+)")
PARAMETER = re.compile(r"(\w+): (.+?)(?: = None)?,\s*$", re.M)
SECRETS = re.compile(r"additional_secret_outputs=\[([^\]]*)\]")
SUCCESSOR = re.compile(
    r'^warnings\.warn\("""alicloud\.\S+ has been deprecated in favor of alicloud\.(\w+)(?:/\w+)?\.(\w+)"""', re.M
)

WRAPPED = re.compile(r"(?:Optional|pulumi\.Input|pulumi\.Output)\[(.*)\]")
LIST = re.compile(r"Sequence\[(.*)\]")
MAP = re.compile(r"Mapping\[str, (.*)\]")
REFERENCE = re.compile(r"'(?:outputs\.)?(\w+)'")


def sdk_root() -> Path:
    """The folder of the installed pulumi_alicloud.

    Raises:
        ModuleNotFoundError: it is not installed.
    """
    spec = importlib.util.find_spec("pulumi_alicloud")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pulumi_alicloud is not installed in this environment")
    return Path(spec.origin).parent


def sdk_resources() -> dict[str, SdkType]:
    """Every resource of the SDK by its token."""
    return {t.token: t for path in _modules() if not path.name.startswith("get_") for t in _resources(path)}


def sdk_functions() -> dict[str, SdkType]:
    """Every function of the SDK by its token."""
    return {t.token: t for path in _modules() if path.name.startswith("get_") for t in _functions(path)}


def sdk_config() -> dict[str, Shape]:
    """The arguments of the provider itself."""
    root = sdk_root()
    return _properties(_classes(root / "provider.py")["ProviderArgs"], root)


def _modules() -> Iterator[Path]:
    generated = (p for p in sorted(sdk_root().rglob("*.py")) if p.name not in {"_inputs.py", "outputs.py"})
    return (p for p in generated if not p.name.startswith("_"))


def _resources(path: Path) -> Iterator[SdkType]:
    text = path.read_text(encoding="utf-8")
    for match in RESOURCE.finditer(text):
        token, name = match.groups()
        classes = _classes(path)
        secrets = SECRETS.search(text)
        yield SdkType(
            token=token,
            outputs=_properties(classes[name], path.parent),
            inputs=_properties(classes.get(f"{name}Args") or classes[f"{name}InitArgs"], path.parent),
            secrets=frozenset(re.findall(r'"(\w+)"', secrets[1])) if secrets else frozenset(),
            successor=_successor(text),
        )


def _functions(path: Path) -> Iterator[SdkType]:
    text = path.read_text(encoding="utf-8")
    for match in FUNCTION.finditer(text):
        types = dict(PARAMETER.findall(match["parameters"]))
        arguments = ARGUMENT.findall(match["arguments"])
        yield SdkType(
            token=match["token"],
            outputs=_properties(_classes(path)[match["result"]], path.parent),
            inputs={name: _shape(types[parameter], path.parent) for name, parameter in arguments},
            successor=_successor(text),
        )


def _successor(text: str) -> str:
    match = SUCCESSOR.search(text)
    return f"alicloud:{match[1]}/{match[2][0].lower()}{match[2][1:]}:{match[2]}" if match else ""


@cache
def _classes(path: Path) -> dict[str, str]:
    """The text of each class of a file."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    starts = [(match.start(), match[1]) for match in CLASS.finditer(text)]
    ends = [start for start, _ in starts][1:] + ([len(text)] if starts else [])
    return {name: text[start:end] for (start, name), end in zip(starts, ends, strict=True)}


def _properties(class_text: str, folder: Path) -> dict[str, Shape]:
    return {name or method: _shape(annotation, folder) for name, method, annotation in GETTER.findall(class_text)}


def _shape(annotation: str, folder: Path) -> Shape:
    if match := WRAPPED.fullmatch(annotation):
        return _shape(match[1], folder)
    if match := LIST.fullmatch(annotation):
        return Shape("list", element=_shape(match[1], folder))
    if match := MAP.fullmatch(annotation):
        return Shape("map", element=_shape(match[1], folder))
    if match := REFERENCE.fullmatch(annotation):
        return Shape("object", properties=_referenced(match[1], folder))
    return VALUE


def _referenced(name: str, folder: Path) -> dict[str, Shape]:
    inputs, outputs = _classes(folder / "_inputs.py"), _classes(folder / "outputs.py")
    return _properties(inputs[name] if name in inputs else outputs[name], folder)
