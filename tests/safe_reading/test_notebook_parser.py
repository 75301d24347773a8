"""A notebook that cannot be read or run costs a warning, and never the build."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

from site_tools.edits import save
from site_tools.small_blogs import warned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

PLAIN: dict[str, Any] = {
    "html_theme": "alabaster",
    "suppress_warnings": ["toc.not_included", "myst-nb.lexer"],
}
FAILS = """\
from docutils.parsers.rst import Directive

class Fails(Directive):
    has_content = True
    def run(self):
        raise RuntimeError("it fails")

extensions = {extensions!r}
exclude_patterns = ["_build"]
nb_execution_mode = "off"

def setup(app):
    app.add_directive("fails", Fails)
"""


@pytest.fixture
def site(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Any:
    """Build a small site of these files; the first name is that of the document."""

    def build(
        files: dict[str, str | bytes],
        *extensions: str,
        builder: str = "html",
        **settings: Any,
    ) -> SphinxTestApp:
        names = extensions or ("myst_nb", "permalink_blog.safe_reading")
        save(tmp_path / "site/conf.py", FAILS.format(extensions=[*names]))
        save(tmp_path / "site/index.md", "# Home\n\nThe home page.\n")
        for name, content in files.items():
            save(tmp_path / "site" / name, content)
        app = make_app(
            builder, srcdir=tmp_path / "site", confoverrides={**PLAIN, **settings}
        )
        app.build()
        return app

    return build


def text(app: SphinxTestApp, name: str = "nb") -> str:
    """Give the text of a page, without the elements of highlighted code."""
    html = (app.outdir / f"{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "lxml").text


def notebook(*cells: str, code: bool = False, **metadata: Any) -> str:
    kind: dict[str, Any] = {"cell_type": "markdown"}
    if code:
        kind = {"cell_type": "code", "outputs": [], "execution_count": None}
    written = [
        {**kind, "metadata": {}, "id": str(number), "source": source}
        for number, source in enumerate(cells)
    ]
    data = {"cells": written, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data)


@pytest.mark.parametrize(
    "extensions",
    [
        ("myst_nb", "permalink_blog.safe_reading"),
        ("permalink_blog.safe_reading", "myst_nb"),
    ],
)
def test_in_any_order(site: Any, extensions: tuple[str, ...]) -> None:
    app = site({"nb.ipynb": notebook("# N\n\nText.")}, *extensions)
    assert warned(app) == ""
    assert "Text." in text(app)


HEAD = (
    "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n# N\n\nBefore.\n\n"
)
IN_A_CELL = "# N\n\nBefore.\n\n```{fails}\nWritten.\n```\n\nAfter."


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("nb.ipynb", notebook(IN_A_CELL)),
        ("nb.md", HEAD + "```{fails}\nWritten.\n```\n\nAfter.\n"),
        ("nb.md", IN_A_CELL),
    ],
)
def test_what_fails_in_a_cell_is_shown(site: Any, file: str, content: str) -> None:
    app = site({file: content})
    assert "RuntimeError: it fails" in warned(app)
    for shown in ("Before.", "Written.", "After."):
        assert shown in text(app)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"cells": 1}',
        '{"cells": [1], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        '{"cells": [], "metadata": {}, "nbformat": 99, "nbformat_minor": 5}',
        "---\ntitle: x\n---\n",
        b"\xff\xfe\x00",
    ],
)
def test_no_notebook_at_all(site: Any, content: str | bytes) -> None:
    app = site({"nb.ipynb": content})
    said = [line for line in warned(app).splitlines() if "nb.ipynb" in line]
    assert any("the notebook cannot be read" in line for line in said)
    assert "Traceback" not in warned(app)
    assert "The home page." in text(app, "index")


@pytest.mark.parametrize(
    "head",
    [
        "jupytext: yes",
        "jupytext:\n  text_representation: yes",
        "file_format: mystnb\nkernelspec: 1",
        "file_format: mystnb\nmystnb: 1",
        "file_format: mystnb\nset: !!set {a, b}",
    ],
)
def test_front_matter_of_any_kind(site: Any, head: str) -> None:
    app = site({"nb.md": f"---\n{head}\n---\n\n# N\n\nText.\n"})
    assert "Traceback" not in warned(app)
    assert "The home page." in text(app, "index")
    assert (app.outdir / "nb.html").is_file()


class TestExecution:
    CODE = "import pathlib; pathlib.Path('was-run').touch()"

    def test_a_notebook_cannot_turn_it_on(self, site: Any, tmp_path: Path) -> None:
        for name, mode in (
            ("force", "force"),
            ("cache", "cache"),
            ("inline", "inline"),
        ):
            content = notebook(self.CODE, code=True, mystnb={"execution_mode": mode})
            app = site({f"{name}.ipynb": content})
            assert f"{name}.ipynb:1: WARNING: mystnb: execution_mode: " in warned(app)
            assert "was-run" in text(app, name)  # it is shown
        text_notebook = (
            "---\nfile_format: mystnb\nmystnb:\n  execution_mode: force\n"
            "  execution_cache_path: ../elsewhere\n---\n\n# N\n\n"
            f"```{{code-cell}}\n{self.CODE}\n```\n"
        )
        app = site({"text.md": text_notebook})
        assert "mystnb: execution_cache_path, execution_mode: " in warned(app)
        assert not [*tmp_path.rglob("was-run")]
        assert not (tmp_path / "elsewhere").exists()

    def test_a_notebook_can_turn_it_off(self, site: Any, tmp_path: Path) -> None:
        content = notebook(self.CODE, code=True, mystnb={"execution_mode": "off"})
        settings = {"nb_execution_mode": "force", "blog_trust_authors": True}
        site({"nb.ipynb": content}, **settings)
        assert not [*tmp_path.rglob("was-run")]

    def test_authors_are_trusted_or_nothing_runs(
        self, site: Any, tmp_path: Path
    ) -> None:
        kernel = {"name": "python3", "display_name": "Python", "language": "python"}
        content = notebook(self.CODE, code=True, kernelspec=kernel)
        app = site({"nb.ipynb": content}, nb_execution_mode="force")
        assert warned(app) == ""
        assert not [*tmp_path.rglob("was-run")]
        site({}, nb_execution_mode="force", blog_trust_authors=["nb"])
        assert [*tmp_path.rglob("was-run")]

    def test_how_cells_look_is_the_authors(self, site: Any) -> None:
        look = {"remove_code_source": True, "execution_mode": "off"}
        app = site(
            {
                "nb.ipynb": notebook("# N"),
                "a.ipynb": notebook(self.CODE, code=True, mystnb=look),
            }
        )
        assert warned(app) == ""
        assert "was-run" not in text(app, "a")

    @pytest.mark.parametrize("mode", ["force", "cache"])
    def test_without_its_kernel(self, site: Any, mode: str) -> None:
        kernel = {"name": "no-such-kernel", "display_name": "None", "language": "c"}
        content = notebook("print(1)", code=True, kernelspec=kernel)
        settings = {"nb_execution_mode": mode, "blog_trust_authors": True}
        app = site({"nb.ipynb": content}, **settings)
        assert "NoSuchKernel" in warned(app) or "Executing notebook failed" in warned(
            app
        )
        assert "Traceback" not in warned(app)
        assert "print" in text(app)

    def test_the_owner_may_want_the_build_to_fail(self, site: Any) -> None:
        kernel = {"name": "python3", "display_name": "Python", "language": "python"}
        content = notebook("1 / 0", code=True, kernelspec=kernel)
        settings = {
            "nb_execution_mode": "force",
            "nb_execution_raise_on_error": True,
            "blog_trust_authors": True,
        }
        with pytest.raises(ExtensionError, match="the notebook fails"):
            site({"nb.ipynb": content}, **settings)


def test_code_is_loaded_from_the_content_alone(site: Any, tmp_path: Path) -> None:
    save(tmp_path / "secret.py", "the_secret = 1\n")
    cell = "```{code-cell}\n:load: %s\n```\n"
    files: dict[str, str | bytes] = {
        "code/own.py": "own_code = 1\n",
        "own.md": HEAD + cell % "code/own.py",
        "outside.md": HEAD + cell % "../secret.py",
        "absolute.md": HEAD + cell % (tmp_path / "secret.py"),
    }
    app = site(files)
    assert "own_code" in text(app, "own")
    for name in ("outside", "absolute"):
        assert f"{name}.md:1: WARNING: the notebook cannot be read" in warned(app)
        assert "the_secret" not in text(app, name)


def test_an_unknown_version_is_told(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import myst_nb.sphinx_

    monkeypatch.delattr(myst_nb.sphinx_, "SphinxNbRenderer")
    app = site({"index.md": "# Home\n"})
    wanted = "myst_nb.guarded-renderer: myst_nb.sphinx_ has no SphinxNbRenderer"
    assert wanted in warned(app)
