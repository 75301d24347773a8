"""The guide's section about formulas says what is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import BuildRoot

SECTION = re.compile(r"^## Formulas\n(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^```markdown\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTINGS = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_section_shows_its_examples(
    build_root: BuildRoot, copy_root: Callable[[str], Path], project_dir: Path
) -> None:
    guide = (project_dir / "guide" / "writing.md").read_text(encoding="utf-8")
    (section,) = SECTION.findall(guide)
    for example in EXAMPLE.findall(section):
        assert section.count(example.strip()) == 2  # its source, and itself
    macros, mathjax = SETTINGS.findall(section)
    root = copy_root("mathml-formulas")
    (root / "index.md").write_text(
        f"# Formulas\n{section}\n$\\norm{{x}} \\in \\RR$\n\n"
        "```{toctree}\n:hidden:\ndirectives\n```\n"
    )
    values: dict[str, object] = {}
    exec(macros, values)
    del values["__builtins__"]
    values["suppress_warnings"] = ["ref.eq"]  # of the page that is no more
    app = build_root("mathml-formulas", **values)
    assert app.warning.getvalue() == ""
    page = BeautifulSoup((app.outdir / "index.html").read_text(), "html.parser")
    assert len(page.select("div.math math")) == 3
    assert page.select("math")[-1].text == "‖x‖∈\N{DOUBLE-STRUCK CAPITAL R}"
    assert mathjax.strip() == 'html_math_renderer = "mathjax"'


def test_all_values_and_warnings_are_listed(project_dir: Path) -> None:
    reference = (project_dir / "guide" / "reference.md").read_text(encoding="utf-8")
    code = "".join(
        path.read_text()
        for path in (project_dir / "_ext/permalink_blog/formulas").glob("*.py")
    )
    kinds = re.findall(r'subtype="(\w+)"', code)
    assert sorted(kinds) == ["latex", "macro"]
    for name in ("mathml_formulas_macros", *(f"mathml_formulas.{k}" for k in kinds)):
        assert f"| `{name}` |" in reference
