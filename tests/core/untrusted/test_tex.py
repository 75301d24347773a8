"""Formulas: how deep they are, and what they name."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core.untrusted import limits
from permalink_blog.core.untrusted.tex import nesting, unsafe_command
from site_tools.sites import PROJECT

#: What math-core calls itself for: what opens it, and what closes it.
NESTED = [
    ("{", "}"),
    (r"\sqrt", ""),
    (r"\sqrt{", "}"),
    (r"\sqrt[", "]{y}"),
    (r"\frac{", "}{y}"),
    (r"\frac x", "y"),
    (r"\left(", r"\right)"),
    (r"\left(a\middle|", r"\right)"),
    ("(", ")"),
    ("x^{", "}"),
    ("x_{", "}"),
    (r"\hat", ""),
    (r"\text{", "}"),
    (r"\begin{matrix}", r"\end{matrix}"),
    (r"\begin{array}{c}", r"\end{array}"),
    (r"\begin{matrix}\displaystyle & ", r"\end{matrix}"),
    (r"{a\over ", "}"),
    (r"\color{red}", ""),
    (r"\displaystyle ", ""),
    (r"\displaystyle ] ", ""),
    (r"\displaystyle \\ ", ""),
    (r"\not", ""),
    (r"\overset a", ""),
    (r"\sum\limits_", ""),
    (r"\xrightarrow", "{x}"),
    (r"\boxed{", "}"),
    (r"\substack{", "}"),
]
CONVERT = """
import sys
from permalink_blog.core.mathml.conversion import FormulaError, to_mathml
for latex in sys.stdin.read().split("\\0"):
    for display in (True, False):
        try:
            to_mathml(latex, display=display)
        except FormulaError as error:
            print(error)
print("done")
"""


def convert(formulas: list[str]) -> list[str]:
    """Convert formulas in a process of their own, which one of them may end."""
    done = subprocess.run(
        [sys.executable, "-c", CONVERT],
        input="\0".join(formulas),
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONPATH": str(PROJECT / "_ext")},
        timeout=300,
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    return done.stdout.splitlines()


def nested(opens: str, closes: str, count: int) -> str:
    return opens * count + "x" + closes * count


def test_at_the_limit_every_construct_is_converted() -> None:
    formulas = []
    for opens, closes in NESTED:
        each = nesting(nested(opens, closes, 100)) / 100
        formulas.append(nested(opens, closes, int(limits.FORMULA_NESTING / each)))
    said = convert(formulas)
    assert said[-1] == "done"
    assert not any("in each other" in line for line in said)


@pytest.mark.parametrize("count", [2_000, 20_000, 200_000])
def test_beyond_it_no_construct_ends_the_process(count: int) -> None:
    said = convert([nested(opens, closes, count) for opens, closes in NESTED])
    assert said[-1] == "done"
    refused = [x for x in said if "in each other" in x or "characters" in x]
    assert len(refused) == 2 * len(NESTED)


def test_a_long_table_is_not_deep() -> None:
    row = r"\frac{a}{b} &= \sqrt{x} \\"
    table = rf"\begin{{aligned}}{row * 2000}\end{{aligned}}"
    assert nesting(table) < 10
    assert convert([table]) == ["done"]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\input{/etc/passwd}", r"\input"),
        (r"x + \input /etc/passwd", r"\input"),
        (r"\frac{\openin5=x}{2}", r"\openin"),
        (r"\immediate\write18{id}", r"\immediate"),
        (r"\csname input\endcsname{x}", r"\csname"),
        (r"^^5cinput{x}", "^^"),
        (r"\href{javascript:alert(1)}{x}", r"\href"),
        (r"\htmlClass{x}{y}", r"\htmlClass"),
        (r"\frac{a}{b} \inputs", None),
        (r"\in \include_", r"\include"),
        (r"x^{2} \text{input} \\input", None),
        ("", None),
    ],
)
def test_what_a_formula_may_not_name(latex: str, expected: str | None) -> None:
    assert unsafe_command(latex) == expected


@given(st.text(alphabet="\\{}()[]&^_ abx"))
def test_any_text_has_a_depth(latex: str) -> None:
    assert 0 <= nesting(latex) <= len(latex)
    assert nesting(latex + "x") == nesting(latex) or latex.endswith("\\")
