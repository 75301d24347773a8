"""Each directive that takes a path or an address is known, and refused or checked.

A new one in docutils, Sphinx or MyST fails here, until somebody has looked at it.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
from docutils.parsers.rst import Directive, directives, roles
from sphinx.testing.util import SphinxTestApp

from permalink_blog.safe_reading.directives import OPTIONS, PROGRAMS, _is_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What reads a file or an address, by the directives that do: in their arguments, and
#: in their options. Those of images and links become nodes, which are checked.
READS = {
    # MyST adds the last one with the first include of a process that it renders: links
    # that begin with it are made relative to the document, and nothing is read.
    "include": {"argument", "parser", "relative-docs"},
    "literalinclude": {"argument", "diff"},
    "raw": {"file", "url"},
    "csv-table": {"file", "url"},
}
NODES = {
    "image": {"argument", "target"},
    "figure": {"argument", "target"},
    "figure-md": {"argument"},
}
RUNS = {
    *("autoattribute", "autoclass", "autodata", "autodecorator", "autoexception"),
    *(
        "autofunction",
        "automethod",
        "automodule",
        "autoproperty",
        "autosummary",
        "autotype",
    ),
    *("digraph", "doctest", "graph", "graphviz", "ifconfig", "inheritance-diagram"),
    *("testcleanup", "testcode", "testoutput", "testsetup"),
}
#: Directives in which nothing is a path or an address.
HARMLESS = {
    *("acks", "admonition", "attention", "caution", "centered", "class", "code"),
    *("code-block", "codeauthor", "compound", "contents", "container", "cssclass"),
    *("danger", "date", "default-domain", "default-role", "deprecated", "epigraph"),
    *("error", "footer", "glossary", "header", "highlight", "highlights", "hint"),
    *("hlist", "important", "index", "line-block", "list-table", "math", "meta"),
    *("moduleauthor", "note", "object", "only", "parsed-literal", "pull-quote"),
    *("replace", "restructuredtext-test-directive", "role", "rst-class", "rubric"),
    *("section-numbering", "sectionauthor", "sectnum", "seealso", "sidebar"),
    *("sourcecode", "table", "tabularcolumns", "target-notes", "tip", "title"),
    *("topic", "toctree", "unicode", "versionadded", "versionchanged"),
    *("version-added", "version-changed", "version-deprecated", "version-removed"),
    *("versionremoved", "warning", "autosummary", "program", "option", "envvar"),
    *("productionlist", "cmdoption", "confval", "describe", "autofootnote"),
}
_READING_ROLES = {"download"}  # makes a node that is checked
EXTENSIONS = [
    *(
        "myst_parser",
        "permalink_blog.safe_reading",
        "sphinx.ext.autodoc",
        "sphinx.ext.autosummary",
    ),
    *("sphinx.ext.doctest", "sphinx.ext.graphviz", "sphinx.ext.ifconfig"),
    "sphinx.ext.inheritance_diagram",
]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[SphinxTestApp]:
    (tmp_path / "conf.py").write_text(f"extensions = {EXTENSIONS}\n")
    (tmp_path / "index.md").write_text("# A\n")
    made = SphinxTestApp("html", srcdir=tmp_path)
    yield made
    made.cleanup()


def _found() -> dict[str, type[Directive]]:
    """Return all directives that are registered, by name."""
    named = {
        name: getattr(
            __import__(f"docutils.parsers.rst.directives.{module}", fromlist=[kind]),
            kind,
        )
        for name, (module, kind) in directives._directive_registry.items()
    }
    return named | directives._directives


def _takes(kind: Any) -> set[str]:
    """Return the options of a directive that are paths or addresses, as it says."""
    spec = kind.option_spec if isinstance(kind.option_spec, dict) else {}
    converters = (directives.path, directives.uri, directives.parser_name)
    return {name for name, convert in spec.items() if convert in converters}


def test_all_are_known(app: SphinxTestApp) -> None:
    known = HARMLESS | RUNS | READS.keys() | NODES.keys()
    assert _found().keys() - known == set()


def test_those_that_run_something_are_refused(app: SphinxTestApp) -> None:
    for name, kind in _found().items():
        is_program = any(_is_of(x.__module__, PROGRAMS) for x in kind.__mro__)
        assert is_program == (name in RUNS), name


def test_options_are_known(app: SphinxTestApp) -> None:
    for name, kind in _found().items():
        expected = READS.get(name, set()) | NODES.get(name, set())
        assert _takes(kind) <= expected, name


def test_directives_that_read_are_these(app: SphinxTestApp) -> None:
    """What opens a file or an address in the source of a directive."""
    words = ("relfn2path", "FileInput", "urlopen", "read_text", "open(")
    found = {
        name
        for name, kind in _found().items()
        if name not in RUNS
        for part in kind.__mro__
        if issubclass(part, Directive) and part is not Directive
        if any(word in inspect.getsource(part) for word in words)
    }
    assert READS.keys() <= found
    assert found <= READS.keys() | {"figure"}  # figure opens an image that is there


def test_a_module_is_imported_when_an_option_is_converted(app: SphinxTestApp) -> None:
    importing = {
        name
        for kind in _found().values()
        if isinstance(kind.option_spec, dict)
        for name, convert in kind.option_spec.items()
        if convert is directives.parser_name
    }
    assert importing == OPTIONS.keys()


def test_roles_that_read_are_these(app: SphinxTestApp) -> None:
    words = ("relfn2path", "FileInput", "urlopen", "read_text", "open(", "import_")
    found = set()
    for name, role in (roles._role_registry | roles._roles).items():
        part = role if inspect.isroutine(role) else type(role)
        modules = (getattr(role, "__module__", ""), type(role).__module__)
        if any(_is_of(x, PROGRAMS) for x in modules):
            continue
        if any(word in inspect.getsource(part) for word in words):
            found.add(name)
    assert found <= _READING_ROLES
