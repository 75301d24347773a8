"""The extensions' tests with other versions of Python, Sphinx, MyST and ABlog.

``make test-matrix`` runs all for whose Python there is an interpreter; this one alone:
``python -m nox -s "extensions-3.12(lowest)"``. Other sessions are for themes that
need other versions than the site.
"""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "uv|venv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.envdir = "_build/nox"

PYTHONS = ("3.11", "3.12", "3.13", "3.14")

# "lowest" is what requirements-lowest.txt says, "newest" what there is today.
VERSIONS = {"lowest": ("-c", "requirements-lowest.txt"), "newest": ("--upgrade",)}

THEME_TOOLS = ("pytest", "hypothesis", "beautifulsoup4", "lxml", "playwright")

# Rules and builds may differ with other versions. Programs and browsers are the same.
CHOSEN = "(unit or build) and not slow"
TELL = """\
import platform
from importlib.metadata import version
names = ("Sphinx", "docutils", "myst-parser", "ablog", "pydata-sphinx-theme")
print("Python", platform.python_version(), *(f"{n} {version(n)}" for n in names))
"""


@nox.session(python=PYTHONS)
@nox.parametrize("versions", [nox.param(name, id=name) for name in VERSIONS])
def extensions(session: nox.Session, versions: str) -> None:
    """Run the extensions' tests; arguments after ``--`` are pytest's."""
    asked = ("-r", "requirements.in", "-r", "requirements-dev.in")
    session.install("-q", *asked, *VERSIONS[versions])
    session.run("python", "-c", TELL)
    session.run(
        *("python", "-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider"),
        *("--dist", "worksteal", "-m", CHOSEN, "--hypothesis-profile=quick"),
        *session.posargs,
    )


@nox.session
def book_theme(session: nox.Session) -> None:
    """Test a blog with sphinx-book-theme, and compare incremental builds of it.

    It needs an older pydata-sphinx-theme than the site has.
    """
    theme = "sphinx-book-theme>=1.4"
    session.install("-q", "-r", "requirements.in", theme, *THEME_TOOLS)
    session.run("python", "-c", TELL)
    session.run(
        *("python", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("tests/incremental/test_any_edit.py", "-m", "slow"),
        *session.posargs,
        env={"ANY_EDIT_THEMES": "sphinx_book_theme"},
    )
    _test_blog(session, "sphinx_book_theme")


@nox.session
def immaterial(session: nox.Session) -> None:
    """Test a blog with sphinx-immaterial.

    The script of its search (0.13.11) fails with the word lists of Sphinx 9.
    """
    theme = ("sphinx-immaterial>=0.13.11", "sphinx<9")
    session.install("-q", "-r", "requirements.in", *theme, *THEME_TOOLS)
    session.run("python", "-c", TELL)
    _test_blog(session, "sphinx_immaterial")


def _test_blog(session: nox.Session, theme: str) -> None:
    session.run(
        *("python", "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("tests/site/test_any_theme.py", "tests/site/test_any_theme_screens.py"),
        env={"ANY_THEMES": theme},
    )
