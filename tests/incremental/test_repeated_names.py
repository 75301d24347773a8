"""Of two documents that define one name, the same wins in every build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from permalink_blog.incremental.repeated_names import names_of, sharing
from site_tools.written_sites import written_site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot
    from site_tools.written_sites import WrittenSite

SHOWN = """\
# Home

{ref}`name`, {term}`name`, {py:func}`name`, {c:func}`name`, {eq}`name`, {numref}`name`,
{any}`name`

```{eval-rst}
See [Name]_.
```
"""
DEFINITIONS = {
    "label": "(name)=\n## Named in {0}\n",
    "term": "```{{glossary}}\nname\n  In {0}.\n```\n",
    "function": "```{{py:function}} name({0})\nIn {0}.\n```\n",
    "C function": "```{{c:function}} int name(int {0})\nIn {0}.\n```\n",
    "equation": "```{{math}}\n:label: name\n1 + 1\n```\n",
    "figure": "```{{figure}} dot.png\n:name: name\n\nIn {0}\n```\n",
    "citation": "```{{eval-rst}}\n.. [Name] In {0}.\n```\n",
    "module": "```{{py:module}} name\n```\n\nIn {0}\n",
}


def page(name: str, definition: str = "") -> str:
    return f"# Page {name}\n\n{definition.format(name)}"


def begun(build_root: BuildRoot, tmp_path: Path, definition: str) -> WrittenSite:
    files = {"index.md": SHOWN, **{f"{x}.md": page(x, definition) for x in "am"}}
    files["z.md"] = page("z")
    site = written_site(build_root, tmp_path, files, conf="numfig = True\n")
    site.build()
    return site


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=[*DEFINITIONS])
def test_the_winner_is_that_of_a_clean_build(
    build_root: BuildRoot, tmp_path: Path, definition: str
) -> None:
    site = begun(build_root, tmp_path, definition)
    changed = page("a", f"Text.\n\n{definition}")
    site.write({"a.md": changed, "z.md": page("z", definition)})
    assert site.differences() == []
    site.write({"a.md": page("a"), "z.md": page("z")})
    assert site.differences() == []
    site.write({"a.md": changed})  # nobody knew before that it has that name, too
    assert site.differences() == []
    (site.folder / "m.md").unlink()
    assert site.differences() == []


def test_another_document_wins_when_one_is_removed(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    site = begun(build_root, tmp_path, DEFINITIONS["label"])
    assert "Named in m" in site.page("index.html").text
    (site.folder / "m.md").unlink()
    site.build()
    assert "Named in a" in site.page("index.html").text


def test_documents_that_share_names() -> None:
    names: dict[str, set[str]] = {
        "a": {"one"},
        "b": {"one", "two"},
        "c": {"two"},
        "d": {"three"},
        "e": {"four"},
        "f": {"four"},
    }
    assert sharing(names, ["a", "d", "new"]) == {"a", "b", "c"}
    assert sharing(names, ["d", "f"]) == {"e", "f"}
    assert sharing(names, []) == set()


def test_links_of_one_name_are_no_names_of_documents(
    build_root: BuildRoot, tmp_path: Path
) -> None:
    text = "Title\n=====\n\nSee Sphinx_ and [#note]_.\n\n"
    text += ".. _Sphinx: https://example.org/\n.. [#note] A note.\n"
    site = written_site(build_root, tmp_path, {"a.rst": text, "b.rst": text})
    assert not names_of(site.build().env)
