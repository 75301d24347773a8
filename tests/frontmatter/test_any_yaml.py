"""Whatever authors write: a page, perhaps a warning, never a failure."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from site_tools.any_yaml import KEY_NAMES, fields

if TYPE_CHECKING:
    from pathlib import Path

    from tests.frontmatter.conftest import BuildBlog

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
    fields(KEY_NAMES),
    BODIES,
).map(lambda post: (post[0], f"---\n{post[1]}---\n\n{post[2]}"))


@pytest.mark.slow
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
