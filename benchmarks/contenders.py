"""What is measured: how each generator's project is laid out, and how it is started.

Each has the front matter, the theme and the outputs that its own documentation
starts a blog with; ``note`` says what it makes of the posts. The contenders on Sphinx
take their values from this repository's ``conf.py``, so that they cannot drift from it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import forms
from benchmarks.corpus import post

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.corpus import Post

REPOSITORY = Path(__file__).resolve().parent.parent
PROJECTS = Path(__file__).resolve().parent / "projects"
_VENV = Path(os.environ.get("BENCH_VENV", REPOSITORY / "_build" / "bench" / "venv"))
OTHERS = _VENV.absolute() / "bin"
"""Where ``benchmarks/requirements.txt`` is installed, apart from the site's."""


@cache
def _version(command: tuple[str, ...]) -> str | None:
    if not shutil.which(command[0]):
        return None
    run = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False
    )
    found = re.search(r"\d+\.\d+(\.\d+)*", run.stdout)
    return found.group() if found and run.returncode == 0 else None


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One generator, as it is laid out and started.

    :ivar command: run in the project's folder; it reads all of it, and writes to the
        folder ``out``
    :ivar version_command: prints the version
    :ivar source: gives a post's path in the project and its text
    :ivar project: files of the project other than posts, below ``projects/``
    :ivar conf: text of ``conf.py``, for Sphinx
    :ivar site: whether it has this site's templates and static files
    :ivar leftovers: what a full build must not find, besides ``out``
    """

    name: str
    note: str
    command: tuple[str, ...]
    version_command: tuple[str, ...]
    source: Callable[[Post], tuple[str, str]]
    project: str
    conf: str = ""
    site: bool = False
    leftovers: tuple[str, ...] = ()

    def version(self) -> str | None:
        """Give its version, or None where it is not installed."""
        found = _version(self.version_command)
        return f"Sphinx {found}" if found and self.conf else found

    def write_post(self, project: Path, number: int, *, revision: int = 0) -> Path:
        """Write a post, anew if it is there, and return where."""
        name, text = self.source(post(number, revision=revision))
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def lay_out(self, project: Path, posts: int) -> None:
        """Make the project.

        :param project: its folder, new or empty
        :param posts: how many
        """
        shutil.copytree(PROJECTS / self.project, project, dirs_exist_ok=True)
        if self.conf:
            (project / "conf.py").write_text(self.conf, encoding="utf-8")
            shutil.copy(REPOSITORY / "conf.py", project / "site_conf.py")
            (project / "_ext").symlink_to(REPOSITORY / "_ext")
        for name in ("_static", "_templates") if self.site else ():
            shutil.copytree(REPOSITORY / name, project / name)
        for number in range(posts):
            self.write_post(project, number)


# -- Sphinx's conf.py: this repository's values, and what differs from them --------

_SITE = """\
from site_conf import *

exclude_patterns = [*exclude_patterns, "out", "doctrees"]  # as _build is
"""
_ALABASTER = (
    _SITE
    + """
html_theme = "alabaster"
for name in (
    "html_theme_options", "html_static_path", "html_logo", "html_favicon",
    "templates_path", "blog_metadata_card",
):  # what belongs to the site's own theme
    globals().pop(name, None)
"""
)
# What an extension of this site brings can't be named without it.
_OWN = '\nglobals().pop("html_math_renderer", None)\n'
# With "permalink_blog" these are set by itself.
_DEFAULTS = """
from permalink_blog.defaults import default_settings
for name, value in default_settings(globals()):
    globals().setdefault(name, value)
"""
_STOCK = _ALABASTER + _OWN + _DEFAULTS + 'extensions = ["myst_parser", "ablog"]\n'
_PLAIN = _ALABASTER + _OWN + _DEFAULTS + 'extensions = ["myst_parser"]\n'
# PyStemmer is one of this site's requirements, and none of Sphinx's: as pip installs
# Sphinx, snowballstemmer finds no "Stemmer" and stems in Python.
_NO_STEMMER = '\nimport sys\nsys.modules["Stemmer"] = None\n'

SPHINX_BUILD = (
    *(sys.executable, "-m", "sphinx", "-b", "html", "-j", "auto"),
    *("-d", "doctrees", ".", "out"),
)
SPHINX_VERSION = (sys.executable, "-m", "sphinx", "--version")


def _on_sphinx(
    name: str,
    note: str,
    conf: str,
    *,
    site: bool = False,
    source: Callable[[Post], tuple[str, str]] = forms.sphinx,
) -> Contender:
    return Contender(
        name=name,
        note=note,
        command=SPHINX_BUILD,
        version_command=SPHINX_VERSION,
        source=source,
        project="sphinx",
        conf=conf,
        site=site,
        leftovers=("doctrees",),
    )


_MATERIAL_VERSION = (
    "from importlib.metadata import version; print(version('mkdocs-material'))"
)

# -- All of them --------------------------------------------------------------------

CONTENDERS = {
    contender.name: contender
    for contender in (
        _on_sphinx("ours", "this site's extensions, alabaster", _ALABASTER),
        _on_sphinx("ours-theme", "this site, its own theme", _SITE, site=True),
        _on_sphinx("stock", "Sphinx, MyST, ABlog, alabaster", _STOCK + _NO_STEMMER),
        _on_sphinx("stock-pystemmer", "the same with PyStemmer installed", _STOCK),
        _on_sphinx(
            "plain", "Sphinx, MyST, no ABlog", _PLAIN + _NO_STEMMER, source=forms.plain
        ),
        Contender(
            name="mkdocs",
            note="Material: blog, tags and search; no feed",
            command=(f"{OTHERS}/mkdocs", "build", "--site-dir", "out"),
            version_command=(f"{OTHERS}/python", "-c", _MATERIAL_VERSION),
            source=forms.mkdocs,
            project="mkdocs",
        ),
        Contender(
            name="pelican",
            note="default theme, archives and feeds; no search",
            command=(
                *(f"{OTHERS}/pelican", "content"),
                *("--settings", "pelicanconf.py", "--output", "out"),
            ),
            version_command=(f"{OTHERS}/pelican", "--version"),
            source=forms.pelican,
            project="pelican",
        ),
        Contender(
            name="jekyll",
            note="minima, a feed, --incremental; no archives, no search",
            command=("jekyll", "build", "--incremental", "--destination", "out"),
            version_command=("jekyll", "--version"),
            source=forms.jekyll,
            project="jekyll",
            leftovers=(".jekyll-cache", ".jekyll-metadata"),
        ),
        Contender(
            name="hugo",
            note="a bare theme, archives and feeds; no search",
            command=(f"{OTHERS}/hugo", "--destination", "out"),
            version_command=(f"{OTHERS}/hugo", "version"),
            source=forms.hugo,
            project="hugo",
            leftovers=("resources", ".hugo_build.lock"),
        ),
    )
}
