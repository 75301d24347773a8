"""``myst_disable_syntax`` holds for all ways in which a post can have raw HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_tools.hostile_sites import hostile_site

if TYPE_CHECKING:
    from pathlib import Path

POSTS = {
    "plain.md": "# A\n\n<u>raw</u>\n\na <u>raw</u> b\n",
    "directive.md": "# A\n\n```{raw} html\n<u>raw</u>\n```\n",
    "rst.md": "# A\n\n```{eval-rst}\n.. raw:: html\n\n   <u>raw</u>\n```\n",
    "role.md": "# A\n\n```{eval-rst}\n.. role:: h(raw)\n   :format: html\n\n"
    ":h:`<u>raw</u>`\n```\n",
    "lifted.md": "---\nmyst: {disable_syntax: []}\n---\n# A\n\n<u>raw</u>\n",
    "commonmark.md": "---\nmyst: {commonmark_only: true}\n---\n# A\n\n<u>raw</u>\n",
    "text.rst": "A\n=\n\n.. raw:: html\n\n   <u>raw</u>\n",
}


@pytest.mark.parametrize("trusted", [False, True])
def test_no_way_is_left(tmp_path: Path, trusted: bool) -> None:
    setting = 'myst_disable_syntax = ["html_block", "html_inline"]'
    with hostile_site(tmp_path) as site:
        site.lay_out(f"{setting}\nblog_trust_authors = {trusted}")
        for name, text in POSTS.items():
            site.post(name, text)
        built = site.build()
    assert built.status == 0, built.said
    pages = {
        name: (site.output / f"posts/{name.partition('.')[0]}.html").read_text("utf-8")
        for name in POSTS
    }
    raw = {name for name, page in pages.items() if "<u>raw</u>" in page}
    # MyST's setting is for Markdown alone.
    assert raw == (POSTS.keys() - {"plain.md"} if trusted else set())
    if not trusted:
        for place in ("directive.md:3:", "rst.md:", "lifted.md:2:", "text.rst:4:"):
            assert place in built.said
