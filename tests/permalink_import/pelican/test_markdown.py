"""Python-Markdown and Pelican's reStructuredText, made what Sphinx reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_import.markup.report import TextReport
from permalink_import.pelican import rst
from permalink_import.pelican.links import SiteLinks
from permalink_import.pelican.markdown import PythonMarkdown

ALL = PythonMarkdown(admonition=True, toc=True)
LINKS = SiteLinks(
    documents={
        "posts/a.rst": ("/2018/a/", "posts/2018/a.rst"),
        "b.md": ("/b.html", "pages/b.md"),
    },
    files={"images/i.png": "/images/i.png"},
)


def convert(text: str, settings: PythonMarkdown = ALL) -> str:
    return settings.convert(text, TextReport(text, source="a.md", first_line=1))


MARKDOWN = {
    "    :::python\n    x = 1\n": "```python\nx = 1\n```\n",
    "    #!python\n    x = 1\n\n    y = 2\n\nText": (
        "```{code-block} python\n:linenos:\n\nx = 1\n\ny = 2\n```\n\nText"
    ),
    "    #!/usr/bin/python\n    x = 1": (
        "```{code-block} python\n:linenos:\n\n#!/usr/bin/python\nx = 1\n```\n"
    ),
    "    plain\n": "    plain\n",
    '```{.python hl_lines="1 3"}\nx = 1\n```': (
        "```{code-block} python\n:emphasize-lines: 1,3\n\nx = 1\n```\n"
    ),
    '``` python linenums="1"\nx = 1\n```': (
        "```{code-block} python\n:linenos:\n\nx = 1\n```\n"
    ),
    "```python\nx = 1\n```": "```python\nx = 1\n```",
    "!!! note\n    A *b*.\n\nText": ":::{note}\nA *b*.\n:::\n\nText",
    '!!! note "T"\n    A.\n\n        code\n': (
        ":::{admonition} T\n:class: note\n\nA.\n\n    code\n:::\n"
    ),
    "!!! danger big\n    A.\n": (
        ":::{admonition} Danger\n:class: danger big\n\nA.\n:::\n"
    ),
    '!!! note ""\n    A.\n': ":::{container} note\nA.\n:::\n",
    "[TOC]\n": "```{contents}\n:local:\n```\n",
    "#Title\n": "# Title\n",
    "## A_b {: #x .y }\n": "{#x .y}\n## A_b\n",
    "## Straße\n": "{#strae}\n## Straße\n",
    "A\nb\n{: .x }\n\nc": "{.x}\nA\nb\n\nc",
    "[a](b){: .x } and *c*{: #y}": "[a](b){.x} and [*c*]{#y}",
    'HTML `HTML` [HTML](HTML)\n\n*[HTML]: Hyper "Text"\n': (
        '<abbr title="Hyper &quot;Text&quot;">HTML</abbr> `HTML` '
        '[<abbr title="Hyper &quot;Text&quot;">HTML</abbr>](HTML)\n\n'
    ),
    "$5 \\$6 `$7`": "\\$5 \\$6 `$7`",
    '[a]({author}A B) ![b](c d.png "T")': '[a](<{author}A B>) ![b](<c d.png> "T")',
}


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_is_converted(text: str) -> None:
    assert convert(text) == MARKDOWN[text]


def test_what_no_extension_reads_is_text() -> None:
    bare = PythonMarkdown(extra=False, codehilite=False, math=True)
    for text in ("!!! note\n    A.\n", "[TOC]\n", "*[A]: B\n", "$x$", "a\n{: .b}"):
        assert convert(text, bare) == text
    assert convert("    :::python\n    x\n", bare) == "    :::python\n    x\n"


@given(st.text(alphabet='ab \n#*`~$!-{}:.[](<>)_"', max_size=80))
def test_any_text_is_taken(text: str) -> None:
    convert(text)


RST = {
    "`a <{filename}/posts/a.rst>`_": ":doc:`a </posts/2018/a>`",
    "`a <{filename}a.rst#x>`_": "`a <../../2018/a/#x>`_",
    "`<|filename|/b.md>`_": ":doc:`/pages/b`",
    "`f <{static}/images/i.png>`__": "`f <../../images/i.png>`__",
    ".. figure:: {static}../images/i.png\n": ".. figure:: /images/i.png\n",
    ".. _x: {filename}/b.md\n": ".. _x: ../../b.html\n",
    "`t <{tag}C++>`_": "`t <../../blog/tag/c.html>`_",
    "`h <{index}>`_": "`h <../../>`_",
    ".. code-block:: python\n\n   x": ".. code-block:: python\n\n   x",
    ".. code-block:: python\n   :linenos: inline\n   :linenostart: 5\n"
    "   :hl_lines: 1 2-3\n   :nowrap:\n\n   x": (
        ".. code-block:: python\n   :linenos:\n   :lineno-start: 5\n"
        "   :emphasize-lines: 1,2-3\n\n   x"
    ),
    ".. sourcecode:: python\n   :linenos: none\n\n   x": (
        ".. code-block:: python\n\n   x"
    ),
    "  .. sourcecode:: goat\n\n     x": "  .. code-block:: text\n\n     x",
}


LITERAL = """\
As::

    `a <{filename}gone.md>`_

and ``{filename}gone.md``.

.. code-block:: rst
   :linenos: table

   .. image:: {static}gone.png
   .. nosuch::

.. raw:: html

   {filename}gone.md
"""


def test_code_stays_as_it_is() -> None:
    report = TextReport(LITERAL, source="content/c.rst", first_line=1)
    new = rst.convert(LITERAL, report, LINKS, path="c.rst", url="/2019/c/")
    assert new == LITERAL.replace(": table", ":").replace("linenos::", "linenos:")
    assert report.findings == ()


@pytest.mark.parametrize("text", RST)
def test_restructuredtext_is_converted(text: str) -> None:
    report = TextReport(text, source="content/posts/c.rst", first_line=1)
    place = {"path": "posts/c.rst", "url": "/2019/c/"}
    assert rst.convert(text, report, LINKS, **place) == RST[text]
    assert report.findings == ()


def test_what_sphinx_does_not_know_is_told() -> None:
    text = "A `b <{filename}gone.md>`_.\n\n.. soundcloud:: 12\n"
    report = TextReport(text, source="content/c.rst", first_line=4)
    place = {"path": "c.rst", "url": "/2019/c/"}
    assert rst.convert(text, report, LINKS, **place) == text
    assert rst.make_text_safe(text, report) == (
        "A `b <{filename}gone.md>`_.\n\n.. code-block:: rst\n\n   .. soundcloud:: 12"
    )
    assert [(x.line, x.what) for x in report.findings] == [
        (4, "{filename}gone.md"),
        (6, ".. soundcloud::"),
    ]
