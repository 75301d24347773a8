"""Whatever a page's template shows of the blog: when that changes, the page does."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import snapshot
from permalink_blog.incremental.dependencies import digest_of
from site_tools.edits import save
from site_tools.fresh_builds import differences
from site_tools.slow import slow
from site_tools.small_blogs import edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import BuildRoot

ROOT = "blog-scaling"
POST = "---\ndate: {date}\ntags: {tags}\n---\n\n# New\n\nThe excerpt.\n"
SOON = (date.today() + timedelta(days=400)).isoformat()

#: What templates show, each on a page of its own.
SHOWN = [
    "ablog|length",
    "ablog.posts|length",
    "ablog.drafts|length",
    "(ablog.posts|list)[0].title",
    "ablog.posts|map(attribute='title')|join",
    "'posts/f' in ablog",
    "'posts/f' in ablog.posts",
    "ablog['posts/f'] is none",
    "ablog['posts/f'].title",
    "ablog.posts['posts/f'] is none",
    "ablog['posts/c'].title",
    "ablog['posts/c']",
    "ablog['posts/c'].published",
    "ablog['posts/c'].date.strftime('%d %m %Y')",
    "ablog['posts/c'].redirect",
    "ablog['posts/c'].options['summary']",
    "ablog['posts/c'].tags|map(attribute='name')|join",
    "ablog['posts/c'].tags[0]|length",
    "ablog['posts/c'].tags[0].docname",
    "ablog['posts/c'].archive",
    "ablog['posts/c'].excerpt[0].astext()",
    "ablog['posts/c'].to_html(pagename)",
    "ablog['posts/c'].blog.posts|length",
    "ablog['posts/b'].next",
    "ablog['posts/b'].next.title",
    "ablog['posts/b'].next.next.title",
    "ablog['posts/d'].prev.excerpt[0].astext()",
    "ablog.tags|map(attribute='name')|join",
    "ablog.tags|map('length')|join",
    "ablog.tags|length",
    "ablog.tags['apple']|length",
    "ablog.tags['apple']|map(attribute='title')|join",
    "'posts/c' in ablog.tags['apple']",
    "ablog.tags['pear'].relsize(5, 1)",
    "ablog.tags['pear'].catalog|length",
    "ablog.catalogs['tags']['apple']|first",
    "ablog.tags.collections.keys()|sort|join",
    "ablog.archive|map(attribute='name')|join",
    "ablog.references|length",
    "ablog.references.keys()|sort|join",
    "ablog.recent(1)|first",
    "ablog.recent(2, pagename)|map(attribute='title')|join",
    "ablog.recent(none)|list|length",
    "pathto('posts/c')",
    "toctree()",
]

EDITS: dict[str, Callable[[Path], None]] = {
    "title": lambda folder: edit(folder / "posts/c.md", "# Post c", "# Renamed"),
    "excerpt": lambda folder: edit(folder / "posts/c.md", "The excerpt", "Another"),
    "date": lambda folder: edit(folder / "posts/c.md", "2019-03-01", "2022-03-01"),
    "draft": lambda folder: edit(folder / "posts/c.md", "2019-03-01", SOON),
    "tag": lambda folder: edit(folder / "posts/c.md", "apple", "pear quince"),
    "redirect": lambda folder: edit(
        folder / "posts/c.md", "tags:", "redirect: old\ntags:"
    ),
    "permalink": lambda folder: edit(
        folder / "posts/c.md", "tags:", "permalink: /new/\ntags:"
    ),
    "new": lambda folder: save(
        folder / "posts/f.md", POST.format(date="2022-01-01", tags="apple")
    ),
    "new draft": lambda folder: save(
        folder / "posts/f.md", POST.format(date=SOON, tags="plum")
    ),
    "gone": lambda folder: (folder / "posts/c.md").unlink(),
    "page": lambda folder: edit(folder / "about.md", "# Page", "# The page"),
}
#: Those of them that "make test" tries.
QUICK = {"title", "draft", "tag", "permalink", "gone"}


@pytest.fixture
def srcdir(rootdir: Path, tmp_path: Path) -> Path:
    """Give the folder of a root whose pages show one thing each."""
    folder = shutil.copytree(rootdir / f"test-{ROOT}", tmp_path / ROOT)
    for number, expression in enumerate(SHOWN):
        save(
            folder / f"shows/{number:02}.md", f"---\norphan: true\n---\n\n# {number}\n"
        )
        # A template that asks for too much shows nothing, as Jinja has it.
        text = f"{{{{ ({expression}) }}}}"
        if "posts/c'" in expression:
            text = f"{{% if 'posts/c' in ablog %}}{text}{{% endif %}}"
        if "posts/f'].title" in expression:
            text = f"{{% if 'posts/f' in ablog %}}{text}{{% endif %}}"
        if expression.endswith("next.next.title"):
            text = f"{{% if ablog['posts/b'].next %}}{text}{{% endif %}}"
        save(folder / f"_templates/shows{number:02}.html", f"<q>{text}</q>")
    sidebars = {f"shows/{n:02}": [f"shows{n:02}.html"] for n in range(len(SHOWN))}
    edit(folder / "conf.py", '"about": []', f'"about": [], **{sidebars!r}')
    return folder


@pytest.mark.parametrize(
    "name", [name if name in QUICK else slow(name) for name in EDITS]
)
def test_a_page_follows_what_it_shows(
    build_root: BuildRoot, srcdir: Path, tmp_path: Path, name: str
) -> None:
    app = build_root(ROOT)
    old = snapshot(app.outdir)
    EDITS[name](srcdir)
    app = build_root(ROOT)
    incremental = snapshot(app.outdir)
    app.outdir.parent.rename(tmp_path / "incremental")
    clean = snapshot(build_root(ROOT).outdir)
    pages = [f"shows/{number:02}.html" for number in range(len(SHOWN))]
    wrong = [SHOWN[n] for n, x in enumerate(pages) if incremental[x] != clean[x]]
    assert not wrong
    found = differences(incremental, clean)
    assert not found, "\n".join(found)
    if name != "redirect":
        assert any(old[x] != clean[x] for x in pages), "the edit changed nothing"


def test_digests_are_of_what_is_said() -> None:
    assert digest_of(["a", 1]) == digest_of(("a", 1))
    assert digest_of(["a", 1]) != digest_of(["a", "1"])
    assert digest_of("\ud800")
