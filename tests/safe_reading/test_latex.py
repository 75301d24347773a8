"""What LaTeX gets of a contributor's document has no command of its author's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from permalink_blog.core.untrusted.tex import macro_definition, unsafe_command
from site_tools.edits import save
from site_tools.hostile_sites import hostile_site

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("sphinx_design", reason="not all requirements are installed")

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0"
POST = r"""---
title: 'T \input{title}'
---

# T

$$
x
$$ (l}\input{label)

```{math}
:label: m}\input{mathlabel}{
y
```

{eq}`m}\input{mathlabel}{`

$\begin{input}{envfile}\end{input}$ $\begin\y$ $\UseName{input}{usename}$

```{youtube} abc}\input{youtube}{
:url_parameters: ?x}\input{parameters}{
```

```{image} x.png
:width: 10\input{width}
:name: n}\input{imgname}
```

![z](<e}\input{basename}{.png>)

```{code-block} python
:name: c}\input{codename}
:caption: \input{codecaption}
x = r"\input{code}"
```

```{index} single: a\input{index}; b}\input{index2}
```

(t}\input{target)=
## H {#h}\input{hid}

[a](https://e.example/}\input{url}) [f](e}\input{download}.txt)

```{list-table}
:align: left
* - \input{cell}
```

{abbr}`X (\input{abbr})` {octicon}`x}\input{octicon}` {download}`x\input{d} <good.md>`

```{productionlist} g\input{production}
a: b
```

```{c:function} int f(int a\input{c})
```

```{toctree}
T\input{toctree} <https://e.example/\input{tocurl}>
```

[^1\input{foot}]

[^1\input{foot}]: x

```{tabularcolumns} |l|\input{columns}
```

```{card} x
:link: https://e.example/}\input{card}
y
```

```{raw} latex
\input{raw}
```
"""
MACROS = r"""# M

$\def\x{\x\x}\x$ and $\frac{1}{2}$
"""


def test_no_command_of_a_text_is_one_of_latex(tmp_path: Path) -> None:
    with hostile_site(tmp_path) as site:
        # All of it is one document, which begins with the index.
        site.lay_out(
            'extensions.append("sphinxcontrib.youtube")\n'
            'blog_trust_authors = ["index"]\n'
        )
        site.post("hostile.md", POST)
        site.post("macros.md", MACROS)
        save(site.source / r"posts/d}\input{docname}.md", "# D\n\n$$x$$ (q)\n")
        for name in ("x.png", r"e}\input{basename}{.png"):
            (site.source / "posts" / name).write_bytes(PNG)
        save(site.source / r"posts/e}\input{download}.txt", "x")
        built = site.build("latex")
    assert built.status == 0, built.said
    assert "Traceback" not in built.said
    assert "the text cannot be read" not in built.said
    text = next(site.output.glob("*.tex")).read_text("utf-8")
    # Sphinx's own commands and what is shown as it is, in a listing
    text = re.sub(r"\\begin\{sphinxVerbatim\}.*?\\end\{sphinxVerbatim\}", "", text)
    assert re.findall(r"\\input\{(?!sphinx)[^}]*\}", text) == []
    assert r"\def\x" not in text
    assert r"\frac{1}{2}" in text
    assert "macros.md:3: WARNING: formula: \\def" in built.said


@pytest.mark.parametrize(
    "formula",
    [
        r"\input{f}",
        r"\begin{input}{f}\end{input}",
        r"\begin {input*}{f}",
        r"\begin\y",
        r"\end\y",
        r"\UseName{input}{f}",
        r"\^^69nput{f}",
        r"\csname input\endcsname",
        r"\write18{id}",
        r"\immediate\write",
        r"\begin{filecontents}{x.tex}",
    ],
)
def test_commands_that_read_or_run(formula: str) -> None:
    assert unsafe_command(formula) is not None


@pytest.mark.parametrize(
    "formula", [r"\begin{aligned} a &= b \\ \end{aligned}", r"\frac{a}{b}", r"\in x"]
)
def test_usual_formulas(formula: str) -> None:
    assert unsafe_command(formula) is None
    assert macro_definition(formula) is None
