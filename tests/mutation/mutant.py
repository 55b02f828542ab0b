"""A mutant: one edit of one module, named by what it says rather than by its line, and its code."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

from tests.mutation.operators import Edit, edits

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Mutant:
    """`where` is the outermost function or method, or "" for what runs when the module is imported."""

    module: Path
    where: str
    line: int
    name: str
    """What the source says, and what the mutant says; unique in its module."""
    tree: ast.Module = field(compare=False, repr=False)
    edit: Edit = field(compare=False, repr=False)

    def code(self) -> CodeType:
        """The module with the edit in it, compiled; the tree is left as it was."""
        put(self.edit, self.edit.now)
        try:
            return compile(ast.fix_missing_locations(self.tree), str(self.module), "exec")
        finally:
            put(self.edit, self.edit.was)


def mutants(module: Path) -> list[Mutant]:
    """Every mutant of a source file, in its order."""
    tree = ast.parse(module.read_text(encoding="utf-8"), str(module))
    seen = Counter[str]()
    return [made(module, tree, where, edit, seen) for where, edit in places(tree)]


def places(tree: ast.Module) -> Iterator[tuple[str, Edit]]:
    """Edits with the function they are in: a function of the module, or a method of a class of the module."""
    for top in tree.body:
        if isinstance(top, ast.ClassDef):
            for inner in top.body:
                yield from within(inner, f"{top.name}.")
        else:
            yield from within(top, "")


def within(node: ast.stmt, prefix: str) -> Iterator[tuple[str, Edit]]:
    if is_for_types(node):
        return
    where = f"{prefix}{node.name}" if isinstance(node, ast.FunctionDef) else ""
    # what is run on import is a definition, not a step
    steps = edits(node) if where else (edit for edit in edits(node) if not isinstance(edit.was, ast.stmt))
    yield from ((where, edit) for edit in steps)


def is_for_types(node: ast.stmt) -> bool:
    """An alias such as `Ref = str | Unknown`, or imports for the type checker."""
    if isinstance(node, ast.If):
        return text(node.test) == "TYPE_CHECKING"
    return isinstance(node, ast.Assign) and not text(node.targets[0]).isupper() and isinstance(node.value, ast.BinOp)


def made(module: Path, tree: ast.Module, where: str, edit: Edit, seen: Counter[str]) -> Mutant:
    was = text(edit.shown)
    put(edit, edit.now)
    now = text(edit.now if edit.shown is edit.was else edit.shown)
    put(edit, edit.was)
    name = f"{where or 'import'}: {was} => {now}"
    seen[name] += 1
    number = f" (#{seen[name]})" if seen[name] > 1 else ""
    return Mutant(module, where, getattr(edit.was, "lineno", 0), name + number, tree, edit)


def text(node: ast.AST) -> str:
    """Source on one line."""
    return " ".join(ast.unparse(node).split())


def put(edit: Edit, node: ast.AST) -> None:
    if edit.index is None:
        setattr(edit.owner, edit.field, node)
    else:
        getattr(edit.owner, edit.field)[edit.index] = node
