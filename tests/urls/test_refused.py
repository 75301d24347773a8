"""A refused build writes nothing, and themes and other extensions know that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conftest import refusal, snapshot
from site_tools.edits import save
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from conftest import BuildRoot

ROOT = "permalinks"
# Each writes to "_static" when the build has finished without an exception.
OTHERS: dict[str, dict[str, Any]] = {
    "furo": {"html_theme": "furo"},
    "myst_nb": {
        "extensions": ["myst_nb", "permalink_blog.urls"],
        "nb_execution_mode": "off",
    },
    "myst_nb last": {"extensions": ["permalink_blog.urls", "myst_nb"]},
}


@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_first_build(
    build_root: BuildRoot, builder: str, others: dict[str, Any]
) -> None:
    srcdir = build_root.copy(ROOT)
    refused = srcdir / "refused.md"
    save(refused, "---\norphan: true\npermalink: /../a\n---\n\n# Refused\n")
    app = build_root(ROOT, builder, **others)
    assert refusal(app).startswith("refused.md:3: ERROR: permalink: '/../a'")
    assert not (app.outdir / "_static").exists()
    refused.unlink()
    app = build_root(ROOT, builder, **others)
    assert "ERROR" not in warned(app)
    assert any((app.outdir / "_static").iterdir())


@pytest.mark.needed_for("sphinx.refused-builds")
def test_a_theme_fails_without_the_error(build_root: BuildRoot) -> None:
    srcdir = build_root.copy(ROOT)
    save(srcdir / "refused.md", "---\npermalink: /../a\n---\n\n# Refused\n")
    without = ["sphinx.refused-builds"]
    with pytest.raises(Exception, match=r"_static"):
        build_root(ROOT, permalink_upstream_without=without, **OTHERS["furo"])


def test_a_later_build_changes_no_file(build_root: BuildRoot) -> None:
    app = build_root(ROOT, **OTHERS["furo"])
    before = snapshot(app.outdir)
    style = app.outdir / "_static/pygments.css"
    style.write_text("/* of another version */", encoding="utf-8")
    save(app.srcdir / "plain.md", "---\npermalink: /../a\n---\n\n# Refused\n")
    refusal(build_root(ROOT, **OTHERS["furo"]))
    after = snapshot(app.outdir)
    assert after.keys() == before.keys()
    assert style.read_text("utf-8") == "/* of another version */"
