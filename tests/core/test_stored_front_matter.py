"""What is kept of front matter: values as they were written, and lines of keys."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permalink_blog.core import stored_front_matter as stored
from permalink_blog.core.front_matter_lines import all_lines
from permalink_blog.core.messages import place_of_key
from permalink_blog.core.stored_front_matter import (
    front_matter_of,
    front_matter_value,
    key_line,
    label_line,
)
from permalink_blog.core.values import decode
from site_tools.written_sites import WrittenSite, written_site

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from conftest import BuildRoot

NAME = stored.__name__
POST = """\
---
title: "[draft] of a title"
date: 2018-08-01 10:00:00 +0200
tags:
  - one
  - "two, or"
category: [Café, 'x']
permalink: /first/
author: {name: Jo, since: 2001-01-01}
draft: false
empty:
number: 1.50
---

# Text

Not a key: at all.
"""
FILES = {
    "posts/first.md": POST,
    "posts/flow.md": "---\n{title: x,\n permalink: /flow/}\n---\n\nText.\n",
    "posts/below.md": "\n\n---\ntitle: x\npermalink: /below/\n---\n\n# x\n",
    "field.rst": ":orphan:\n:permalink: /field/\n:robots: noindex\n\nField\n=====\n",
    "direct.md": "# A\n\n```{post} 2018-08-01\n:redirect: old\n```\n\nText.\n",
}
#: Sets a key when the document is read, after all others.
OTHER = """
def change(app, doctree):
    metadata = app.env.metadata[app.env.docname]
    metadata["permalink"] = "/other/"
    metadata["tags"] = '["other"]'

def setup(app):
    app.connect("doctree-read", change, priority=10_000)
"""


@pytest.fixture
def site(build_root: BuildRoot, tmp_path: Path) -> WrittenSite:
    parts = ("frontmatter", "directives", "urls")
    return written_site(
        build_root,
        tmp_path,
        FILES,
        extensions=("myst_parser", "ablog", *(f"permalink_blog.{x}" for x in parts)),
        conf='blog_post_pattern = ["posts/*.md"]\n',
    )


def kept(env: BuildEnvironment) -> dict[str, Any]:
    found: dict[str, Any] = env.permalink_front_matter  # type: ignore[attr-defined]
    return found


def test_values_are_what_their_texts_stand_for(site: WrittenSite) -> None:
    env = site.build().env
    for docname in env.all_docs:
        fields = front_matter_of(env, docname)
        assert {key: fields.value(key) for key in fields} == {
            key: decode(text) for key, text in fields.items()
        }
    values = front_matter_of(env, "posts/first")
    assert values.value("tags") == ["one", "two, or"]
    assert values.value("categories") == ["Café", "x"]
    assert values.value("author") == {"name": "Jo", "since": "2001-01-01"}
    assert values.value("draft") is False
    assert values.value("empty") is None
    assert values.value("number") == "1.5"
    assert values.value("title") == "[draft] of a title"
    assert front_matter_value(env, "posts/first", "missing") is None


def test_lines_are_those_of_the_file(site: WrittenSite) -> None:
    env = site.build().env
    lines = {key: key_line(env, "posts/first", key) for key in ("title", "permalink")}
    assert lines == {"title": 2, "permalink": 8}
    assert key_line(env, "posts/first", "Not a key") is None
    assert key_line(env, "posts/first", "categories", "category") == 7
    assert label_line(env, "posts/first", "two, or", "tag", "tags") == 6
    assert label_line(env, "posts/first", "two", "tag", "tags") == 6
    assert label_line(env, "posts/first", "Café", "category") == 7
    assert label_line(env, "posts/first", "none", "tag", "tags") == 4
    assert place_of_key(env, "posts/flow", "permalink") == "posts/flow.md:3"
    assert place_of_key(env, "posts/below", "permalink") == "posts/below.md:5"
    assert place_of_key(env, "field", "permalink") == "field.rst:2"
    assert place_of_key(env, "direct", "redirect") == "direct.md:4"
    assert place_of_key(env, "index", "permalink") == "index.md"


def test_it_follows_edits(site: WrittenSite) -> None:
    site.build()
    site.write({"posts/first.md": POST.replace("title:", "# new\nname: x\ntitle:")})
    (site.folder / "field.rst").unlink()
    env = site.build().env
    assert key_line(env, "posts/first", "permalink") == 10
    assert kept(env).keys() == env.all_docs.keys()


def test_workers_return_what_they_read(site: WrittenSite) -> None:
    more = {f"posts/p{n}.md": POST.replace("first", f"p{n}") for n in range(20)}
    site.write(more)
    one = kept(site.build().env)
    (site.folder / "_build/doctrees/environment.pickle").unlink()
    two = kept(site.build(parallel=2).env)
    assert one == two
    assert len(two) == len(more) + len(FILES) + 1


def test_an_environment_of_before_is_read_again(site: WrittenSite) -> None:
    path = site.build().doctreedir / "environment.pickle"
    env = pickle.loads(path.read_bytes())
    del env.permalink_front_matter
    del env.version[NAME]
    path.write_bytes(pickle.dumps(env))
    assert key_line(site.build().env, "posts/first", "permalink") == 8


def test_what_others_change_counts(site: WrittenSite) -> None:
    (site.folder / "other.py").write_text(OTHER)
    conf = site.folder / "conf.py"
    start = "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, "
    conf.write_text(f"{start}str(Path(__file__).parent))\n{conf.read_text()}")
    for name in [*FILES][1:]:
        (site.folder / name).unlink()
    with conf.open("a") as file:
        file.write('extensions.append("other")\nexclude_patterns = ["index.md"]\n')
        file.write('root_doc = "posts/first"\n')
    app = site.build()
    assert front_matter_value(app.env, "posts/first", "tags") == ["other"]
    assert (app.outdir / "other/index.html").is_file()


def test_without_the_extension_nothing_fails(site: WrittenSite) -> None:
    env = site.build().env
    del env.permalink_front_matter  # type: ignore[attr-defined]
    assert front_matter_value(env, "posts/first", "tags") == ["one", "two, or"]
    assert key_line(env, "posts/first", "tags") is None


LINES = st.sampled_from(
    [
        *("title: x", "'title' : x", '"date": y', "date:z", " date: x", ":date: x"),
        *("  :date: x", "- title: x", "http://x", "a b: c", ": x", "::", '"x": 1'),
        *('  "date" : 1', "", "title", "---"),
    ]
)


@given(
    st.sampled_from(["", "{\n"]), st.lists(LINES), st.sampled_from(["title", "date"])
)
def test_all_lines_at_once(start: str, lines: list[str], key: str) -> None:
    text = start + "\n".join(lines)
    if start:
        found = [*re.finditer(rf"^\s*\"{key}\"\s*:", text, re.MULTILINE)][-1:]
    else:
        pattern = rf"^(?:[\"']?{key}[\"']?[ \t]*:|[ \t]*:{key}:)"
        found = [*re.finditer(pattern, text, re.MULTILINE)][:1]
    expected = next((1 + text.count("\n", 0, x.end()) for x in found), None)
    assert all_lines(text).get(key) == expected
