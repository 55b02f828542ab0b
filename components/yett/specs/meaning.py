"""What a field is for, read from the docstring under it at the moment somebody has to be told.

Pydantic can read them too (use_attribute_docstrings), but does so for every class at import, from source text: that
was more than half of the time yett took to start.
"""

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise


def meaning(model: type, field: str) -> str:
    """The first sentence of a field's docstring, its own or inherited; "" where there is none.

    >>> from yett.specs.opening import Opening
    >>> meaning(Opening, "owner")
    'the team or role that answers for it, 1..200 characters'
    """
    said = next((texts[field] for texts in map(docstrings, model.__mro__) if field in texts), "")
    first = said.split("\n")[0].split("; ")[0].removesuffix(".")
    return first[:1].lower() + first[1:]


@cache
def docstrings(model: type) -> dict[str, str]:
    """Field -> the text that stands under it in the class body, its own fields only; nothing for one without source."""
    try:
        source = textwrap.dedent(inspect.getsource(model))
    except (OSError, TypeError):
        return {}
    body = ast.parse(source).body[0]
    lines = body.body if isinstance(body, ast.ClassDef) else []
    return dict(found for pair in pairwise(lines) if (found := _documented(*pair)))


def _documented(line: ast.stmt, below: ast.stmt) -> tuple[str, str] | None:
    match line, below:
        case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(text))):
            return field, text
    return None
