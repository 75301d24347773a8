"""Whatever authors write: a page, perhaps a warning, never a failure."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jekyll_frontmatter.keys import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.jekyll_frontmatter.conftest import BuildBlog

KEY_NAMES = [
    *(name for key in KEYS for name in key.names),
    *("layout", "slug", "version", "status", "copyright", "orphan", "tocdepth"),
]
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]), max_size=30
) | st.sampled_from(
    [
        *("2018-08-01", "2018-02-30 10:00 +0200", "Aug 1", "null", "True", "a, b", ""),
        *("/img/x.png", "https://example.org/", "../..", "C:\\", "a" * 300, "1", "-1"),
        *("*a* `b` <i>c</i>", "[1, 2]", '{"name": 1}', "[draft", "\x01\x00", "🎉"),
    ]
)
ZONES = st.none() | st.integers(-12, 14).map(lambda h: timezone(timedelta(hours=h)))
SCALARS = (
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates(date(1, 1, 1))
    | st.datetimes(datetime(1, 1, 2), timezones=ZONES)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(TEXTS | st.just("name"), inner, max_size=3)
    ),
    max_leaves=8,
)
FRONT_MATTER = st.dictionaries(st.sampled_from(KEY_NAMES), VALUES, max_size=8).map(
    lambda data: yaml.safe_dump(data, allow_unicode=True)
)
HAND_WRITTEN = st.lists(
    st.tuples(
        st.sampled_from(KEY_NAMES),
        st.sampled_from(
            [
                "2018-02-30",
                "yes",
                "~",
                "- a",
                "[a, b",
                "x: y",
                "!t z",
                "&a [*a]",
                "0o9",
                "1_0",
            ]
        ),
    ),
    max_size=4,
).map(lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs))
BODIES = st.sampled_from(
    [
        *(
            "",
            "Text.\n",
            "# Heading\n\nText.\n",
            "## Deep\n\nText.\n",
            "Text.\n\n# A\n",
        ),
        *("# A\n\n# B\n", "Text.\n\n## A\n\n## B\n", "#\n", "<div>raw</div>\n"),
        "# A\n\n```{update} 2018-08-02 10:00 +0200\nText.\n```\n",
        "```{update} never\nText.\n```\n",
    ]
)
POSTS = st.tuples(
    st.sampled_from(["", "2018-08-01-", "2018-13-01-"]),
    FRONT_MATTER | HAND_WRITTEN,
    BODIES,
).map(lambda post: (post[0], f"---\n{post[1]}---\n\n{post[2]}"))


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(posts=st.lists(POSTS, min_size=40, max_size=40))
def test_any_post(
    build_blog: BuildBlog, tmp_path: Path, posts: list[tuple[str, str]]
) -> None:
    shutil.rmtree(tmp_path / "frontmatter-blog", ignore_errors=True)
    documents = {
        f"posts/{start}post-{number}": text
        for number, (start, text) in enumerate(posts)
    }
    built = build_blog(
        {f"{docname}.md": text for docname, text in documents.items()}, "html"
    )
    for docname in documents:
        metadata: dict[str, Any] = built.metadata(docname)
        if built.is_post(docname):
            post = built.post(docname)
            assert post["title"]
            assert post["date"] is None or post["date"].tzinfo is None
            labels = [*post["tags"], *post["category"], *post["author"]]
            assert all(isinstance(label, str) and label for label in labels)
        else:
            assert metadata["blogpost"].lower() in {"false", "no", "off", "0", "n"}
        assert (built.app.outdir / f"{docname}.html").exists()
