"""The rules for names and docstrings that ``make lint`` checks."""

from __future__ import annotations

import ast

import docstrings
import pytest


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(text: str): pass", ["text"]),
        ("def f(x: Mapping[str, str] | None): pass", ["x"]),
        ("def f(app: Any, x: Location, _y: str): pass", []),
        ('def f(a: str):\n    """Return it.\n\n    :param a: of a page\n    """', []),
        ('def f(a: str, b: str):\n    """Join *a* and *b*."""', []),
        ('def f(b: str):\n    """Return it.\n\n    :param ab: x\n    """', ["b"]),
    ],
)
def test_what_needs_an_explanation(source: str, names: list[str]) -> None:
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert docstrings.undocumented(function) == names


def test_what_breaks_the_rules() -> None:
    first = ast.parse('class A:\n    def f(self, x: str):\n        """Say it."""')
    second = ast.parse("class A: pass\n\ndef _g(x: str): pass")
    assert list(docstrings.problems({"m": first, "n": second})) == [
        "2 classes are called A; add a word that says which",
        "m: A: f: begin with what is done: Say it.",
        "m: A: f: document x",
    ]


def test_old_terms() -> None:
    tree = ast.parse(
        '"""Tells of slips."""\ndef told(tell_all, artifact, mended=None):\n'
        '    """Amend the slipway."""\n    a_facet = b = 1'
    )
    terms = ["Tells", "slips", "told", "a_facet", "tell_all", "mended"]
    assert sorted(docstrings.old_terms(tree)) == sorted(terms)
