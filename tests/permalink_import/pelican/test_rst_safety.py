"""No text of Pelican's becomes a directive that reads files or runs code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils.core import publish_doctree
from hypothesis import example, given
from hypothesis import strategies as st

from permalink_import.cli import main
from permalink_import.pelican.rst_safety import HARMLESS, make_field_safe, make_safe

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "a-secret-that-no-page-may-have"
CODE = ".. code-block:: rst\n\n   "

CHANGED = {
    ".. include:: x": f"{CODE}.. include:: x",
    "a\n\n- .. include:: x": "a\n\n- \\.. include:: x",
    "  .. include:: x\n     :a: b\n\n  c": (
        "  .. code-block:: rst\n\n     .. include:: x\n        :a: b\n\n  c"
    ),
    "T::\n====\n\n   .. include:: x": (
        "T::\n====\n\n   .. code-block:: rst\n\n      .. include:: x"
    ),
    ".. |x\n   y| raw:: html\n   :file: z": (
        f"{CODE}.. |x\n      y| raw:: html\n      :file: z"
    ),
    '.. csv-table::\n\n   "x", ".. include:: y"': (
        '.. csv-table::\n\n   "x", "\\.. include:: y"'
    ),
    ".. csv-table:: a\n   :url: x": f"{CODE}.. csv-table:: a\n      :url: x",
    ".. raw:: latex\n\n   x": f"{CODE}.. raw:: latex\n\n      x",
    ".. raw:: html\n   :file: x": f"{CODE}.. raw:: html\n      :file: x",
    ".. INCLUDE :: x": f"{CODE}.. INCLUDE :: x",
    "..\x0binclude:: x": f"{CODE}.. include:: x",
    "a\n\n\u2028.. include:: x": f"a\n\n\n{CODE}.. include:: x",
    ":f: .. include:: x": ":f: \\.. include:: x",
    ".. note:: a\n\n   .. plot:: x.py\n\n   b": (
        ".. note:: a\n\n   .. code-block:: rst\n\n      .. plot:: x.py\n\n   b"
    ),
    ".. role:: h(raw)\n   :format: html\n\n:h:`<b>` `c`:h: d": (
        f"{CODE}.. role:: h(raw)\n      :format: html\n\n``:h:`<b>``` ```c`:h:`` d"
    ),
    ":download:`x <y>`": "``:download:`x <y>```",
    ":eval:`a\nb` c": "::\n\n   :eval:`a\n   b` c",
    ".. automodule:: os": f"{CODE}.. automodule:: os",
}
KEPT = [
    ".. note:: a\n\n   b\n",
    ".. image:: a.png\n   :alt: b\n",
    ".. figure:: a.png\n\n   c\n",
    ".. code-block:: rst\n\n   .. include:: x\n",
    "As::\n\n   .. include:: x\n",
    ".. math::\n\n   .. include:: x\n",
    ".. raw:: html\n\n   <b>x</b>\n",
    '.. csv-table::\n   :header: a, b\n\n   "c", "d"\n',
    ":doc:`/a` :kbd:`x` `c` :py:func:`len` ``:download:`x``` *a* |b|_\n",
    ".. |d| date::\n.. |r| replace:: x\n\n|d| |r|\n",
    ".. _a: https://example.org\n.. [1] note\n.. a comment\n",
    "Wait .. what\n\n.. youtube:: abc\n",
    "",
]


@pytest.mark.parametrize("text", CHANGED)
def test_what_is_not_harmless_is_text(text: str) -> None:
    new, refused = make_safe(text)
    assert new == CHANGED[text]
    assert refused
    assert make_safe(new) == (new, [])


@pytest.mark.parametrize("text", KEPT)
def test_what_is_harmless_stays(text: str) -> None:
    assert make_safe(text) == (text, [])


def test_only_these_directives_stay() -> None:
    reads = {"include", "literalinclude", "download", "role", "default-role"}
    runs = {"automodule", "plot", "graphviz", "ipython", "exec", "eval", "only"}
    assert not HARMLESS & (reads | runs)


_LINES = st.sampled_from(
    [
        *("", "", "a", "a::", "====", "----", "- ", "1. ", "* - ", "| ", "> ", ":f: "),
        *(".. note::", ".. table::", ".. list-table::", ".. csv-table::", "term"),
        *(".. |x| ", ".. |x", "y| ", ".. [1] ", ".. ", ".. figure:: z", ".. class:: c"),
        *("+---+", ".. role:: r(raw)\n   :format: html", ":r:`x`", ".. code-block:: x"),
        *(".. parsed-literal::", ".. topic:: T", ".. math::", "::", ".. comment"),
        *(".. header::", ".. container:: x", '"', ", ", "=== ===", "\u2028", "\x0b"),
    ]
)
_TARGETS = st.sampled_from(
    [
        *("", "", ".. include:: @", ".. raw:: html\n   :file: @", "include:: @"),
        *(".. csv-table:: t\n   :file: @", "raw:: html\n   :file: @", ".. INCLUDE:: @"),
        *('"a", ".. include:: @"', "..\x0binclude:: @", ".. include:: @\n   :literal:"),
    ]
)


@given(
    st.lists(
        st.builds(
            lambda n, a, b: "\n".join(" " * n + x for x in (a + b).split("\n")),
            st.sampled_from([0, 0, 2, 3, 3, 4, 6]),
            _LINES,
            _TARGETS,
        ),
        max_size=9,
    ).map("\n".join)
)
@example("Title::\n=======\n\n   .. include:: @")
@example(".. figure:: z\n\n   .. include:: @")
def test_docutils_reads_no_file(tmp_path_factory, text: str) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.getbasetemp()
    secret = folder / "secret.txt"
    secret.write_text(CANARY)
    new, _ = make_safe(text.replace("@", str(secret)))
    settings = {"report_level": 5, "halt_level": 5, "_disable_config": True}
    try:
        document = publish_doctree(new, settings_overrides=settings)
    except (UnboundLocalError, AttributeError, IndexError):
        return  # of docutils, at a text that has no directive left
    assert CANARY not in document.astext()


@given(st.lists(_LINES | _TARGETS, max_size=6).map("\n    ".join))
def test_no_field_has_a_directive(tmp_path_factory, text: str) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path_factory.getbasetemp() / "secret.txt"
    secret.write_text(CANARY)
    field = f":a: {make_field_safe(text.replace('@', str(secret)))}\n"
    settings = {"report_level": 5, "halt_level": 5, "_disable_config": True}
    assert CANARY not in publish_doctree(field, settings_overrides=settings).astext()


def test_an_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "content").mkdir(parents=True)
    new.mkdir()
    (new / "conf.py").write_text("")
    (old / "pelicanconf.py").write_text("SITENAME = 'T'\nPATH = 'content'\n")
    (old / "content/a.rst").write_text(
        "A :download:`x`\n###############\n\n:date: 2018-08-01\n"
        ":summary: .. include:: secret.txt\n\n    .. include:: secret.txt\n\n"
        "    Text.\n\n.. include:: secret.txt\n\n.. plot:: x.py\n"
    )
    assert main([str(old), "--into", str(new)]) == 1
    (path,) = new.rglob("*.rst")
    text = path.read_text(encoding="utf-8")
    assert make_safe(text) == (text, [])
    said = capsys.readouterr().out
    assert "read files, run programs or define roles" in said
    assert "Directives that no extension here has" in said
