"""Why each priority of ``permalink_blog.core.priorities`` is what it is."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enum import IntEnum


def reasons(priorities: type[IntEnum]) -> dict[IntEnum, str]:
    """Return the docstring of each member, in one line.

    :param priorities: a class of ``permalink_blog.core.priorities``
    :returns: member to reason, for those that have a docstring
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(priorities)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    return {
        priorities[member.targets[0].id]: " ".join(str(text.value.value).split())
        for member, text in pairwise(body)
        if isinstance(member, ast.Assign)
        and isinstance(member.targets[0], ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }
