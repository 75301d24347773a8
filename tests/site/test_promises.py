"""The guide's "What we promise": each promise names tests that there are."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from site_tools.sites import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = "".join(
    (PROJECT / f"guide/{name}.md").read_text(encoding="utf-8")
    for name in ("promises", "security")
)
ROWS = dict(re.findall(r"^\| (.+?) \| (`.+\.py::.+) \|$", GUIDE, re.MULTILINE))
PROMISES = {row: kept for row, kept in ROWS.items() if row != "promise"}
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")


def functions(tree: ast.Module) -> Iterator[str]:
    yield from (x.name for x in ast.walk(tree) if isinstance(x, ast.FunctionDef))


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_is_kept_by_a_test(promise: str) -> None:
    named = TEST.findall(PROMISES[promise])
    assert named
    for file, function in named:
        tree = ast.parse((PROJECT / "tests" / file).read_text(encoding="utf-8"))
        assert function in set(functions(tree))


def test_every_room_has_promises() -> None:
    assert len(PROMISES) > 20
