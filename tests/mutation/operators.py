"""What a mutant changes: comparisons, conditions, operands, constants and steps, each in one place of the source."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

FLIPS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
TWINS = {"any": "all", "all": "any", "min": "max", "max": "min"}
OPERATORS = (ast.BitAnd, ast.BitOr, ast.Sub, ast.Add)
"""Operators of sets and numbers; a dropped operand is what a forgotten `- declared` would be."""

BOUNDS = ("minimum", "maximum", "strict", "maxsize")
"""What an option may be set to (docs/rules.md shows it, and a test holds that page to it), what guards `zip` against
our own mistakes, and how much a cache holds."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One place of a syntax tree (a field of `owner`, or an element of a list in it), and what to put there."""

    owner: ast.AST
    field: str
    index: int | None
    now: ast.AST
    was: ast.AST
    shown: ast.AST
    """The smallest piece around it that a reader recognises."""


Found = Iterator[tuple[ast.AST, ast.AST]]
"""What to put instead of a node, and the piece to show."""


def edits(tree: ast.AST) -> Iterator[Edit]:
    """Every edit of a tree, in the order of the source; what tests cannot or need not notice is left alone."""
    if isinstance(tree, ast.keyword) and tree.arg in BOUNDS:
        return
    for field, value in ast.iter_fields(tree):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, child in children:
            if isinstance(child, ast.AST):
                for now, shown in replacements(tree, field, child):
                    yield Edit(tree, field, index, now, child, shown)
                yield from edits(child)


def replacements(parent: ast.AST, field: str, node: ast.AST) -> Found:
    """All that may stand in place of a node."""
    if is_condition(parent, field):
        yield from dropped_condition(parent, node)
    for kind, operator in OPERATIONS:
        if isinstance(node, kind):
            yield from operator(node, parent)


def is_condition(parent: ast.AST, field: str) -> bool:
    """Whether a node decides: the test of an if, a ternary or a match's guard, or a comprehension's filter."""
    if isinstance(parent, ast.If | ast.IfExp):
        return field == "test"
    return isinstance(parent, ast.comprehension) and field == "ifs"


def dropped_condition(parent: ast.AST, node: ast.AST) -> Found:
    for value in (True, False):
        yield ast.Constant(value), node


def flipped(node: ast.AST, parent: ast.AST) -> Found:
    assert isinstance(node, ast.Compare)
    for place, operator in enumerate(node.ops):
        for flip in FLIPS[type(operator)]:
            yield ast.Compare(node.left, [*node.ops[:place], flip(), *node.ops[place + 1 :]], node.comparators), node


def without_operand(node: ast.AST, parent: ast.AST) -> Found:
    assert isinstance(node, ast.BoolOp)
    for place in range(len(node.values)):
        kept = node.values[:place] + node.values[place + 1 :]
        yield (kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)), node


def without_side(node: ast.AST, parent: ast.AST) -> Found:
    assert isinstance(node, ast.BinOp)
    if isinstance(node.op, OPERATORS) and not is_type(node):
        yield node.left, node
        if not isinstance(node.op, ast.Sub):
            yield node.right, node
        elif isinstance(node.right, ast.Constant):
            yield ast.BinOp(node.left, ast.Add(), node.right), node


def is_type(node: ast.BinOp) -> bool:
    """Whether it is `X | None`."""
    return isinstance(node.right, ast.Constant) and node.right.value is None


def without_not(node: ast.AST, parent: ast.AST) -> Found:
    assert isinstance(node, ast.UnaryOp)
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand, parent if isinstance(parent, ast.expr) else node


def other_constant(node: ast.AST, parent: ast.AST) -> Found:
    assert isinstance(node, ast.Constant)
    shown = parent if isinstance(parent, ast.expr | ast.keyword | ast.Return | ast.Assign | ast.AnnAssign) else node
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value), shown
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1), shown
        yield ast.Constant(node.value - 1), shown


def twin(node: ast.AST, parent: ast.AST) -> Found:
    assert isinstance(node, ast.Call)
    if isinstance(node.func, ast.Name) and node.func.id in TWINS:
        yield ast.Call(ast.Name(TWINS[node.func.id], ast.Load()), node.args, node.keywords), node


def without_element(node: ast.AST, parent: ast.AST) -> Found:
    """A list or tuple that is put together loses one of its parts."""
    assert isinstance(node, ast.List | ast.Tuple)
    if any(isinstance(part, ast.Starred) for part in node.elts):
        for place in range(len(node.elts)):
            yield type(node)(node.elts[:place] + node.elts[place + 1 :], node.ctx), node


def skipped(node: ast.AST, parent: ast.AST) -> Found:
    """A step that is not taken; a generator stays one."""
    if isinstance(node, ast.Expr):
        if isinstance(node.value, ast.Yield | ast.YieldFrom):
            yield ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load()))), node
        elif not isinstance(node.value, ast.Constant):
            yield ast.Pass(), node
    else:
        yield ast.Pass(), node


OPERATIONS: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], Callable[[ast.AST, ast.AST], Found]], ...] = (
    (ast.Compare, flipped),
    (ast.BoolOp, without_operand),
    (ast.BinOp, without_side),
    (ast.UnaryOp, without_not),
    (ast.Constant, other_constant),
    (ast.Call, twin),
    ((ast.List, ast.Tuple), without_element),
    ((ast.Expr, ast.AugAssign, ast.Continue), skipped),
)
