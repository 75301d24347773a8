"""The headings and labels of sources, read without a build."""

from __future__ import annotations

import json

from permalink_blog.urls.url_list.headings import anchors_of_source

MARKDOWN = """\
---
title: A *summer* report
---

(start)=
## Set-up of `make`

```sh
# no heading
```

```{note}
:name: a-note

### In a [box](https://example.org)
```

```{code-block} python
# no heading either
```

Underlined
----------

```{math}
:label: euler

a = b
```

- list
---

## Überblick
"""
RST = """\
R Title
=======

.. _a-label:

Part one
--------

.. figure:: x.png
   :name: fig-a

Text that is long
"""


def texts(file: str, text: str) -> list[str]:
    return [x.text for x in anchors_of_source(file, text)]


def test_markdown() -> None:
    assert texts("a.md", MARKDOWN) == [
        *("A *summer* report".replace("*", ""), "start", "Set-up of make", "a-note"),
        *("In a box", "Underlined", "euler", "Überblick"),
    ]
    found = {x.text: x for x in anchors_of_source("a.md", MARKDOWN)}
    assert found["Set-up of make"].ids == {"set-up-of-make"}
    assert found["Überblick"].ids == {"uberblick", "überblick"}
    assert "equation-euler" in found["euler"].ids
    assert not found["start"].is_heading


def test_restructuredtext() -> None:
    assert texts("a.rst", RST) == ["R Title", "a-label", "Part one", "fig-a"]


def test_a_notebook() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["---\n", "title: N\n", "---\n"]},
        {"cell_type": "code", "source": "# no heading"},
        {"cell_type": "markdown", "source": "## In a cell"},
    ]
    assert texts("a.ipynb", json.dumps({"cells": cells})) == ["N", "In a cell"]
    assert texts("a.ipynb", "{") == []
