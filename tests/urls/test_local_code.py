"""Documents are read again when code of the project has changed, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_blog.urls.local_code import code_of_config
from site_tools.edits import Blog, translate
from site_tools.fresh_builds import build
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

CONF = """

def setup(app):
    app.connect("source-read", read)


def read(app, docname, source):
    source[0] = source[0].replace("Text", "{}")  # {}
"""


def test_a_changed_function_of_conf(build_root: BuildRoot, tmp_path: Path) -> None:
    files = {"a.md": "# A\n\nText.\n"}
    site = written_site(build_root, tmp_path, files, conf=CONF.format("Words", ""))
    site.build()
    conf = (site.folder / "conf.py").read_text("utf-8")
    site.write({"conf.py": conf.replace("Words", "Sentences")})
    assert site.differences() == []
    assert "Sentences" in site.page("a.html").text


def test_a_comment_in_conf(build_root: BuildRoot, tmp_path: Path) -> None:
    """Nothing is read again for it, nor for a value of Sphinx's."""
    files = {"a.md": "# A\n\nText.\n"}
    site = written_site(build_root, tmp_path, files, conf=CONF.format("Words", ""))
    before = code_of_config(site.folder, site.build().config)
    conf = CONF.format("Words", "a comment") + "html_title = 'Another'\n"
    site = written_site(build_root, tmp_path, files, conf=conf)
    assert code_of_config(site.folder, site.build().config) == before
    assert code_of_config(tmp_path, site.build().config) == ""


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "html_context = {'shown': lambda: 1}",
        "from os.path import join\nhtml_context = {'shown': join}",
        "unknown = 1",
        "extensions.append('sphinx.ext.todo')",
    ],
)
def test_code_that_no_value_tells_of(
    build_root: BuildRoot, tmp_path: Path, line: str
) -> None:
    site = written_site(build_root, tmp_path, {}, conf=f"{line}\n")
    found = code_of_config(site.folder, site.build().config)
    site = written_site(build_root, tmp_path, {}, conf="")
    assert code_of_config(site.folder, site.build().config) != found


@pytest.mark.slow
def test_another_translation_of_a_text_of_sphinx(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    """In processes of their own, as a catalog is read once in each."""
    conf = "locale_dirs = ['locale']\nlanguage = 'de'\n"
    files = {"a.md": "# A\n\n:::{note}\nText.\n:::\n"}
    conf += "myst_enable_extensions = ['colon_fence']\n"
    site = written_site(build_root, tmp_path, files, conf=conf)
    out = tmp_path / "out"
    for text in ("Merke", "Wisse", None):
        translate(Blog(site.folder), "sphinx", text and {"Note": text})
        built = build([str(site.folder), str(out)], tmp_path / "log")
        assert built.status == 0, built.said
        page = (out / "a.html").read_text("utf-8")
        assert (str(text) in page) is bool(text)


def test_a_changed_package_beside_conf(build_root: BuildRoot, tmp_path: Path) -> None:
    """In processes of their own, with a lock that an editor left in the package."""
    read = "def setup(app):\n    app.connect('source-read', read)\n\n\n"
    read += "def read(app, docname, source):\n    source[0] += '{0}\\n'\n"
    conf = "import sys\n\nsys.path.insert(0, 'ext')\nextensions += ['words']\n"
    files = {
        "a.md": "# A\n\n",
        "ext/words/__init__.py": "from words.more import setup\n",
    }
    site = written_site(build_root, tmp_path, files, conf=conf)
    (site.folder / "ext/words/.#more.py").symlink_to("nobody@nowhere.1")
    for word in ("Hello", "Goodbye"):
        site.write({"ext/words/more.py": read.format(word)})
        folders = [str(site.folder), str(tmp_path / "out")]
        environ = {"WORKING_FOLDER": str(site.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        built = build(["-q", *folders], tmp_path / "log", **environ)
        assert built.status == 0, built.said
        assert word in (tmp_path / "out/a.html").read_text("utf-8")
