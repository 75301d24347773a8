"""What ``make mutants`` says, but for mutmut's part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mutants
import pytest

if TYPE_CHECKING:
    from pathlib import Path

# As mutmut writes it.
SOURCE = """\
def x_add__mutmut_orig(a, b):
    if a < 0:
        raise ValueError("is too small", a)
    return a + b

def x_add__mutmut_1(a, b):
    if a <= 0:
        raise ValueError("is too small", a)
    return a + b

def x_add__mutmut_2(a, b):
    if a < 0:
        raise ValueError("XXis too smallXX", a)
    return a + b

def x_add__mutmut_3(a, b):
    if a < 0:
        raise ValueError("is too small", a)
    return a - b

class Sum:
    def xǁSumǁtotal__mutmut_orig(self):
        return "0"

    def xǁSumǁtotal__mutmut_1(self):
        return "XX0XX"
"""
CODES = {
    "a.b.x_add__mutmut_1": 0,
    "a.b.x_add__mutmut_2": 0,
    "a.b.x_add__mutmut_3": 1,
    "a.b.xǁSumǁtotal__mutmut_1": 33,
}
LIMIT = mutants.Mutant("a.b.add", "if a < 0:", "if a <= 0:")
WORDING = mutants.Mutant(
    "a.b.add",
    'raise ValueError("is too small", a)',
    'raise ValueError("XXis too smallXX", a)',
)
TOTAL = mutants.Mutant("a.b.Sum.total", 'return "0"', 'return "XX0XX"')


def test_survivors_are_told_with_what_was_changed() -> None:
    assert mutants.survivors("a.b", SOURCE, CODES) == [LIMIT, WORDING, TOTAL]


def test_only_the_text_of_a_message_is_wording() -> None:
    assert [m.is_wording for m in (LIMIT, WORDING, TOTAL)] == [False, True, False]


def test_a_mutant_that_was_not_tested_is_an_error() -> None:
    with pytest.raises(ValueError, match="x_add__mutmut_1: the tests ended with None"):
        mutants.survivors("a.b", SOURCE, {"a.b.x_add__mutmut_1": None})


@pytest.mark.parametrize(
    ("known", "well", "said"),
    [
        ({LIMIT, TOTAL}, True, ""),
        ({TOTAL}, False, "No test notices a change in a.b.add\n  - if a < 0:"),
        (
            {LIMIT, TOTAL, mutants.Mutant("a.b.add", "x", "y")},
            False,
            "Explained, but killed or not there any more: a.b.add\n  - x",
        ),
        ({LIMIT, TOTAL, mutants.Mutant("c.d.add", "x", "y")}, True, ""),
    ],
)
def test_the_verdict(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    known: set[mutants.Mutant],
    well: bool,
    said: str,
) -> None:
    monkeypatch.setattr(mutants, "run", lambda *_: (CODES, SOURCE))
    assert mutants.check(["a/b"], tmp_path, dict.fromkeys(known, "why")) is well
    assert said in capsys.readouterr().out


def test_what_is_explained_is_in_the_source(project_dir: Path) -> None:
    known = mutants.explained((project_dir / "tests/mutants.toml").read_text("utf-8"))
    assert known
    for mutant, why in known.items():
        rule = "/".join(mutant.function.split(".")[:3])
        assert rule in mutants.RULES
        source = (project_dir / f"_ext/{rule}.py").read_text("utf-8")
        assert mutant.line in " ".join(source.split())
        assert mutant.line != mutant.mutant
        assert why.endswith(".")


def test_every_rule_has_tests_of_its_own(project_dir: Path) -> None:
    for module in mutants.RULES:
        _top, package, name = module.split("/")
        assert (project_dir / f"_ext/{module}.py").is_file()
        assert (project_dir / f"tests/{package}/test_{name}.py").is_file()
