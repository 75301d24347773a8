"""Generated front matter: what Jekyll itself answers is what the table says."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from posixpath import splitext
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from permalink_blog.core.front_matter import read_front_matter
from permalink_blog.core.stored_front_matter import front_matter_of
from permalink_blog.urls.paths import Layout
from permalink_blog.urls.pattern import PLACEHOLDERS, STYLES
from permalink_blog.urls.table import PermalinkTable
from site_tools.jekyll import ask_jekyll, needs_jekyll

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

pytestmark = needs_jekyll

words = st.text(alphabet="abcXYZ019-_.~ éßΩ日+&", min_size=1, max_size=8).map(
    # Runs of spaces in a label become one here: nobody sees the difference in a list.
    lambda text: re.sub(" +", " ", text.strip(" .-~")) or "x"
)
placeholders = st.sampled_from(
    sorted(set(PLACEHOLDERS) - {"collection", "path", "name"})
)
segments = st.lists(
    words | placeholders.map(":{}".format) | st.sampled_from([".", "-", "_", "%20"]),
    min_size=1,
    max_size=4,
).map("".join)
templates = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "/", "//"]),
    st.lists(segments, min_size=1, max_size=3).map("/".join),
    st.sampled_from(["", "/", ".html", ":output_ext", ".txt"]),
)
dates = st.builds(
    "{:%Y-%m-%d}{}".format,
    st.dates(min_value=date(1970, 1, 2)),
    st.sampled_from(
        ["", " 10:11:12", " 23:30:00 -0500", " 00:30:00 +0900", "T01:02:03Z"]
    ),
)
labels = st.lists(words, min_size=1, max_size=3)


def yaml_line(key: str, value: Any) -> str:
    return f"{key}: {json.dumps(value, ensure_ascii=False)}"


@st.composite
def cases(draw: Callable[..., Any]) -> dict[str, Any]:
    slug = draw(words).replace("/", "-").strip("_") or "x"
    name = f"{draw(st.dates()).strftime('%Y-%m-%d').rjust(10, '0')}-{slug}.md"
    fields = {
        "permalink": draw(st.none() | templates),
        "slug": draw(st.none() | words),
        "title": draw(st.none() | words),
        "tags": draw(st.none() | labels | labels.map(" ".join)),
        "tag": draw(st.none() | words),
        "category": draw(st.none() | words),
        "categories": draw(st.none() | labels | labels.map(" ".join)),
    }
    lines = [
        yaml_line(key, value) for key, value in fields.items() if value is not None
    ]
    if day := draw(st.none() | dates):
        lines.append(f"date: {day}")
    style = draw(st.none() | st.sampled_from(sorted(STYLES)) | templates)
    return {"name": name, "front_matter": "\n".join(lines), "permalink": style}


def has_open_suffix(case: dict[str, Any]) -> bool:
    """Say whether Jekyll makes "a.b.:title" of the permalink "a.:title"."""
    permalink = re.search(r'^permalink: "(.*)"$', case["front_matter"], re.MULTILINE)
    return permalink is not None and ":" in splitext(permalink[1])[1]


def read(
    folder: Path, asked: list[dict[str, Any]], make_app: Callable[..., SphinxTestApp]
) -> SphinxTestApp:
    """Read all cases in one real build, each in a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    styles = {}
    for number, case in enumerate(asked):
        post = folder / str(number) / case["name"]
        post.parent.mkdir(parents=True)
        text = f"---\n{case['front_matter']}\n---\n\n# A post\n"
        post.write_text(text, encoding="utf-8")
        styles[f"{number}/**"] = case["permalink"] or "date"
    (folder / "index.md").write_text("# Home\n")
    (folder / "conf.py").write_text(
        'extensions = ["myst_parser", "permalink_blog.urls"]\n'
        f'suppress_warnings = ["toc", "myst"]\npermalink_style = {styles!r}\n'
    )
    app = make_app("dummy", srcdir=folder)
    app.build(force_all=True)
    return app


@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a smaller case is not worth the builds
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(st.lists(cases(), min_size=20, max_size=40))
def test_the_table_is_jekylls(
    make_app: Callable[..., SphinxTestApp], tmp_path: Path, asked: list[dict[str, Any]]
) -> None:
    app = read(tmp_path / "cases", asked, make_app)
    table = PermalinkTable.from_environment(app.env, Layout())
    app.cleanup()
    compared = 0
    for number, (case, answer) in enumerate(zip(asked, ask_jekyll(asked), strict=True)):
        docname = f"{number}/{case['name'].removesuffix('.md')}"
        location = table.locations.get(docname)
        if location is None or "error" in answer or has_open_suffix(case):
            continue  # we are strict; test_paths.py and test_jekyll.py say where
        compared += 1
        assert location.file == answer["output"], (case, answer)
        front_matter = read_front_matter(front_matter_of(app.env, docname))
        tags = tuple(dict.fromkeys(answer["tags"]))  # Jekyll keeps a tag given twice
        assert front_matter.tags == tags, (case, answer)
        assert front_matter.categories == tuple(answer["categories"]), (case, answer)
    assert compared > len(asked) / 4, "most cases were refused: nothing is compared"
