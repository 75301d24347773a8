"""ABlog's own templates show text, and a site's own what its author likes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from site_tools.edits import save
from site_tools.pages import parsed

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import BuildRoot

TITLE = "<i>A</i> & B"
POST = (
    f"---\ntitle: {TITLE}\ndate: 2020-01-{{day:02}}\ntags: ['{TITLE}']\n---\n\nText\n"
)
OWN = "<b>{{ ablog.tags|length }}</b> {{ '<u>own</u>' }}"


def test_ablogs_templates_are_escaped_and_own_ones_are_not(
    build_root: BuildRoot, rootdir: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "blog-scaling-alone"
    shutil.copytree(rootdir / "test-blog-scaling-alone", folder)
    for day in (1, 2):
        save(folder / f"posts/hostile-{day}.md", POST.format(day=day))
    save(folder / "own/ablog/authors.html", OWN)
    sidebar = [f"ablog/{name}.html" for name in ("recentposts", "tagcloud", "authors")]
    app = build_root(
        "blog-scaling-alone",
        extensions=[
            "myst_parser",
            "permalink_blog.frontmatter",
            "ablog",
            "permalink_blog.incremental",
            "permalink_blog.archives",
        ],
        html_theme="alabaster",
        html_sidebars={"**": sidebar},
        templates_path=["own"],
    )
    page = parsed(app.outdir / "posts/hostile-1.html")
    assert page.find("i") is None
    texts = {" ".join(link.text.split()) for link in page.find_all("a")}
    assert {f"02 January - {TITLE}", TITLE} <= texts
    assert page.select_one(".ablog__prev-next a").text.strip() == TITLE
    assert [x.text for x in page.select(".sphinxsidebar u")] == ["own"]
